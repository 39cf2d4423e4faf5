import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
	addBasin,
	basin,
	enterOpening,
	list,
	named,
	openGoods,
	page,
	send,
	type Goods,
} from './goods.ts';
import { ask } from './shop.ts';

let goods: Goods;
let product = '';
beforeAll(async () => {
	goods = await openGoods();
});
afterAll(() => goods.shop.server.stop());
beforeEach(async () => {
	product = await addBasin(goods);
});

describe('the list of goods', () => {
	test('says of each product what it costs and what lies in the shop', async () => {
		const { day, fenPerPoint } = await list(goods);
		expect(day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
		expect(fenPerPoint).toBe(100);
		expect(await named(goods, '大米 5kg')).toMatchObject({
			referencePriceFen: 3200,
			pointsEach: 32,
			onHand: 40,
			expired: 0,
			firstLastDay: '',
			nearExpiry: 0,
			state: 'on_shelf',
			photo: '',
		});
		expect(await named(goods, '过期的盐')).toMatchObject({
			onHand: 0,
			expired: 5,
			state: 'expired',
		});
		expect(await named(goods, '没货的锅')).toMatchObject({ onHand: 0, state: 'sold_out' });
		expect(await named(goods, '没定价的碗')).toMatchObject({ pointsEach: 0, state: 'unpriced' });
	});

	test('tells what ends within thirty days, and what ends first', async () => {
		const { day } = await list(goods);
		const soon = new Date(Date.parse(day) + 30 * 86_400_000).toISOString().slice(0, 10);
		const later = new Date(Date.parse(day) + 31 * 86_400_000).toISOString().slice(0, 10);
		await enterOpening(goods, [
			{ product, quantity: 3, expiresOn: later },
			{ product, quantity: 2, expiresOn: soon },
			{ product, quantity: 1, expiresOn: '2020-01-01' },
			{ product, quantity: 4, expiresOn: '' },
		]);
		const { product: seen, batches } = await page(goods, product);
		expect(seen).toMatchObject({ onHand: 9, expired: 1, firstLastDay: soon, nearExpiry: 2 });
		expect(batches.map(({ expiresOn, left }) => [expiresOn, left])).toEqual([
			['2020-01-01', 1],
			[soon, 2],
			[later, 3],
			['', 4],
		]);
	});

	test('is the village’s own: the other village sees none of it', async () => {
		expect((await list(goods, goods.tokens.other)).products).toEqual([]);
	});
});

describe('who may', () => {
	const routes: readonly (readonly [string, object | undefined])[] = [
		['', undefined],
		['/ID', undefined],
		['', basin],
		['/ID', { ...basin, version: 1 }],
		['/ID/price', { version: 1, referencePriceFen: 500, source: '村口小卖部' }],
		['/ID/photo/remove', {}],
		['/ID/suspend', { reason: '包装破了' }],
		['/ID/resume', {}],
	];
	const at = (path: string, body: object | undefined, token: string) =>
		ask(goods.shop, `/api/office/products${path.replace('ID', product)}`, {
			...(token && { token }),
			...(body && { body: { requestKey: randomUUID(), ...body } }),
		});

	test.each(routes)('the recorder may not: %s', async (path, body) => {
		const before = JSON.stringify(await page(goods, product));
		const reply = await at(path, body, goods.tokens.recorder);
		expect([reply.status, reply.refusal?.code]).toEqual([403, 'not_allowed']);
		expect(reply.text).not.toContain('搪瓷盆');
		expect(JSON.stringify(await page(goods, product))).toBe(before);
	});

	test.each(routes)('nobody without a token: %s', async (path, body) => {
		expect((await at(path, body, '')).refusal?.code).toBe('staff_unknown');
	});

	test.each(routes.filter(([path]) => path !== ''))(
		'another village finds no such product: %s',
		async (path, body) => {
			const before = JSON.stringify(await page(goods, product));
			const reply = await at(path, body, goods.tokens.other);
			expect([reply.status, reply.refusal?.code]).toEqual([400, 'record_unknown']);
			expect(JSON.stringify(await page(goods, product))).toBe(before);
		},
	);

	test('the director may', async () => {
		const reply = await send(goods, '', { ...basin, name: '主任添的盆' }, goods.tokens.director);
		expect(reply.status).toBe(200);
	});
});

describe('a new product', () => {
	test('lies on no shelf until it has a price', async () => {
		expect((await page(goods, product)).product).toMatchObject({ state: 'unpriced', version: 1 });
		expect((await page(goods, product)).prices).toEqual([]);
	});

	test('may bring its first price along', async () => {
		const reply = await send<{ id: string }>(goods, '', {
			...basin,
			name: '带价的盆',
			referencePriceFen: 1250,
			source: '镇上超市标价',
		});
		const { product: seen, prices } = await page(goods, reply.body.id);
		expect(seen).toMatchObject({ referencePriceFen: 1250, pointsEach: 13, state: 'sold_out' });
		expect(prices).toMatchObject([{ referencePriceFen: 1250, source: '镇上超市标价' }]);
	});

	test('sent twice is one product, and the answer is the same', async () => {
		const body = { ...basin, name: '送两遍的盆', requestKey: randomUUID() };
		const first = await send(goods, '', body);
		const second = await send(goods, '', body);
		expect(second.text).toBe(first.text);
		const count = (await list(goods)).products.filter(({ name }) => name === '送两遍的盆').length;
		expect(count).toBe(1);
		const other = await send(goods, '', { ...body, name: '另一个盆' });
		expect(other.refusal?.code).toBe('request_conflict');
	});

	test.each([
		['name', { name: '' }],
		['name', { name: '盆'.repeat(41) }],
		['unit', { unit: '' }],
		['section', { section: 'toys' }],
		['picture', { picture: '../keys' }],
		['barcode', { barcode: '69 01' }],
		['position', { position: -1 }],
		['referencePriceFen', { referencePriceFen: 12.5 }],
		['source', { referencePriceFen: 500 }],
		['requestKey', { requestKey: 'short' }],
	])('is refused when its %s is not right', async (field, wrong) => {
		const reply = await send(goods, '', { ...basin, name: '不成的盆', ...wrong });
		expect(reply.refusal).toEqual({ code: 'request_invalid', field });
		expect(await named(goods, '不成的盆')).toBeUndefined();
	});

	test('takes no name and no barcode that another has', async () => {
		expect((await send(goods, '', { ...basin, name: '香皂' })).refusal?.code).toBe(
			'product_name_taken',
		);
		await send(goods, '', { ...basin, name: '有码的盆', barcode: '6901234567892' });
		const reply = await send(goods, '', { ...basin, name: '同码的盆', barcode: '6901234567892' });
		expect(reply.refusal?.code).toBe('barcode_taken');
		const imported = await ask(goods.shop, '/api/office/imports/products', {
			token: goods.tokens.storekeeper,
			body: {
				requestKey: randomUUID(),
				rows: [{ ...basin, name: '导入的盆', barcode: '6901234567892' }],
			},
		});
		expect(imported.refusal).toEqual({ code: 'row_invalid', row: 1, field: 'barcode' });
		expect(await named(goods, '导入的盆')).toBeUndefined();
	});
});

describe('editing', () => {
	test('changes what is written down and nothing else', async () => {
		const before = (await page(goods, product)).product;
		const reply = await send<{ version: number }>(goods, `/${product}`, {
			...basin,
			version: 1,
			name: '改名的盆',
			barcode: '6900000000001',
		});
		expect(reply.body.version).toBe(2);
		expect((await page(goods, product)).product).toEqual({
			...before,
			name: '改名的盆',
			barcode: '6900000000001',
			version: 2,
		});
	});

	test('the second of two editors is told', async () => {
		await send(goods, `/${product}`, { ...basin, name: '先改的盆', version: 1 });
		const second = await send(goods, `/${product}`, { ...basin, name: '后改的盆', version: 1 });
		expect(second.refusal).toEqual({ code: 'record_changed' });
		expect((await page(goods, product)).product.name).toBe('先改的盆');
	});

	test('sent again after the network broke, it is done once', async () => {
		const body = { ...basin, name: '断网的盆', version: 1, requestKey: randomUUID() };
		const first = await send(goods, `/${product}`, body);
		expect((await send(goods, `/${product}`, body)).text).toBe(first.text);
		expect((await page(goods, product)).product.version).toBe(2);
	});

	test('takes no name of another product', async () => {
		const reply = await send(goods, `/${product}`, { ...basin, name: '香皂', version: 1 });
		expect(reply.refusal?.code).toBe('product_name_taken');
	});
});
