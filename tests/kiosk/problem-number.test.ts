import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { kioskNumbers, refusalNumbers, troubleNumbers } from '#kiosk/lib/problem-number.ts';

const all = Object.entries({ ...refusalNumbers, ...troubleNumbers, ...kioskNumbers });

describe('the number under what the screen explains', () => {
	test('is given to one thing only', () => {
		const numbers = all.map(([, number]) => number);
		expect(new Set(numbers).size).toBe(numbers.length);
	});

	test('is explained to whoever is called, beside the name the logs use', () => {
		const operations = readFileSync('docs/operations.md', 'utf8');
		const explained = [...operations.matchAll(/^\| (\d{3}) \| `(\w+)` \| \S/gm)].map(
			([, number, code]) => [code, Number(number)],
		);
		expect(explained.toSorted()).toEqual(all.toSorted());
	});
});
