import { describe, expect, test } from 'vitest';
import { makePassbookCode } from '#domain/passbook';
import { createSameCodeLock } from '#kiosk/lib/scan/same-code.ts';

const card = makePassbookCode([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
const other = makePassbookCode([31, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
const poster = 'https://example.org/';

describe('a card before the camera', () => {
	test('counts once as long as it lies there', () => {
		const counts = createSameCodeLock();
		const seen = Array.from({ length: 80 }, (_, frame) => counts(card, 'camera', frame * 125));
		expect(seen.filter(Boolean)).toHaveLength(1);
		expect(seen[0]).toBe(true);
	});

	test('counts again when it was away for a second and a half', () => {
		const counts = createSameCodeLock();
		counts(card, 'camera', 0);
		expect(counts(card, 'camera', 1000)).toBe(false);
		expect(counts(card, 'camera', 2499)).toBe(false);
		expect(counts(card, 'camera', 3999)).toBe(true);
	});

	test('does not stand in the way of another one', () => {
		const counts = createSameCodeLock();
		expect(counts(card, 'camera', 0)).toBe(true);
		expect(counts(other, 'camera', 100)).toBe(true);
		expect(counts(card, 'camera', 200)).toBe(false);
	});
});

describe('all three ways share one door', () => {
	test('a card that camera and hand scanner both see counts once, however it is written', () => {
		const counts = createSameCodeLock();
		expect(counts(card, 'camera', 0)).toBe(true);
		expect(counts(card.toLowerCase(), 'wedge', 300)).toBe(false);
	});

	test('a hand scanner that is pressed again and again is heard again', () => {
		const counts = createSameCodeLock();
		const heard = [0, 1000, 2000, 3000].map((time) => counts(card, 'wedge', time));
		expect(heard).toEqual([true, false, true, false]);
	});

	test('what is typed on the pad was meant', () => {
		const counts = createSameCodeLock();
		expect(counts('12345676', 'pad', 0)).toBe(true);
		expect(counts('12345676', 'pad', 200)).toBe(true);
	});
});

describe('a code that is not ours', () => {
	test('is told, and then not for three seconds', () => {
		const counts = createSameCodeLock();
		const heard = [0, 1600, 2999, 3000].map((time) => counts(poster, 'wedge', time));
		expect(heard).toEqual([true, false, false, true]);
	});

	test('on a poster that the camera always sees is told once', () => {
		const counts = createSameCodeLock();
		const seen = Array.from({ length: 80 }, (_, frame) => counts(poster, 'camera', frame * 125));
		expect(seen.filter(Boolean)).toHaveLength(1);
	});
});
