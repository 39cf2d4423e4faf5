import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addBasin, enterOpening, openGoods, page, send, type Goods } from './goods.ts';
import { ask, redeem, shelf } from './shop.ts';

let goods: Goods;
let product = '';
beforeAll(async () => {
	goods = await openGoods();
});
afterAll(() => goods.shop.server.stop());
beforeEach(async () => {
	product = await addBasin(goods);
});

/** Sends opening stock as it is, without a key of its own, by whom one likes. */
const enter = (body: object, token = goods.tokens.storekeeper) =>
	ask<{ batches: number }>(goods.shop, '/api/office/stock/opening', {
		...(token && { token }),
		body,
	});
const lines = (...more: readonly object[]) => [
	{ product, quantity: 2, expiresOn: '2099-12-31' },
	...more,
];
/** The newest batches and movements, as text: whatever comes would come first. */
async function stockOf({ shop }: Goods): Promise<string> {
	const { root } = shop;
	const all = 'records?perPage=100&sort=-seq';
	const batches = await root.get(`/api/collections/stock_batches/${all}`);
	const movements = await root.get(`/api/collections/stock_movements/${all}`);
	return JSON.stringify([batches, movements]);
}

describe('opening stock', () => {
	test('makes a batch of every line, and each movement names who entered it', async () => {
		const reply = await enter({
			requestKey: randomUUID(),
			lines: lines({ product, quantity: 5 }, { product, quantity: 1, expiresOn: '2099-01-01' }),
		});
		expect(reply.body).toEqual({ batches: 3 });
		const { product: seen, batches, movements } = await page(goods, product);
		expect(seen).toMatchObject({ onHand: 8, firstLastDay: '2099-01-01' });
		expect(batches.map(({ expiresOn, left }) => [expiresOn, left])).toEqual([
			['2099-01-01', 1],
			['2099-12-31', 2],
			['', 5],
		]);
		expect(movements).toHaveLength(3);
		for (const movement of movements) {
			expect(movement).toMatchObject({ kind: 'opening', redemption: '', by: '吴春梅' });
		}
	});

	test('puts priced goods before the villagers at once', async () => {
		const price = { version: 1, referencePriceFen: 900, source: '镇上超市标价' };
		await send(goods, `/${product}/price`, price);
		await enterOpening(goods, lines());
		const { day } = (
			await ask<{ day: string }>(goods.shop, '/api/shop/shelf', {
				token: goods.shop.kiosk,
			})
		).body;
		const { name } = (await page(goods, product)).product;
		expect((await shelf(goods.shop)).get(name)).toMatchObject({
			state: 'on_shelf',
			left: 2,
			newOn: day,
		});
		const redeemed = await redeem(goods.shop, '王建国', { [name]: 1 });
		expect(redeemed.status).toBe(200);
		expect((await page(goods, product)).product.onHand).toBe(1);
	});

	test('what comes in later does not make goods new again', async () => {
		const { name } = (await page(goods, product)).product;
		const newOn = async () => (await shelf(goods.shop)).get(name)?.newOn;
		expect(await newOn()).toBe('');
		await enterOpening(goods, lines());
		const first = await newOn();
		expect(first).toMatch(/^\d{4}-\d{2}-\d{2}$/);
		const dayMs = 86_400_000;
		await goods.shop.root.post('/api/stage/clock', { at: Date.now() + 40 * dayMs });
		try {
			await enterOpening(goods, lines());
			expect((await page(goods, product)).product.onHand).toBe(4);
			expect(await newOn()).toBe(first);
		} finally {
			await goods.shop.root.post('/api/stage/clock', { at: 0 });
		}
	});

	test('sent twice is entered once, and answers the same', async () => {
		const requestKey = randomUUID();
		const first = await enterOpening(goods, lines(), requestKey);
		const again = await enterOpening(goods, lines(), requestKey);
		expect([again.status, again.text]).toEqual([first.status, first.text]);
		expect((await page(goods, product)).product.onHand).toBe(2);
	});

	test('one key with other lines is refused and enters nothing', async () => {
		const requestKey = randomUUID();
		await enterOpening(goods, lines(), requestKey);
		const before = await stockOf(goods);
		const reply = await enterOpening(goods, lines({ product, quantity: 9 }), requestKey);
		expect(reply.refusal?.code).toBe('request_conflict');
		expect(await stockOf(goods)).toBe(before);
	});

	test('takes five hundred lines at once, and no more', async () => {
		const many = Array.from({ length: 500 }, () => ({ product, quantity: 1 }));
		expect((await enterOpening(goods, many)).status).toBe(200);
		expect((await page(goods, product)).product.onHand).toBe(500);
		const before = await stockOf(goods);
		const reply = await enterOpening(goods, [...many, { product, quantity: 1 }]);
		expect(reply.refusal).toMatchObject({ code: 'request_invalid', field: 'lines' });
		expect(await stockOf(goods)).toBe(before);
	});
});

