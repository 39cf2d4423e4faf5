import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, dayAt } from '#domain/day';
import type { OfficeToday } from '#domain/office-shop-wire';
import type { PrintJob } from '#domain/wire';
import { staff } from '../village.ts';
import { ask, openShop, redeem, type Shop } from './shop.ts';
import { signInToken } from './staff-tokens.ts';

let shop: Shop;
let storekeeper: string;
beforeAll(async () => {
	shop = await openShop();
	await shop.director.post('/api/office/staff', staff.recorder);
	storekeeper = await signInToken(shop, staff.storekeeper);
});
afterAll(() => shop.server.stop());

const day = dayAt(Date.now());
const clock = (at: number) => shop.root.post('/api/stage/clock', { at });
const today = async (token = storekeeper) =>
	(await ask<OfficeToday>(shop, '/api/office/today', { token })).body;
const dueOf = async (name: string) =>
	(await today()).goods
		.filter((goods) => goods.name === name)
		.map(({ why, quantity, days }) => ({ why, quantity, days }));
const take = () => ask<PrintJob>(shop, '/api/agent/jobs/take', { token: shop.agent, body: {} });
const stockUp = (name: string, quantity: number, expiresOn: string) =>
	shop.director.post('/api/office/stock/opening', {
		requestKey: randomUUID(),
		lines: [{ product: shop.products.get(name), quantity, expiresOn }],
	});

describe('today', () => {
	test('is for everybody of the village office, and for nobody else', async () => {
		const token = await signInToken(shop, staff.recorder);
		expect((await today(token)).day).toBe(day);
		for (const stranger of [shop.kiosk, '']) {
			const reply = await ask(shop, '/api/office/today', { token: stranger });
			expect(reply.refusal?.code).toBe('staff_unknown');
		}
	});

	test('of another village is another', async () => {
		const other = { username: 'bailu-director', password: 'demo-only-bailu' };
		const { goods, lacking, cover, redeemed } = await today(await signInToken(shop, other));
		expect({ goods, lacking, stock: cover.stockFen, redeemed }).toEqual({
			goods: [],
			lacking: ['households', 'products'],
			stock: 0,
			redeemed: { redemptions: 0, households: 0, points: 0 },
		});
	});

	test('tells a village that only begins what it has none of yet', async () => {
		expect((await today()).lacking).toEqual([]);
		await shop.townOffice.post('/api/office/villages', {
			newVillage: { name: '石桥村', number: 9, groups: 2 },
			director: { name: '石桥主任', username: 'shiqiao', password: 'demo-only-shiqiao' },
		});
		const token = await signInToken(shop, { username: 'shiqiao', password: 'demo-only-shiqiao' });
		expect((await today(token)).lacking).toEqual(['households', 'products', 'kiosk']);
		const add = (kind: string) => {
			const body = { name: kind, kind };
			return ask<{ id: string }>(shop, '/api/office/devices', { token, body });
		};
		await add('print_agent');
		expect((await today(token)).lacking).toContain('kiosk');
		const { body: kiosk } = await add('kiosk');
		expect((await today(token)).lacking).toEqual(['households', 'products']);
		await ask(shop, `/api/office/devices/${kiosk.id}/revoke`, { token, body: {} });
		expect((await today(token)).lacking).toContain('kiosk');
	});

	test('counts households without a passbook', async () => {
		expect((await today()).withoutPassbook).toBe(0);
		await shop.director.post('/api/office/households', {
			requestKey: randomUUID(),
			group: 3,
			head: '新来的人',
			residence: 'living_here',
			members: [{ name: '新来的人', relation: 'head', birthYear: 1970 }],
		});
		expect((await today()).withoutPassbook).toBe(1);
	});

	test('names goods that are expired, sold out and unpriced, most urgent first', async () => {
		const { goods } = await today();
		expect(goods.map(({ name, why }) => [name, why])).toEqual([
			['过期的盐', 'expired'],
			['过期的盐', 'sold_out'],
			['没货的锅', 'sold_out'],
			['没定价的碗', 'unpriced'],
		]);
		expect(goods[0]).toMatchObject({ quantity: 5, expiresOn: '2020-01-01' });
		expect(goods[0]?.days).toBeLessThan(-365);
	});

	test('tells seven from thirty days, and the last day itself still counts', async () => {
		await stockUp('香皂', 4, addDays(day, 8));
		expect(await dueOf('香皂')).toEqual([{ why: 'expires_in_30', quantity: 4, days: 8 }]);
		await stockUp('香皂', 2, addDays(day, 7));
		await stockUp('香皂', 3, day);
		await stockUp('香皂', 9, addDays(day, 31));
		expect(await dueOf('香皂')).toEqual([
			{ why: 'expires_in_7', quantity: 5, days: 0 },
			{ why: 'expires_in_30', quantity: 4, days: 8 },
		]);
	});

	test('names suspended goods once, whatever else is the matter', async () => {
		const id = shop.products.get('没货的锅');
		await shop.director.post(`/api/office/products/${id}/suspend`, { reason: '有裂纹' });
		expect(await dueOf('没货的锅')).toEqual([{ why: 'suspended', quantity: 0, days: 0 }]);
		await shop.director.post(`/api/office/products/${id}/resume`, {});
	});

	test('sums the redemptions of the day and of thirty days, without reversed ones', async () => {
		await redeem(shop, '王建国', { '大米 5kg': 1 });
		const { body } = await redeem(shop, '何𠮷', { 香皂: 2 });
		const { redeemed, days } = await today();
		expect(redeemed).toEqual({ redemptions: 2, households: 2, points: 42 });
		expect(days).toHaveLength(30);
		expect(days[0]).toEqual({ day: addDays(day, -29), redemptions: 0, points: 0 });
		expect(days[29]).toEqual({ day, redemptions: 2, points: 42 });
		await shop.storekeeper.post(`/api/office/redemptions/${body.id}/reverse`, {
			requestKey: randomUUID(),
			reason: '拿错了',
		});
		expect((await today()).redeemed).toEqual({ redemptions: 1, households: 1, points: 32 });
	});

	test('sets what may be redeemed against what lies on the shelf', async () => {
		const before = (await today()).cover;
		// 50 + 50 + 40: what 王建国, 何𠮷 and 陈远 have above their base, less the rice of 32.
		expect(before).toMatchObject({ spendable: 82 + 50 + 40 - 32, fenPerPoint: 100 });
		expect(before.liabilityFen).toBe(before.spendable * 100);
		await redeem(shop, '陈远', { 香皂: 1 });
		const after = (await today()).cover;
		expect(after.liabilityFen).toBe(before.liabilityFen - 500);
		expect(after.stockFen).toBe(before.stockFen - 500);
	});
});

