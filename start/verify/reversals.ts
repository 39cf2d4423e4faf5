import type { DatabaseSync } from 'node:sqlite';
import { all, checkRow, each, expectFit, text, whole } from './rows.ts';

/** Every reversal is what its ledger entry says, and every entry that reverses has its own. */
export function verifyReversals(database: DatabaseSync): void {
	const seen = new Map<string, string>();
	const sql = `SELECT x.*, e.id AS known, e.kind, e.redemption AS reversed, e.village AS entered_in,
		e.entered_by, e.entered_at, (SELECT m.note FROM stock_movements m
			WHERE m.redemption = x.redemption AND m.kind = 'reversal' LIMIT 1) AS note
		FROM reversals x LEFT JOIN ledger_entries e ON e.id = x.entry ORDER BY x.at, x.id`;
	for (const row of each(database, sql)) {
		checkRow('reversals', row, (fit) => {
			const redemption = text(row, 'redemption');
			fit(row['known'] !== null && text(row, 'kind') === 'reversal', () => {
				return `ledger_entries ${text(row, 'entry')} reverses nothing`;
			});
			fit(text(row, 'reversed') === redemption, () => 'its entry reverses another redemption');
			const other = seen.get(redemption);
			fit(!other, () => `redemptions ${redemption} was reversed by ${other} already`);
			seen.set(redemption, text(row, 'id'));
			// The reason stands with the goods that came back, where the chain proves it.
			fit(
				text(row, 'village') === text(row, 'entered_in') &&
					text(row, 'by') === text(row, 'entered_by') &&
					whole(row, 'at') === whole(row, 'entered_at') &&
					text(row, 'reason') === text(row, 'note'),
				() => 'its village, reason, person or instant are not those of its entry',
			);
		});
	}
	const entries = `SELECT id, redemption FROM ledger_entries WHERE kind = 'reversal'`;
	for (const entry of all(database, entries)) {
		const redemption = text(entry, 'redemption');
		expectFit(seen.has(redemption), 'reversals', `of redemptions ${redemption}`, () => {
			return `is missing, although ledger_entries ${text(entry, 'id')} is there`;
		});
	}
}
