import { gives, refuses, throws, type Table } from './table.ts';

const cycle = { year: 2026, opensOn: '2026-01-01', closesOn: '2026-12-31', base: 100 };
const redemption = { day: '2026-11-23', cycle, cost: 32, reversed: false };
const account = { base: 100, total: 252, bonus: 0, redeemed: 70, held: 0 };
const back = {
	effect: { totalChange: 0, bonusChange: 0, redeemedChange: -32, heldChange: 0 },
	before: { ...account, spendable: 82, missing: 0 },
	after: { ...account, redeemed: 38, spendable: 114, missing: 0 },
};
const yearEnd = { ...redemption, day: '2026-12-30' };

export const reversalTables: readonly Table[] = [
	{
		call: 'reverseRedemption',
		cases: [
			gives('on the same day', [redemption, account, '2026-11-23'], back),
			gives('on the seventh day', [redemption, account, '2026-11-30'], back),
			gives('on the last day of the cycle', [yearEnd, account, '2026-12-31'], back),
			gives('a town that allows 14 days', [redemption, account, '2026-12-07', 14], back),
			refuses('a second time', [{ ...redemption, reversed: true }, account, '2026-11-23'], {
				code: 'redemption_reversed',
			}),
			refuses('on the eighth day', [redemption, account, '2026-12-01'], {
				code: 'reversal_too_late',
				daysMost: 7,
				days: 8,
			}),
			refuses('in the next cycle', [yearEnd, account, '2027-01-01'], { code: 'cycle_closed' }),
			refuses(
				'a second time and too late',
				[{ ...redemption, reversed: true }, account, '2027-02-01'],
				{
					code: 'redemption_reversed',
				},
			),
			refuses('too late and in the next cycle', [redemption, account, '2027-01-01'], {
				code: 'reversal_too_late',
				daysMost: 7,
				days: 39,
			}),
			throws(
				'what the account never redeemed',
				[redemption, { ...account, redeemed: 31 }, '2026-11-23'],
				'An account would fall below nothing redeemed, held or bonus',
			),
		],
	},
];
