import { expect } from 'playwright/test';
import { makePassbookCode } from '#domain/passbook';
import { cardPicture, type CardView, type Picture } from '../camera.ts';
import { test } from './fixtures.ts';

/** Forty cards, each held a little differently. */
const cards = (view: Omit<CardView, 'text'>) =>
	Array.from({ length: 40 }, (_, card) => {
		const places = Array.from({ length: 12 }, (_, at) => (card * 7 + at * (5 + (card % 9))) % 32);
		const text = makePassbookCode(places);
		const hold = { turnDeg: ((card * 37) % 31) - 15.3, at: [0.4 + (card % 5) / 20, 0.5] as const };
		return { text, picture: cardPicture({ text, width: 320, height: 240, ...hold, ...view }) };
	});

const flat = ({ width, height, grey }: Picture) => ({
	width,
	height,
	grey: Buffer.from(grey).toString('base64'),
});

const conditions = [
	['at 4 px a module', { pxPerModule: 4 }, 40],
	['at 3 px a module', { pxPerModule: 3 }, 40],
	['at 2.5 px a module', { pxPerModule: 2.5 }, 38],
	['out of focus', { pxPerModule: 4, blurPx: 1.6 }, 38],
	['in dim light', { pxPerModule: 4, dark: 100, light: 145 }, 38],
] as const;

for (const [name, view, least] of conditions) {
	test(`reads cards ${name}`, async ({ openPage }) => {
		const page = await openPage();
		const held = cards(view);
		const texts = await page.evaluate(
			async (pictures) => {
				const { looks, readFrame } = await window.harness.decoder();
				return pictures.map(({ width, height, grey }) => {
					const levels = Uint8ClampedArray.from(atob(grey), (byte) => byte.charCodeAt(0));
					// As many frames as there are ways to look at one: a third of a second.
					return looks.flatMap((look) => {
						try {
							return [readFrame(look({ width, height, levels }))];
						} catch {
							return [];
						}
					});
				});
			},
			held.map(({ picture }) => flat(picture)),
		);
		const read = held.filter(({ text }, card) => texts[card]?.includes(text));
		const misread = held.filter(({ text }, card) => texts[card]?.some((each) => each !== text));
		test.info().annotations.push({ type: 'read', description: `${read.length} of 40` });
		expect(misread).toEqual([]);
		expect(read.length).toBeGreaterThanOrEqual(least);
	});
}

test('weighs at most 60 kB, and only once the camera is wanted', async ({ harness }) => {
	test.info().annotations.push({ type: 'gzip', description: `${harness.cameraBytes} bytes` });
	expect(harness.cameraBytes).toBeGreaterThan(20_000);
	expect(harness.cameraBytes).toBeLessThanOrEqual(60 * 1024);
});
