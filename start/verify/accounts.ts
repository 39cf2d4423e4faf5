import type { DatabaseSync } from 'node:sqlite';
import { each, expectFit, text, whole } from './rows.ts';

/** Every account equals the sums of its entries and began with one base entry; counts them. */
export function verifyAccounts(database: DatabaseSync): number {
	let count = 0;
	const sql = `SELECT a.id, a.base, a.total, a.bonus, a.redeemed, a.held,
		a.village = h.village AS same_village, c.base AS cycle_base,
		COALESCE(SUM(e.total_change), 0) AS total_sum, COALESCE(SUM(e.bonus_change), 0) AS bonus_sum,
		COALESCE(SUM(e.redeemed_change), 0) AS redeemed_sum,
		COALESCE(SUM(e.held_change), 0) AS held_sum,
		COALESCE(SUM(CASE WHEN e.kind = 'base' THEN 1 ELSE 0 END), 0) AS bases,
		COALESCE(SUM(CASE WHEN e.kind = 'base' THEN e.total_change ELSE 0 END), 0) AS base_sum,
		COALESCE(MAX(e.household != a.household), 0) AS foreigners
		FROM accounts a LEFT JOIN ledger_entries e ON e.account = a.id
		LEFT JOIN households h ON h.id = a.household LEFT JOIN cycles c ON c.id = a.cycle
		GROUP BY a.id ORDER BY a.id`;
	for (const row of each(database, sql)) {
		count += 1;
		const fit = (fits: boolean, says: () => string) =>
			expectFit(fits, 'accounts', text(row, 'id'), says);
		for (const sum of ['total', 'bonus', 'redeemed', 'held']) {
			fit(whole(row, sum) === whole(row, `${sum}_sum`), () => {
				return `${sum} says ${whole(row, sum)}, its entries make ${whole(row, `${sum}_sum`)}`;
			});
		}
		fit(whole(row, 'bases') === 1, () => `has ${whole(row, 'bases')} base entries instead of one`);
		fit(
			whole(row, 'base') === whole(row, 'base_sum') &&
				whole(row, 'base') === whole(row, 'cycle_base'),
			() => 'its base differs from the base of its cycle',
		);
		fit(whole(row, 'foreigners') === 0, () => 'has entries of another household');
		fit(whole(row, 'same_village') === 1, () => 'lies in another village than its household');
	}
	return count;
}
