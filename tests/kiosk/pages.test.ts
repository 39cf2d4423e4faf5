import { expect, test } from 'vitest';
import { pageStarts, pageWith } from '#kiosk/lib/pages.ts';

test.each([
	['one page holds what fits', [100, 100, 100], 300, [0]],
	['what does not fit begins a page', [100, 100, 100, 100], 300, [0, 3]],
	['a line of two takes room for two', [100, 200, 100, 100], 300, [0, 2]],
	['a line higher than the room is alone', [100, 900, 100], 300, [0, 1, 2]],
	['such a line first leaves no empty page', [900, 100], 300, [0, 1]],
	['no lines make one page', [], 300, [0]],
	['no room yet: a line to a page', [100, 100], 0, [0, 1]],
])('%s', (_, heights, room, starts) => {
	expect(pageStarts(heights, room)).toEqual(starts);
});

test('a line is found on the page that begins with it or before it', () => {
	expect([0, 1, 2, 3, 9].map((line) => pageWith([0, 1, 3], line))).toEqual([0, 1, 1, 2, 2]);
	expect(pageWith([], 5)).toBe(0);
});
