import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, dayAt } from '#domain/day';
import type { RedemptionDay, RedemptionPage } from '#domain/office-shop-wire';
import type { PrintJob, PrintJobView, RedemptionFacts } from '#domain/wire';
import { staff } from '../village.ts';
import { ask, openShop, redeem, type Reply, type Shop } from './shop.ts';
import { signInToken } from './staff-tokens.ts';

let shop: Shop;
let storekeeper: string;
let recorder: string;
let otherDirector: string;
beforeAll(async () => {
	shop = await openShop();
	await shop.director.post('/api/office/staff', staff.recorder);
	storekeeper = await signInToken(shop, staff.storekeeper);
	recorder = await signInToken(shop, staff.recorder);
	otherDirector = await signInToken(shop, {
		username: 'bailu-director',
		password: 'demo-only-bailu',
	});
});
afterAll(() => shop.server.stop());

const clock = (at: number) => shop.root.post('/api/stage/clock', { at });
const post = <Body = PrintJobView>(path: string, body: object, token = storekeeper) =>
	ask<Body>(shop, path, { token, body });
const list = (day = '', token = storekeeper) =>
	ask<RedemptionDay>(shop, `/api/office/redemptions?day=${day}`, { token });
const page = (id: string, token = storekeeper) =>
	ask<RedemptionPage>(shop, `/api/office/redemptions/${id}`, { token });
const reprint = (id: string, reason = '小票丢了', token = storekeeper) =>
	post(`/api/office/redemptions/${id}/reprint`, { requestKey: randomUUID(), reason }, token);
const kioskReprint = (id: string, token = shop.kiosk, requestKey: string = randomUUID()) =>
	post(`/api/shop/redemptions/${id}/reprint`, { requestKey }, token);
const reverse = (id: string) =>
	post<RedemptionFacts>(`/api/office/redemptions/${id}/reverse`, {
		requestKey: randomUUID(),
		reason: '拿错了',
	});
const codeOf = ({ refusal }: Reply) => refusal?.code;

describe('the redemptions of a day', () => {
	test('stand newest first, with their sums, without what was reversed', async () => {
		const day = dayAt(Date.now());
		const none = await list();
		expect(none.body).toMatchObject({ day, rows: [], totals: { redemptions: 0, points: 0 } });

		const first = await redeem(shop, '王建国', { '大米 5kg': 2, 香皂: 1 });
		const second = await redeem(shop, '何𠮷', { 香皂: 2 });
		const third = await redeem(shop, '何𠮷', { 香皂: 1 });
		await reverse(third.body.id);
		const { body } = await list();
		expect(body.totals).toEqual({
			redemptions: 2,
			households: 2,
			points: 79,
			pieces: 5,
			reversed: 1,
		});
		expect(body.goods.map(({ name, quantity, points }) => [name, quantity, points])).toEqual([
			['香皂', 3, 15],
			['大米 5kg', 2, 64],
		]);
		expect(body.goods[1]).toMatchObject({
			id: shop.products.get('大米 5kg'),
			english: 'Rice 5 kg',
			unit: '件',
		});
		expect(body.rows.map(({ id }) => id)).toEqual([third.body.id, second.body.id, first.body.id]);
		expect(body.rows[2]).toMatchObject({
			number: first.body.number,
			head: '王建国',
			householdCode: first.body.householdCode,
			goods: '大米 5kg×2、香皂×1',
			goodsEnglish: 'Rice 5 kg ×2, Toilet soap ×1',
			cost: 69,
			device: 'kiosk',
			print: 'queued',
			copy: 0,
			reversed: false,
			clock: first.body.clock.slice(0, 5),
		});
		expect(body.rows[0]?.reversed).toBe(true);
	});

	test('another day is asked for by its name and knows its neighbours', async () => {
		const day = dayAt(Date.now());
		const later = addDays(day, 3);
		expect((await list(later)).body).toMatchObject({ day: later, before: day, rows: [] });
		expect((await list(addDays(day, -3))).body).toMatchObject({ before: '', after: day });
		for (const wrong of ['2026-02-30', 'gestern', '20260101']) {
			expect((await list(wrong)).refusal).toEqual({ code: 'request_invalid', field: 'day' });
		}
	});

	test('a slip that nobody fetched stands as expired', async () => {
		const { body } = await redeem(shop, '何𠮷', { 香皂: 1 });
		const printOf = async () => (await list()).body.rows.find(({ id }) => id === body.id)?.print;
		expect(await printOf()).toBe('queued');
		await clock(Date.now() + 11 * 60_000);
		expect(await printOf()).toBe('expired');
		expect((await page(body.id)).body.printJobs[0]?.status).toBe('expired');
		await clock(0);
	});

	test('are for director and storekeeper of this village', async () => {
		const { body } = await redeem(shop, '何𠮷', { 香皂: 1 });
		for (const read of [
			(token: string) => list('', token),
			(token: string) => page(body.id, token),
		]) {
			expect(codeOf(await read(recorder))).toBe('not_allowed');
			expect(codeOf(await read(shop.kiosk))).toBe('staff_unknown');
			expect(codeOf(await read(''))).toBe('staff_unknown');
		}
		expect((await list('', otherDirector)).body.rows).toEqual([]);
		expect(codeOf(await page(body.id, otherDirector))).toBe('record_unknown');
		expect(codeOf(await page('nothing'))).toBe('record_unknown');
	});
});

