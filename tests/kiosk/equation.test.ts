import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { figuresOf } from '#domain/ledger';
import { points } from '#domain/points';
import { equationOf, type Equation } from '#kiosk/lib/equation.ts';
import { missingToSpend } from '#kiosk/lib/account.ts';

const whole = (min: number, max: number) => fc.integer({ min, max }).map(points);
const anyAccount = fc.record({
	base: fc.constantFrom(points(0), points(100)),
	total: whole(-200, 600),
	bonus: whole(0, 100),
	redeemed: whole(0, 300),
	held: whole(0, 100),
});
const figures = (total: number, redeemed = 0, bonus = 0, held = 0) =>
	figuresOf({
		base: points(100),
		total: points(total),
		bonus: points(bonus),
		redeemed: points(redeemed),
		held: points(held),
	});

/** As a villager reads it aloud. */
const read = ({ tiles }: Equation) =>
	tiles.map(({ sign, part, points }) => `${sign}${part} ${points}`).join(' ');

describe('where the number comes from', () => {
	test.each([
		['张爱国', figures(252, 70), 'total 252 −base 100 −redeemed 70 =spendable 82'],
		['李秀芳, at the base', figures(100), 'total 100 −base 100 −redeemed 0 =spendable 0'],
		['赵大山, below the base', figures(88), 'base 100 −total 88 =missing 12'],
		['孙立民, overdrawn', figures(110, 30), 'base 100 +redeemed 30 −total 110 =missing 20'],
		['a bonus that pays for it all', figures(88, 30, 50), 'base 100 −total 88 =missing 12'],
		[
			'a bonus that does not',
			figures(88, 30, 10),
			'base 100 +redeemed 30 −total 88 −bonus 10 =missing 32',
		],
		['a total below 0', figures(-5), 'base 100 +belowZero 5 −total 0 =missing 105'],
		[
			'a voucher that is not used',
			figures(150, 10, 0, 15),
			'total 150 −base 100 −redeemed 10 −held 15 =spendable 25',
		],
	])('%s', (_says, given, sentence) => {
		expect(read(equationOf(given))).toBe(sentence);
	});

	test('number, tiles and bar tell the same, add up, and never go below 0', () => {
		fc.assert(
			fc.property(anyAccount, (account) => {
				const given = figuresOf(account);
				const { tiles, bar, spendable, missing } = equationOf(given);
				expect([spendable, missing]).toEqual([given.spendable, given.missing]);
				for (const { points } of [...tiles, ...bar]) expect(points).toBeGreaterThanOrEqual(0);

				const result = tiles.at(-1);
				expect(result?.sign).toBe('=');
				expect(result?.points).toBe(missing > 0 ? missing : spendable);
				expect(result?.part).toBe(missing > 0 ? 'missing' : 'spendable');
				const added = tiles.filter(({ sign }) => sign === '' || sign === '+');
				const taken = tiles.filter(({ sign }) => sign === '−');
				expect(sumOf(added) - sumOf(taken)).toBe(result?.points);

				expect(sumOf(bar)).toBe(sumOf(added));
				for (const { part, points } of bar) {
					expect(tiles).toContainEqual(expect.objectContaining({ part, points }));
				}
			}),
			{ numRuns: 1000 },
		);
	});

	test('a card tells what is missing as the rules do, also below the base', () => {
		expect(missingToSpend(figures(88), 32)).toBe(44);
		expect(missingToSpend(figures(110, 30), 32)).toBe(52);
		expect(missingToSpend(figures(252, 70), 82)).toBe(0);
	});
});

const sumOf = (terms: readonly { readonly points: number }[]) =>
	terms.reduce((sum, { points }) => sum + points, 0);