describe('a slip is due', () => {
	test('when nobody fetched it in time, until its copy is printed', async () => {
		const { body } = await redeem(shop, '陈远', { 香皂: 1 });
		const statusOf = async () =>
			(await today()).slips.find(({ redemption }) => redemption === body.id)?.status;
		expect(await statusOf()).toBeUndefined();
		await clock(Date.now() + 11 * 60_000);
		expect(await statusOf()).toBe('expired');
		await take();
		expect(await statusOf()).toBe('expired');
		await shop.storekeeper.post(`/api/office/redemptions/${body.id}/reprint`, {
			requestKey: randomUUID(),
			reason: '没打出来',
		});
		expect(await statusOf()).toBeUndefined();
		await clock(Date.now() + 4 * 24 * 3_600_000);
		expect(await statusOf()).toBeUndefined();
		await clock(0);
	});

	test('when nobody knows whether it came out, or the printer stands still', async () => {
		const { body } = await redeem(shop, '陈远', { 香皂: 1 });
		let { body: job } = await take();
		while (job.id !== body.printJob) job = (await take()).body;
		const report = (status: string, attempt: number) =>
			ask(shop, `/api/agent/jobs/${job.id}/report`, {
				token: shop.agent,
				body: { status, attempt, proof: 'none', message: '' },
			});
		const slip = async () => (await today()).slips.find(({ id }) => id === job.id);
		await report('blocked', 1);
		expect(await slip()).toMatchObject({ status: 'blocked', number: body.number, head: '陈远' });
		const again = (await take()).body;
		await report('sending', again.attempt);
		expect(await slip()).toBeUndefined();
		await report('uncertain', again.attempt);
		expect(await slip()).toMatchObject({ status: 'uncertain' });

		const settled = await ask(shop, `/api/office/print-jobs/${job.id}/answer`, {
			token: storekeeper,
			body: { answer: 'complete' },
		});
		expect(settled.body).toMatchObject({ id: job.id, status: 'done', copy: 0 });
		expect(await slip()).toBeUndefined();
	});

	test('when its agent left it in the middle, or could not make sense of it', async () => {
		const { body } = await redeem(shop, '陈远', { 香皂: 1 });
		let { body: job } = await take();
		while (job.id !== body.printJob) job = (await take()).body;
		const report = (status: string) =>
			ask(shop, `/api/agent/jobs/${job.id}/report`, {
				token: shop.agent,
				body: { status, attempt: job.attempt, proof: 'none', message: '' },
			});
		const statusOf = async () => (await today()).slips.find(({ id }) => id === job.id)?.status;
		await report('sending');
		expect(await statusOf()).toBeUndefined();
		await clock(Date.now() + 6 * 60_000);
		expect(await statusOf()).toBe('uncertain');
		await clock(0);

		const other = await redeem(shop, '陈远', { 香皂: 1 });
		job = (await take()).body;
		while (job.id !== other.body.printJob) job = (await take()).body;
		await report('failed');
		expect(await statusOf()).toBe('failed');
	});
});

test('a slip is no longer due when its redemption is reversed', async () => {
	const { body } = await redeem(shop, '陈远', { 香皂: 1 });
	await clock(Date.now() + 11 * 60_000);
	const isDue = async () => (await today()).slips.some(({ redemption }) => redemption === body.id);
	expect(await isDue()).toBe(true);
	await shop.storekeeper.post(`/api/office/redemptions/${body.id}/reverse`, {
		requestKey: randomUUID(),
		reason: '拿错了',
	});
	expect(await isDue()).toBe(false);
	await clock(0);
});

describe('a device is due', () => {
	test('when it waits to be paired, or has been silent for a day', async () => {
		expect((await today()).devices).toEqual([]);
		const { id } = (await shop.director.post('/api/office/devices', {
			name: '新一体机',
			kind: 'kiosk',
		})) as { id: string };
		expect((await today()).devices).toMatchObject([{ id, name: '新一体机', why: 'pairing' }]);
		await clock(Date.now() + 25 * 3_600_000);
		const { devices } = await today();
		expect(devices.map(({ why }) => why).sort()).toEqual(['pairing', 'silent', 'silent']);
		await shop.director.post(`/api/office/devices/${id}/revoke`, {});
		expect((await today()).devices.map(({ why }) => why)).toEqual(['silent', 'silent']);
		await clock(0);
	});
});