describe('the page of a redemption', () => {
	test('has what the slip says, its prints, and who reversed it', async () => {
		const { body: facts } = await redeem(shop, '何𠮷', { 香皂: 1 });
		const { body: before } = await page(facts.id);
		expect(before).toMatchObject({
			facts,
			head: '何𠮷',
			device: 'kiosk',
			reversal: null,
			notReversible: '',
		});
		expect(before.printJobs).toMatchObject([{ copy: 0, askedBy: 'kiosk', status: 'queued' }]);
		await reprint(facts.id);
		await reverse(facts.id);
		const { body: after } = await page(facts.id);
		expect(after.facts.reversed).toBe(true);
		expect(after.reversal).toMatchObject({ by: staff.storekeeper.name, reason: '拿错了' });
		expect(after.notReversible).toBe('redemption_reversed');
		expect(after.printJobs).toMatchObject([
			{ copy: 0 },
			{ copy: 1, askedBy: staff.storekeeper.name, reason: '小票丢了' },
		]);
	});

	test('says until when it can be reversed', async () => {
		const { body: facts } = await redeem(shop, '何𠮷', { 香皂: 1 });
		const { reversibleUntil } = (await page(facts.id)).body;
		const yearEnd = `${facts.day.slice(0, 4)}-12-31`;
		const week = addDays(dayAt(Date.now()), 7);
		expect(reversibleUntil).toBe(week < yearEnd ? week : yearEnd);
		await clock(Date.now() + 8 * 24 * 3_600_000);
		expect((await page(facts.id)).body.notReversible).toBe('reversal_too_late');
		await clock(0);
	});
});

