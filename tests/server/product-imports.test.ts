import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addBasin, basin, list, named, openGoods, page, send, type Goods } from './goods.ts';
import { ask } from './shop.ts';

let goods: Goods;
beforeAll(async () => {
	goods = await openGoods();
});
afterAll(() => goods.shop.server.stop());

let names = 0;
/** A row of a list, under a name that nobody has yet. */
const row = (change: object = {}) => {
	names += 1;
	return { ...basin, name: `清单里的盆 ${names}`, referencePriceFen: 1500, ...change };
};
const bring = (
	rows: unknown,
	{ token = goods.tokens.storekeeper, requestKey = randomUUID() as string } = {},
) =>
	ask<{ ids: string[]; added: number }>(goods.shop, '/api/office/imports/products', {
		...(token && { token }),
		body: { requestKey, rows },
	});
const shelves = async () => JSON.stringify(await list(goods));

describe('a list of goods', () => {
	test('adds what is new, with its first price and where it is from', async () => {
		const [priced, unpriced] = [row(), row({ referencePriceFen: 0 })];
		const { body } = await bring([priced, unpriced]);
		expect(body.added).toBe(2);
		const [first = '', second = ''] = body.ids;
		expect(await page(goods, first)).toMatchObject({
			product: { name: priced.name, pointsEach: 15, state: 'sold_out', position: 7 },
			prices: [{ referencePriceFen: 1500, source: '物品清单导入', setBy: '吴春梅' }],
		});
		expect(await page(goods, second)).toMatchObject({
			product: { name: unpriced.name, pointsEach: 0, state: 'unpriced' },
			prices: [],
		});
	});

	test('leaves goods as they are that are there already, and names them in their place', async () => {
		const id = await addBasin(goods);
		const before = JSON.stringify(await page(goods, id));
		const { name } = (await page(goods, id)).product;
		const { body } = await bring([row(), row({ name, unit: '袋', referencePriceFen: 9900 })]);
		expect(body).toMatchObject({ added: 1, ids: [expect.any(String), id] });
		expect(JSON.stringify(await page(goods, id))).toBe(before);
	});

	test('naming the same goods twice adds them once', async () => {
		const same = row();
		const { body } = await bring([same, same]);
		expect(body.added).toBe(1);
		expect(body.ids[1]).toBe(body.ids[0]);
	});

	test('sent twice is brought in once, and answers the same', async () => {
		const rows = [row()];
		const requestKey = randomUUID();
		const first = await bring(rows, { requestKey });
		const after = await shelves();
		const again = await bring(rows, { requestKey });
		expect([again.status, again.text]).toEqual([first.status, first.text]);
		expect(await shelves()).toBe(after);
		const other = await bring([row()], { requestKey });
		expect(other.refusal?.code).toBe('request_conflict');
		expect(await shelves()).toBe(after);
	});
});

describe('a list with one bad row adds none of its goods', () => {
	const bad: readonly (readonly [string, object])[] = [
		['name', { name: ' ' }],
		['name', { name: '盆'.repeat(41) }],
		['name', { name: '盆\u0000' }],
		['name', { name: '盆\ud842' }],
		['unit', { unit: '' }],
		['section', { section: '粮油' }],
		['picture', { picture: '../keys' }],
		['barcode', { barcode: '条码' }],
		['position', { position: -1 }],
		['referencePriceFen', { referencePriceFen: 12.5 }],
		['referencePriceFen', { referencePriceFen: 1_000_001 }],
		['referencePriceFen', { referencePriceFen: -100 }],
	];
	test.each(bad)('%s: %j', async (field, change) => {
		const before = await shelves();
		const reply = await bring([row(), row(change)]);
		expect(reply.refusal).toMatchObject({ code: 'row_invalid', row: 2, field });
		expect(await shelves()).toBe(before);
	});

	test('a barcode that other goods have', async () => {
		await send(goods, '', { ...basin, name: '有条码的盆', barcode: '6901234567892' });
		const before = await shelves();
		const reply = await bring([row(), row({ barcode: '6901234567892' })]);
		expect(reply.refusal).toMatchObject({ code: 'row_invalid', row: 2, field: 'barcode' });
		expect(await shelves()).toBe(before);
	});

	test('a barcode twice in one list', async () => {
		const before = await shelves();
		const reply = await bring([row({ barcode: '88' }), row({ barcode: '88' })]);
		expect(reply.refusal).toMatchObject({ code: 'row_invalid', row: 2, field: 'barcode' });
		expect(await shelves()).toBe(before);
	});

	test.each([
		['no list', 'rice', 'rows'],
		['rows that are no rows', ['rice'], 'rows'],
		['501 rows', Array.from({ length: 501 }, () => row()), 'rows'],
	])('%s', async (_says, rows, field) => {
		const before = await shelves();
		expect((await bring(rows)).refusal).toMatchObject({ code: 'request_invalid', field });
		expect(await shelves()).toBe(before);
	});
});

describe('who may', () => {
	test('the director may', async () => {
		const reply = await bring([row()], { token: goods.tokens.director });
		expect(reply.body.added).toBe(1);
	});

	test('not a recorder, not a kiosk, and nobody without a token', async () => {
		const before = await shelves();
		const { recorder } = goods.tokens;
		for (const [token, code] of [
			[recorder, 'not_allowed'],
			[goods.shop.kiosk, 'staff_unknown'],
			['', 'staff_unknown'],
		] as const) {
			expect((await bring([row()], { token })).refusal?.code).toBe(code);
		}
		expect(await shelves()).toBe(before);
	});

	test('another village brings its goods into its own shop', async () => {
		const before = await shelves();
		const { name } = await named(goods, '大米 5kg').then((rice) => rice ?? { name: '' });
		const { body } = await bring([row({ name })], { token: goods.tokens.other });
		expect(body.added).toBe(1);
		expect(await shelves()).toBe(before);
		expect((await list(goods, goods.tokens.other)).products.map((each) => each.name)).toEqual([
			'大米 5kg',
		]);
	});
});
