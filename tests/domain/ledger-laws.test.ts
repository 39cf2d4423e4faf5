import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	accountBehind,
	accountOf,
	applyEffect,
	effectOf,
	emptyAccount,
	figuresOf,
	reversalEffect,
	type Account,
	type EntryEffect,
} from '#domain/ledger';
import { points } from '#domain/points';
import { rankByTotal } from '#domain/standing';

const whole = (min: number, max: number) => fc.integer({ min, max }).map(points);
const base = points(100);
const anyAccount: fc.Arbitrary<Account> = fc.record({
	base: fc.constant(base),
	total: whole(-200, 600),
	bonus: whole(0, 100),
	redeemed: whole(0, 300),
	held: whole(0, 100),
});
const anyEffect: fc.Arbitrary<EntryEffect> = fc.oneof(
	whole(1, 50).map((amount) => effectOf('award', amount)),
	whole(-50, -1).map((amount) => effectOf('deduction', amount)),
	whole(0, 50).map((amount) => effectOf('bonus', amount)),
	whole(0, 50).map((amount) => effectOf('redemption', amount)),
);
const effects = fc.array(anyEffect, { maxLength: 30 });

describe('what a household is shown', () => {
	test('spendable is never negative, and never stands beside a shortfall', () => {
		fc.assert(
			fc.property(anyAccount, (account) => {
				const { spendable, missing } = figuresOf(account);
				expect(spendable).toBeGreaterThanOrEqual(0);
				expect(missing).toBeGreaterThanOrEqual(0);
				expect(Math.min(spendable, missing)).toBe(0);
			}),
		);
	});

	test('spendable is T + B - base - D - H whenever anything is spendable', () => {
		fc.assert(
			fc.property(anyAccount, (account) => {
				const { total, bonus, redeemed, held, spendable } = figuresOf(account);
				fc.pre(spendable > 0);
				expect(spendable).toBe(total + bonus - base - redeemed - held);
			}),
		);
	});

	test('earning what is missing makes up for it exactly', () => {
		fc.assert(
			fc.property(anyAccount, (account) => {
				const { missing } = figuresOf(account);
				fc.pre(missing > 0);
				const made = applyEffect(account, effectOf('award', missing));
				expect(figuresOf(made).missing).toBe(0);
				const almost = applyEffect(made, effectOf('deduction', points(-1)));
				expect(figuresOf(almost).missing).toBe(1);
			}),
		);
	});

	test('the account can be told from its figures', () => {
		fc.assert(
			fc.property(anyAccount, (account) => {
				expect(accountBehind(figuresOf(account))).toEqual(account);
			}),
		);
	});

	test('one point more is one point more to spend, once nothing is missing', () => {
		fc.assert(
			fc.property(anyAccount, (account) => {
				const before = figuresOf(account);
				fc.pre(before.missing === 0);
				const after = figuresOf(applyEffect(account, effectOf('award', points(1))));
				expect(after.spendable).toBe(before.spendable + 1);
			}),
		);
	});
});

describe('the ledger', () => {
	test('spending never changes the total', () => {
		fc.assert(
			fc.property(anyAccount, whole(0, 500), (account, cost) => {
				const spent = applyEffect(account, effectOf('redemption', cost));
				expect(figuresOf(spent).total).toBe(figuresOf(account).total);
			}),
		);
	});

	test('spending never changes a rank', () => {
		const village = fc.array(fc.tuple(anyAccount, whole(0, 500)), { maxLength: 12 });
		const ranks = (accounts: readonly Account[]) =>
			rankByTotal(
				accounts.map((account, no) => ({
					household: `${no}`,
					total: figuresOf(account).total,
					residence: 'living_here',
				})),
			);
		fc.assert(
			fc.property(village, (households) => {
				const before = households.map(([account]) => account);
				const after = households.map(([account, cost]) =>
					applyEffect(account, effectOf('redemption', cost)),
				);
				expect(ranks(after)).toEqual(ranks(before));
			}),
		);
	});

	test('who has a higher total never ranks lower', () => {
		fc.assert(
			fc.property(fc.array(whole(0, 30), { maxLength: 12 }), (totals) => {
				const ranks = rankByTotal(
					totals.map((total, no) => ({ household: `${no}`, total, residence: 'living_here' })),
				);
				for (const [no, total] of totals.entries()) {
					const better = totals.filter((other) => other > total).length;
					expect(ranks.get(`${no}`)).toBe(better + 1);
				}
			}),
		);
	});

	test('an account is the sum of its entries, in whatever order they are read', () => {
		const shuffled = effects.chain((row) =>
			fc.tuple(
				fc.constant(row),
				fc.shuffledSubarray(row, { minLength: row.length, maxLength: row.length }),
			),
		);
		fc.assert(
			fc.property(shuffled, ([row, otherwise]) => {
				const account = accountOf(base, row);
				expect(accountOf(base, otherwise)).toEqual(account);
				expect(row.reduce(applyEffect, emptyAccount(base))).toEqual(account);
				expect(account.total).toBe(row.reduce((sum, each) => sum + each.totalChange, 0));
				expect(account.redeemed).toBe(row.reduce((sum, each) => sum + each.redeemedChange, 0));
			}),
		);
	});

	test('an entry and its reversal leave the account as it was', () => {
		fc.assert(
			fc.property(anyAccount, anyEffect, (account, effect) => {
				const after = applyEffect(applyEffect(account, effect), reversalEffect(effect));
				expect(after).toEqual(account);
			}),
		);
	});
});