describe('a reprint', () => {
	test('from the office is the next copy of the same facts, once for a key', async () => {
		const { body: facts } = await redeem(shop, '何𠮷', { 香皂: 1 });
		const body = { requestKey: randomUUID(), reason: '小票丢了' };
		const path = `/api/office/redemptions/${facts.id}/reprint`;
		const first = await post(path, body);
		expect(first.body).toMatchObject({ copy: 1, status: 'queued' });
		expect((await post(path, body)).text).toBe(first.text);
		expect((await reprint(facts.id, '又丢了')).body.copy).toBe(2);
		expect((await page(facts.id)).body.printJobs).toHaveLength(3);
	});

	test('of a reversed redemption says so on paper', async () => {
		const { body: facts } = await redeem(shop, '何𠮷', { 香皂: 1 });
		await reverse(facts.id);
		const { body: copy } = await reprint(facts.id);
		const take = () => ask<PrintJob>(shop, '/api/agent/jobs/take', { token: shop.agent, body: {} });
		let taken = (await take()).body;
		while (taken.id !== copy.id) taken = (await take()).body;
		expect(taken).toMatchObject({ copy: 1, facts: { id: facts.id, reversed: true } });
	});

	test('is refused without reason, role or redemption', async () => {
		const { body: facts } = await redeem(shop, '何𠮷', { 香皂: 1 });
		expect((await reprint(facts.id, '')).refusal).toEqual({
			code: 'request_invalid',
			field: 'reason',
		});
		expect(codeOf(await reprint(facts.id, '丢了', recorder))).toBe('not_allowed');
		expect(codeOf(await reprint(facts.id, '丢了', otherDirector))).toBe('record_unknown');
		expect(codeOf(await reprint('nothing'))).toBe('record_unknown');
		expect((await page(facts.id)).body.printJobs).toHaveLength(1);
	});

	test('from the kiosk comes three times, then the office decides', async () => {
		const { body: facts } = await redeem(shop, '何𠮷', { 香皂: 1 });
		await reprint(facts.id);
		const key = randomUUID();
		const first = await kioskReprint(facts.id, shop.kiosk, key);
		expect(first.body).toMatchObject({ copy: 2, status: 'queued' });
		expect((await kioskReprint(facts.id, shop.kiosk, key)).text).toBe(first.text);
		await kioskReprint(facts.id);
		await kioskReprint(facts.id);
		expect((await kioskReprint(facts.id)).refusal).toEqual({ code: 'reprint_limit', most: 3 });
		expect((await reprint(facts.id)).body.copy).toBe(5);
	});

	test('from the kiosk is for a kiosk of the same village', async () => {
		const { body: facts } = await redeem(shop, '何𠮷', { 香皂: 1 });
		expect(codeOf(await kioskReprint(facts.id, shop.otherKiosk))).toBe('redemption_unknown');
		expect(codeOf(await kioskReprint(facts.id, shop.agent))).toBe('device_unknown');
		expect(codeOf(await kioskReprint(facts.id, storekeeper))).toBe('device_unknown');
		expect(codeOf(await kioskReprint(facts.id, shop.kiosk, 'x'))).toBe('request_invalid');
	});
});

describe('a test page', () => {
	const testPage = (change: object = {}, token = storekeeper) =>
		post(
			'/api/office/print-jobs',
			{ requestKey: randomUUID(), template: 'test_page', ...change },
			token,
		);

	test('waits for the agent and is followed until it is printed', async () => {
		const body = { requestKey: randomUUID() };
		const first = await testPage(body);
		expect((await testPage(body)).text).toBe(first.text);
		const view = (token = storekeeper) =>
			ask<PrintJobView>(shop, `/api/office/print-jobs/${first.body.id}`, { token });
		expect((await view()).body).toMatchObject({ status: 'queued', copy: 0 });
		const { body: job } = await ask<PrintJob>(shop, '/api/agent/jobs/take', {
			token: shop.agent,
			body: {},
		}).then(async (taken) => {
			let next = taken;
			while (next.body.template !== 'test_page') {
				next = await ask<PrintJob>(shop, '/api/agent/jobs/take', { token: shop.agent, body: {} });
			}
			return next;
		});
		expect(job).toMatchObject({ id: first.body.id, facts: null });
		expect((await view()).body.status).toBe('claimed');
		expect(codeOf(await view(otherDirector))).toBe('print_job_unknown');
		expect(codeOf(await view(recorder))).toBe('not_allowed');
	});

	test('is refused without a print agent, a role, or a known template', async () => {
		expect(codeOf(await testPage({}, otherDirector))).toBe('print_agent_missing');
		expect(codeOf(await testPage({}, recorder))).toBe('not_allowed');
		expect((await testPage({ template: 'redemption' })).refusal).toEqual({
			code: 'request_invalid',
			field: 'template',
		});
		expect(codeOf(await testPage({ requestKey: '' }))).toBe('request_invalid');
	});
});
