import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { staff } from '../village.ts';
import { addBasin, enterOpening, openGoods, page, send, type Goods } from './goods.ts';
import { redeem } from './shop.ts';

let goods: Goods;
let product = '';
beforeAll(async () => {
	goods = await openGoods();
});
afterAll(() => goods.shop.server.stop());
beforeEach(async () => {
	product = await addBasin(goods);
});

describe('a price', () => {
	const priced = async (referencePriceFen: unknown, source: unknown = '镇上超市标价') => {
		const { version } = (await page(goods, product)).product;
		return send(goods, `/${product}/price`, { version, referencePriceFen, source });
	};

	test('stays on record when a new one is set, with who set it and where it was seen', async () => {
		await priced(1000);
		await priced(1201, '赶集看到的');
		const { product: seen, prices } = await page(goods, product);
		expect(seen).toMatchObject({ referencePriceFen: 1201, pointsEach: 13 });
		const setBy = staff.storekeeper.name;
		expect(prices).toMatchObject([
			{ referencePriceFen: 1201, source: '赶集看到的', setBy },
			{ referencePriceFen: 1000, source: '镇上超市标价', setBy },
		]);
	});

	test('a point never buys more than the rate', async () => {
		for (const fen of [1, 99, 100, 101, 3333, 1_000_000]) {
			await priced(fen);
			const { product: seen, fenPerPoint } = await page(goods, product);
			expect(fen / seen.pointsEach).toBeLessThanOrEqual(fenPerPoint);
			expect(fen / (seen.pointsEach - 1)).toBeGreaterThan(fenPerPoint);
		}
	});

	test('sent twice is one line of the history', async () => {
		const requestKey = randomUUID();
		const body = { version: 1, referencePriceFen: 700, source: '标价', requestKey };
		const first = await send(goods, `/${product}/price`, body);
		expect((await send(goods, `/${product}/price`, body)).text).toBe(first.text);
		expect((await page(goods, product)).prices).toHaveLength(1);
	});

	test('the second of two who set one is told', async () => {
		await send(goods, `/${product}/price`, { version: 1, referencePriceFen: 700, source: '标价' });
		const second = { version: 1, referencePriceFen: 800, source: '赶集看到的' };
		const reply = await send(goods, `/${product}/price`, second);
		expect(reply.refusal).toEqual({ code: 'record_changed' });
		expect((await page(goods, product)).prices).toMatchObject([{ referencePriceFen: 700 }]);
	});

	test.each([
		['referencePriceFen', 0, '标价'],
		['referencePriceFen', 1_000_001, '标价'],
		['referencePriceFen', '500', '标价'],
		['source', 500, ''],
		['source', 500, '源'.repeat(201)],
	])('is refused when its %s is not right', async (field, fen, source) => {
		expect((await priced(fen, source)).refusal).toEqual({ code: 'request_invalid', field });
		expect((await page(goods, product)).prices).toEqual([]);
	});
});

describe('opening stock', () => {
	test('is entered once, however often it is sent', async () => {
		const lines = [{ product, quantity: 6, expiresOn: '2099-01-31' }];
		const requestKey = randomUUID();
		const first = await enterOpening(goods, lines, requestKey);
		expect((await enterOpening(goods, lines, requestKey)).text).toBe(first.text);
		const { product: seen, movements } = await page(goods, product);
		expect(seen.onHand).toBe(6);
		expect(movements).toMatchObject([
			{ kind: 'opening', quantity: 6, expiresOn: '2099-01-31', by: staff.storekeeper.name },
		]);
	});

	test('with one wrong line leaves nothing behind', async () => {
		const wrong = [
			[{ product, quantity: 1, expiresOn: '2099-02-30' }],
			[{ product, quantity: 0, expiresOn: '' }],
			[{ product, quantity: 1.5, expiresOn: '' }],
			[],
		];
		for (const lines of wrong) {
			const reply = await enterOpening(goods, lines);
			expect(reply.refusal).toEqual({ code: 'request_invalid', field: 'lines' });
		}
		const foreign = await enterOpening(goods, [
			{ product, quantity: 1, expiresOn: '' },
			{ product: 'abcdefghijklmno', quantity: 1, expiresOn: '' },
		]);
		expect(foreign.refusal).toEqual({ code: 'record_unknown', row: 2 });
		expect((await page(goods, product)).movements).toEqual([]);
	});

	test('what a kiosk hands out stands among the movements, with its number and no name', async () => {
		const redemption = await redeem(goods.shop, '王建国', { 香皂: 2 });
		const soap = await page(goods, goods.shop.products.get('香皂') ?? '');
		expect(soap.movements[0]).toMatchObject({
			kind: 'redemption',
			quantity: -2,
			redemption: redemption.body.number,
		});
		expect(JSON.stringify(soap)).not.toContain('王建国');
	});
});

describe('off the shelf', () => {
	test('a suspended product says why, and comes back when it is resumed', async () => {
		const rice = goods.shop.products.get('大米 5kg') ?? '';
		await send(goods, `/${rice}/suspend`, { reason: '有虫' });
		expect((await page(goods, rice)).product).toMatchObject({
			state: 'suspended',
			suspendedReason: '有虫',
			onHand: 40,
		});
		await send(goods, `/${rice}/resume`, {});
		expect((await page(goods, rice)).product).toMatchObject({
			state: 'on_shelf',
			suspendedReason: '',
		});
	});

	test('without a reason nothing is suspended', async () => {
		const reply = await send(goods, `/${product}/suspend`, { reason: ' ' });
		expect(reply.refusal).toEqual({ code: 'request_invalid', field: 'reason' });
		expect((await page(goods, product)).product.state).toBe('unpriced');
	});
});
