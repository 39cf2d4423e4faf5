import { loadImage, createCanvas } from '@napi-rs/canvas';
import { PNG } from 'pngjs';
import readQr from 'jsqr';
import { describe, expect, test } from 'vitest';
import { bandsOf, blankBitmap, blacken, withoutStatusPatterns } from '#printing/bitmap';
import { receiptBytes } from '#printing/escpos';
import { glyph, isUnknown } from '#printing/glyphs';
import { qrBands, qrMatrix } from '#printing/raster';
import { paper58, paper80, qrPlace, receiptPicture } from '#printing/receipts/preview';
import { redemptionReceipt } from '#printing/receipts/redemption';
import { paperPng } from '#printing/virtual/picture';
import { printInMemory, quickProfile } from '../printer.ts';
import { rareNames, wang } from './facts.ts';

describe('the QR code of a receipt', () => {
	test.each([
		{ id: 'generic58', qr: 'raster' },
		{ id: 'generic80', qr: 'raster' },
		{ id: 'generic80-42', qr: 'raster' },
		{ id: 'generic58', qr: 'native' },
		{ id: 'foreign58', qr: 'raster' },
	] as const)('is read from the picture of the paper: $id, $qr', ({ id, qr }) => {
		const profile = quickProfile(id, { qr });
		const bytes = receiptBytes(redemptionReceipt(wang, { copy: 0 }), profile);
		const { paper } = printInMemory(bytes, profile);
		const png = PNG.sync.read(paperPng(paper.picture, profile.dots));
		expect(readQr(new Uint8ClampedArray(png.data), png.width, png.height)?.data).toBe(wang.code);
	});

	test.each([paper58, paper80])('is read from the preview of $widthMm mm', async (paper) => {
		const svg = receiptPicture(redemptionReceipt(wang, { copy: 0 }), paper, qrMatrix);
		const image = await loadImage(Buffer.from(svg));
		const [, width = 0, height = 0] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)?.map(Number) ?? [];
		const context = createCanvas(width, height).getContext('2d');
		context.drawImage(image, 0, 0, width, height);
		const { data } = context.getImageData(0, 0, width, height);
		expect(readQr(data, width, height)?.data).toBe(wang.code);
	});

	test.each([384, 512, 576])('is at least 25 mm wide and quiet around on %i dots', (dots) => {
		const { size } = qrMatrix(wang.code);
		const { module, quiet, left, side } = qrPlace(size, dots);
		expect(module * size).toBeGreaterThanOrEqual(200);
		expect(quiet).toBe(4 * module);
		expect(left).toBeGreaterThanOrEqual(0);
		expect(left + side).toBeLessThanOrEqual(dots);
	});

	test('comes in bands of at most 64 rows', () => {
		for (const band of qrBands(wang.code, 384)) expect(band.height).toBeLessThanOrEqual(64);
	});
});

describe('the preview on the screen', () => {
	test('has every word in its place and nothing that a browser would run', () => {
		const facts = { ...wang, maskedName: '<b>&"＊' };
		const svg = receiptPicture(redemptionReceipt(facts, { copy: 0 }), paper58, qrMatrix);
		expect(svg).toContain('&#60;');
		expect(svg).not.toContain('<b>');
		expect(svg.match(/viewBox="0 0 464 /)).not.toBeNull();
		expect(svg).toContain('>金龙鱼大米</text>');
	});
});

describe('characters as dots', () => {
	test.each([...'汉𠮷龴①—￥aZ09'])('%s has ink', (character) => {
		const cells = /[a-z0-9]/i.test(character) ? 1 : 2;
		const { data } = glyph(character, cells, { wide: 1, high: 1, bold: false });
		expect(data.some((byte) => byte !== 0)).toBe(true);
	});

	test('what no face has is its code point in a box, each one different', () => {
		const times = { wide: 1, high: 1, bold: false } as const;
		expect(isUnknown('\u{2fa20}')).toBe(true);
		expect(isUnknown('汉')).toBe(false);
		const one = glyph('\u{2fa20}', 2, times);
		const other = glyph('\u{2fa31}', 2, times);
		expect(Buffer.from(one.data).equals(other.data)).toBe(false);
	});

	test('a rare name stands on the paper with ink of its own', () => {
		const inkOf = (maskedName: string) => {
			const profile = quickProfile('generic58');
			const receipt = redemptionReceipt({ ...rareNames, maskedName }, { copy: 0 });
			return printInMemory(receiptBytes(receipt, profile), profile).paper.picture.data;
		};
		expect(Buffer.from(inkOf('𠮷＊㛃')).equals(inkOf('𠮷＊䶮'))).toBe(false);
	});
});

describe('pictures for the print head', () => {
	test('bands put together are the picture', () => {
		const picture = blankBitmap(24, 150);
		for (let at = 0; at < 150; at++) blacken(picture, at % 24, at);
		const bands = bandsOf(picture, 64);
		expect(bands.map(({ height }) => height)).toEqual([64, 64, 22]);
		expect(Buffer.concat(bands.map(({ data }) => data))).toEqual(Buffer.from(picture.data));
	});

	test('no picture asks for the state of the printer', () => {
		const data = Uint8Array.of(0x10, 0x04, 0x10, 0x05, 0x10, 0x14, 0x10, 0x10, 0x04, 0x10);
		const safe = withoutStatusPatterns({ rowBytes: 10, height: 1, data });
		expect([...safe.data]).toEqual([0x18, 0x04, 0x18, 0x05, 0x18, 0x14, 0x10, 0x18, 0x04, 0x10]);
	});
});
