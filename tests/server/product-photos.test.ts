import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Shelf } from '#domain/wire';
import { addBasin, openGoods, page, send, type Goods } from './goods.ts';
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

describe('a photo', () => {
	const picture = () => {
		const canvas = createCanvas(60, 40);
		const paint = canvas.getContext('2d');
		paint.fillStyle = '#a61b1b';
		paint.fillRect(10, 10, 30, 20);
		return canvas;
	};
	const jpeg = () => picture().toBuffer('image/jpeg');
	const upload = async (bytes: Buffer, token = goods.tokens.storekeeper) => {
		const form = new FormData();
		form.set('photo', new Blob([new Uint8Array(bytes)]), 'from-the-phone.jpg');
		const url = `${goods.shop.server.url}/api/office/products/${product}/photo`;
		const headers = { Authorization: token };
		const reply = await fetch(url, { method: 'POST', headers, body: form });
		const body = (await reply.json()) as { photo?: string; message?: string };
		return { status: reply.status, photo: body.photo ?? '', code: body.message };
	};
	const exif = Buffer.concat([
		Buffer.from([0xff, 0xe1, 0, 16]),
		Buffer.from('Exif\0\0GPS here.'.slice(0, 14), 'latin1'),
	]);

	test.each([
		['jpeg', 'jpg', () => jpeg()],
		['png', 'png', () => picture().toBuffer('image/png')],
		['webp', 'webp', () => picture().toBuffer('image/webp')],
	])('%s is kept and shown on the shelf, byte for byte', async (_kind, ending, make) => {
		const bytes = make();
		const { photo } = await upload(bytes);
		expect(photo.endsWith(`.${ending}`)).toBe(true);
		expect(photo).not.toContain('phone');
		const shown = await fetch(`${goods.shop.server.url}${photo}`);
		expect(Buffer.from(await shown.arrayBuffer()).equals(bytes)).toBe(true);
		expect((await page(goods, product)).product.photo).toBe(photo);
		const shelf = await ask<Shelf>(goods.shop, '/api/shop/shelf', { token: goods.shop.kiosk });
		expect(shelf.body.products.find(({ id }) => id === product)?.picture).toBe(photo);
	});

	test('of somebody who is no longer signed in is answered, however large it is', async () => {
		for (let tries = 0; tries < 5; tries += 1) {
			const { status, code } = await upload(Buffer.alloc(3_000_000), 'ended');
			expect([status, code]).toEqual([401, 'staff_unknown']);
		}
	});

	test('goes when it is replaced or removed', async () => {
		const first = await upload(jpeg());
		const second = await upload(picture().toBuffer('image/png'));
		expect((await fetch(`${goods.shop.server.url}${first.photo}`)).status).toBe(404);
		await send(goods, `/${product}/photo/remove`, {});
		expect((await fetch(`${goods.shop.server.url}${second.photo}`)).status).toBe(404);
		expect((await page(goods, product)).product).toMatchObject({
			photo: '',
			picture: 'wash-basin',
		});
	});

	const png = () => picture().toBuffer('image/png');
	test.each([
		['a jpeg with EXIF', () => Buffer.concat([jpeg().subarray(0, 2), exif, jpeg().subarray(2)])],
		['a jpeg with a film behind it', () => Buffer.concat([jpeg(), Buffer.from('film')])],
		[
			'a jpeg with EXIF behind its picture',
			() => Buffer.concat([jpeg().subarray(0, -2), exif, jpeg().subarray(-2)]),
		],
		[
			'a png with a text',
			() => {
				const chunk = Buffer.from('\0\0\0\u0004tEXtGPS!CRC!', 'latin1');
				return Buffer.concat([png().subarray(0, 33), chunk, png().subarray(33)]);
			},
		],
		[
			'a webp with EXIF',
			() => {
				const chunk = Buffer.from('EXIF\u0004\0\0\0GPS!', 'latin1');
				const bytes = Buffer.concat([picture().toBuffer('image/webp'), chunk]);
				bytes.writeUInt32LE(bytes.length - 8, 4);
				return bytes;
			},
		],
	])('%s is refused', async (_what, make) => {
		expect(await upload(make())).toMatchObject({ status: 400, code: 'photo_not_clean' });
		expect((await page(goods, product)).product.photo).toBe('');
	});

	test('what is no photo, or too large, or from the wrong hands is refused', async () => {
		expect(await upload(Buffer.from('<svg onload="x"/>'))).toMatchObject({
			code: 'photo_unreadable',
		});
		expect(await upload(Buffer.alloc(0))).toMatchObject({ code: 'photo_unreadable' });
		const large = Buffer.concat([jpeg(), Buffer.alloc(1_048_576)]);
		expect(await upload(large)).toMatchObject({ code: 'photo_too_large' });
		expect(await upload(jpeg(), goods.tokens.recorder)).toMatchObject({ status: 403 });
		expect(await upload(jpeg(), goods.tokens.other)).toMatchObject({ code: 'record_unknown' });
		expect((await page(goods, product)).product.photo).toBe('');
	});
});
