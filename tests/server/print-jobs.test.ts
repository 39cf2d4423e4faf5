import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PrinterView, PrintJob, PrintJobStatus, PrintJobView, Shelf } from '#domain/wire';
import { ask, openShop, redeem, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(() => shop.server.stop());

const take = () => ask<PrintJob>(shop, '/api/agent/jobs/take', { token: shop.agent, body: {} });
const report = (job: PrintJob, status: PrintJobStatus, attempt = job.attempt) =>
	ask<PrintJobView>(shop, `/api/agent/jobs/${job.id}/report`, {
		token: shop.agent,
		body: { status, attempt, proof: 'none', message: '' },
	});
const view = (id: string) =>
	ask<PrintJobView>(shop, `/api/shop/print-jobs/${id}`, { token: shop.kiosk });
const answer = (id: string, said: 'complete' | 'incomplete') =>
	ask<PrintJobView>(shop, `/api/shop/print-jobs/${id}/answer`, {
		token: shop.kiosk,
		body: { answer: said },
	});
const clock = (at: number) => shop.root.post('/api/stage/clock', { at });

/** Redeems, and takes the slip's job. */
async function jobOfRedemption(): Promise<PrintJob> {
	await redeem(shop, '王建国', { 香皂: 1 });
	const { body } = await take();
	return body;
}

describe('a print job', () => {
	test('is born with its redemption and carries its facts', async () => {
		const redemption = await redeem(shop, '王建国', { 香皂: 1 });
		const taken = await take();
		expect(taken.body).toMatchObject({
			id: redemption.body.printJob,
			template: 'redemption',
			copy: 0,
			attempt: 1,
			facts: redemption.body,
		});
		expect(taken.text).not.toContain('王建国');
		expect((await take()).status).toBe(204);
		expect((await report(taken.body, 'sending')).body.status).toBe('sending');
		expect((await report(taken.body, 'done')).body.status).toBe('done');
		expect((await view(taken.body.id)).body.status).toBe('done');
	});

	test('comes back to the queue only while nothing was sent', async () => {
		const job = await jobOfRedemption();
		expect((await report(job, 'blocked')).status).toBe(200);
		const again = (await take()).body;
		expect(again).toMatchObject({ id: job.id, attempt: 2 });
		await report(again, 'sending');
		expect((await report(again, 'queued')).refusal?.code).toBe('print_step_refused');
		expect((await report(again, 'blocked')).refusal?.code).toBe('print_step_refused');
		expect((await report(again, 'uncertain')).body.status).toBe('uncertain');
		expect((await take()).status).toBe(204);
	});

	test('a report on an older attempt counts no more; the same report twice is one', async () => {
		const job = await jobOfRedemption();
		await report(job, 'blocked');
		const again = (await take()).body;
		expect((await report(job, 'sending')).refusal?.code).toBe('print_step_refused');
		await report(again, 'sending');
		expect((await report(again, 'sending')).status).toBe(200);
		await report(again, 'done');
		expect((await report(again, 'done')).status).toBe(200);
		expect((await report(again, 'uncertain')).refusal?.code).toBe('print_step_refused');
	});

	test('uncertain: a person says it is not whole, and the next copy is a reprint', async () => {
		const job = await jobOfRedemption();
		await report(job, 'sending');
		await report(job, 'uncertain');
		const answered = await answer(job.id, 'incomplete');
		expect(answered.body).toMatchObject({ status: 'queued', copy: 1 });
		const twice = await answer(job.id, 'incomplete');
		expect(twice.body.id).toBe(answered.body.id);
		const copy = (await take()).body;
		expect(copy).toMatchObject({ id: answered.body.id, copy: 1 });
		await report(copy, 'sending');
		await report(copy, 'done');
	});

	test('an agent that died while sending leaves an uncertain slip, and a person may say what of it', async () => {
		const at = Date.now();
		await clock(at);
		const job = await jobOfRedemption();
		await report(job, 'sending');
		await clock(at + 4 * 60_000);
		expect((await view(job.id)).body.status).toBe('sending');
		expect((await answer(job.id, 'incomplete')).body).toMatchObject({ id: job.id, copy: 0 });
		await clock(at + 6 * 60_000);
		expect((await view(job.id)).body.status).toBe('uncertain');
		const answered = await answer(job.id, 'incomplete');
		expect(answered.body).toMatchObject({ status: 'queued', copy: 1 });
		expect((await view(job.id)).body.status).toBe('failed');
		// The agent is not dead after all: the person's word stands.
		expect((await report(job, 'done')).refusal?.code).toBe('print_step_refused');
		expect((await answer(job.id, 'incomplete')).body.id).toBe(answered.body.id);
		const copy = (await take()).body;
		await report(copy, 'sending');
		await clock(at + 12 * 60_000);
		expect((await answer(copy.id, 'complete')).body).toMatchObject({ id: copy.id, status: 'done' });
		await clock(0);
	});

	test('a claim that nobody followed up goes to the next taker after a minute', async () => {
		const at = Date.now();
		await clock(at);
		const job = await jobOfRedemption();
		expect((await take()).status).toBe(204);
		await clock(at + 61_000);
		expect((await take()).body).toMatchObject({ id: job.id, attempt: 2 });
		await clock(0);
	});

	test('expires after ten minutes and never surprises anybody later', async () => {
		const at = Date.now();
		await clock(at);
		const { body } = await redeem(shop, '王建国', { 香皂: 1 });
		await clock(at + 11 * 60_000);
		expect((await take()).status).toBe(204);
		expect((await view(body.printJob)).body.status).toBe('expired');
		await clock(0);
	});

	test('is taken by no kiosk, and seen by no other village', async () => {
		const { body } = await redeem(shop, '王建国', { 香皂: 1 });
		const byKiosk = await ask(shop, '/api/agent/jobs/take', { token: shop.kiosk, body: {} });
		expect(byKiosk.refusal?.code).toBe('device_unknown');
		const foreign = await ask(shop, `/api/shop/print-jobs/${body.printJob}`, {
			token: shop.otherKiosk,
		});
		expect(foreign.refusal?.code).toBe('print_job_unknown');
	});
});

test('kiosk and office hear of the printer what its agent says of it, and since when', async () => {
	const seen = async () => {
		const { body } = await ask<PrinterView>(shop, '/api/shop/printer', { token: shop.kiosk });
		const { printer } = (await ask<Shelf>(shop, '/api/shop/shelf', { token: shop.kiosk })).body;
		expect(body.printer).toBe(printer);
		expect(await shop.storekeeper.get('/api/office/printer')).toEqual(body);
		return body;
	};
	expect(await seen()).toEqual({ printer: 'unknown', since: 0 });
	const say = (state: string) =>
		ask(shop, '/api/agent/status', { token: shop.agent, body: { printer: state } });
	const at = Date.now();
	await clock(at);
	await say('paper_out');
	await clock(at + 30_000);
	await say('paper_out');
	expect(await seen()).toEqual({ printer: 'paper_out', since: at });
	await say('disk_full');
	expect(await seen()).toEqual({ printer: 'disk_full', since: at + 30_000 });
	expect((await say('on fire')).refusal?.code).toBe('request_invalid');

	await clock(at + 100_000);
	expect((await seen()).printer).toBe('disk_full');
	await clock(at + 110_000);
	expect(await seen()).toEqual({ printer: 'offline', since: at + 30_000 });
	for (const path of ['/api/shop/printer', '/api/office/printer']) {
		expect((await ask(shop, path, { token: shop.agent })).status).toBe(401);
	}
	await clock(0);
});