describe('a list with one bad line enters none of its lines', () => {
	const bad: readonly (readonly [string, object])[] = [
		['half a piece', { quantity: 0.5 }],
		['nothing', { quantity: 0 }],
		['less than nothing', { quantity: -1 }],
		['more than any shop holds', { quantity: 100_001 }],
		['a quantity in words', { quantity: '2' }],
		['a day that the calendar has not', { expiresOn: '2026-02-30' }],
		['a day written otherwise', { expiresOn: '31.12.2027' }],
		['a product without an id', { product: 'rice' }],
	];
	test.each(bad)('%s', async (_says, change) => {
		const before = await stockOf(goods);
		const line = { product, quantity: 1, expiresOn: '', ...change };
		const reply = await enterOpening(goods, lines(line));
		expect(reply.refusal).toMatchObject({ code: 'request_invalid', field: 'lines' });
		expect(await stockOf(goods)).toBe(before);
	});

	test('goods that nobody knows: the refusal names the row', async () => {
		const before = await stockOf(goods);
		const reply = await enterOpening(goods, lines({ product: 'a'.repeat(15), quantity: 1 }));
		expect(reply.refusal).toMatchObject({ code: 'record_unknown', row: 2 });
		expect(await stockOf(goods)).toBe(before);
		// Its key was not used up: with the line mended it goes through.
		expect((await enterOpening(goods, lines())).status).toBe(200);
	});

	test.each([
		['no lines', { requestKey: randomUUID(), lines: [] }, 'lines'],
		['no list', { requestKey: randomUUID() }, 'lines'],
		['no key', { lines: [] }, 'requestKey'],
		['a short key', { requestKey: 'abc', lines: [] }, 'requestKey'],
	])('%s', async (_says, body, field) => {
		expect((await enter(body)).refusal).toMatchObject({ code: 'request_invalid', field });
	});
});

describe('who may', () => {
	test('the director may', async () => {
		const reply = await enter({ requestKey: randomUUID(), lines: lines() }, goods.tokens.director);
		expect(reply.status).toBe(200);
	});

	test.each([
		['a recorder', 'recorder', 403, 'not_allowed'],
		['another village, with goods of this one', 'other', 400, 'record_unknown'],
	] as const)('not %s', async (_says, who, status, code) => {
		const before = await stockOf(goods);
		const reply = await enter({ requestKey: randomUUID(), lines: lines() }, goods.tokens[who]);
		expect([reply.status, reply.refusal?.code]).toEqual([status, code]);
		expect(await stockOf(goods)).toBe(before);
	});

	test('not a kiosk, and nobody without a token', async () => {
		const before = await stockOf(goods);
		for (const token of [goods.shop.kiosk, '']) {
			const reply = await enter({ requestKey: randomUUID(), lines: lines() }, token);
			expect([reply.status, reply.refusal?.code]).toEqual([401, 'staff_unknown']);
		}
		expect(await stockOf(goods)).toBe(before);
	});

	test('the town’s office, for the village that it names', async () => {
		const body = { requestKey: randomUUID(), lines: lines() };
		const { townOffice, village, otherVillage } = goods.shop;
		const path = '/api/office/stock/opening';
		await expect(townOffice.post(path, body)).rejects.toThrow('village_unknown');
		await expect(townOffice.post(`${path}?village=${otherVillage}`, body)).rejects.toThrow(
			'record_unknown',
		);
		expect((await page(goods, product)).product.onHand).toBe(0);
		await townOffice.post(`${path}?village=${village}`, body);
		expect((await page(goods, product)).product.onHand).toBe(2);
	});
});
