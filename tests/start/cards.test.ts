import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readQr from 'jsqr';
import { PNG } from 'pngjs';
import { afterAll, expect, test } from 'vitest';
import { drawCards } from '#start/cards';
import { isTrouble } from '#start/say';

const folder = mkdtempSync(join(tmpdir(), 'love-cards-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the demo’s passbooks lie as pictures that can be held before a camera', async () => {
	// The second one ZXing would miss under the standard's own mask.
	const passbooks = [
		{ code: 'C0A0CF3WS62763K', number: '12345676' },
		{ code: 'CW9CACRT4CP5MKY', number: '87654321' },
	];
	await drawCards(folder, passbooks);
	for (const { code, number } of passbooks) {
		const { data, width, height } = PNG.sync.read(readFileSync(join(folder, `${number}.png`)));
		const seen = readQr(Uint8ClampedArray.from(data), width, height);
		expect(seen).toMatchObject({ data: code, version: 1 });
	}
});

test('a passbook whose code is damaged gets no picture, and says so', async () => {
	const damaged = { code: 'C0A0CF3WS62763J', number: '11112222' };
	const error = await drawCards(folder, [damaged]).catch((reason: unknown) => reason);
	expect(isTrouble(error)).toBe(true);
	expect(existsSync(join(folder, '11112222.png'))).toBe(false);
});
