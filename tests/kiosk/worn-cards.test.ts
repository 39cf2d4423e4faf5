import { describe, expect, test } from 'vitest';
import { faults, good, type Condition } from './worn/conditions.ts';
import { readCards } from './worn/reading.ts';

// The whole table is in docs/benchmarks.md; here a few of its places, as far as they must not sink.
const seed = 20_261_126;
const size = { width: 640, height: 480 };

describe('the kiosk reads', () => {
	const cases: readonly (readonly [string, Condition, number, number, number])[] = [
		['every new card from afar', good, 3, 95, 100],
		['cards out of focus', faults.blur[1], 4, 75, 90],
		['cards that lean away', faults.tilt[1], 4, 90, 100],
		['cards in dim light', faults['dim light'][1], 6, 75, 90],
		['cards with rubbed corners', faults['worn corners'][1], 6, 75, 90],
		['cards with a little of every fault', faults['all of them'][1], 4, 50, 70],
	];
	test.each(cases)(
		'%s',
		{ timeout: 60_000 },
		(_name, condition, pxPerModule, oneFrame, fiveFrames) => {
			const rates = readCards(condition, { pxPerModule, cards: 10, seed, size });
			expect(rates.misread).toBe(0);
			expect(rates.oneFrame).toBeGreaterThanOrEqual(oneFrame);
			expect(rates.fiveFrames).toBeGreaterThanOrEqual(fiveFrames);
		},
	);
});
