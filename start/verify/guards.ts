import type { DatabaseSync } from 'node:sqlite';
import { all, expectFit, text } from './rows.ts';

/** What stands guard in the database itself: by table, the ends of its triggers' names. */
const guards: Readonly<Record<string, readonly string[]>> = {
	accounts: ['floor', 'keep_name', 'keep_place', 'no_delete', 'no_replace', 'overspent'],
	chain_heads: ['follow', 'forward', 'keep_name', 'no_delete', 'no_replace'],
	cycles: ['no_delete', 'no_replace', 'no_update'],
	ledger_entries: ['in_order', 'no_delete', 'no_replace', 'no_update', 'one_reversal'],
	redemption_lines: ['no_delete', 'no_replace', 'no_update'],
	redemptions: ['no_delete', 'no_replace', 'no_update'],
	requests: ['no_delete', 'no_replace', 'no_update'],
	reversals: ['no_delete', 'no_replace', 'no_update'],
	stock_batches: ['floor', 'keep_dates', 'keep_name', 'no_delete', 'no_replace'],
	stock_movements: ['in_order', 'no_delete', 'no_replace', 'no_update'],
	voucher_acts: ['no_delete', 'no_replace', 'no_update'],
	vouchers: ['no_delete', 'no_replace', 'no_update'],
};

/**
 * Every trigger that refuses a change to the books is there. One that is gone has changed nothing by
 * itself, but nobody removes it in the course of a shop's day.
 */
export function verifyGuards(database: DatabaseSync): void {
	const triggers = all(database, `SELECT name, tbl_name FROM sqlite_schema WHERE type = 'trigger'`);
	const standing = new Set(triggers.map((row) => `${text(row, 'tbl_name')} ${text(row, 'name')}`));
	for (const [table, ends] of Object.entries(guards)) {
		for (const end of ends) {
			const name = `${table}_${end}`;
			expectFit(standing.has(`${table} ${name}`), 'triggers', name, () => {
				return `is missing: nothing refuses a change of ${table}`;
			});
		}
	}
}
