import type { DatabaseSync } from 'node:sqlite';
import { all, each, expectFit, text, whole } from './rows.ts';

/** Every voucher was issued and used by the redemption that names it, and returned with it. */
export function verifyVouchers(database: DatabaseSync): void {
	const sql = `SELECT v.*, r.id AS redemption, r.cost, r.day, r.device, r.at AS redeemed_at,
		r.household AS redeemer, c.closes_on, x.id AS reversal
		FROM vouchers v LEFT JOIN redemptions r ON r.voucher = v.id
		LEFT JOIN cycles c ON c.id = v.cycle LEFT JOIN reversals x ON x.redemption = r.id
		ORDER BY v.village, v.number`;
	for (const row of each(database, sql)) {
		const fit = (fits: boolean, says: () => string) =>
			expectFit(fits, 'vouchers', text(row, 'id'), says);
		fit(row['redemption'] !== null, () => 'no redemption used it');
		fit(whole(row, 'points') === whole(row, 'cost'), () => 'is for other points than were spent');
		fit(
			text(row, 'household') === text(row, 'redeemer') &&
				text(row, 'issued_on') === text(row, 'day') &&
				text(row, 'expires_on') === text(row, 'closes_on'),
			() => 'its household or days differ from its redemption',
		);
		const acts = all(
			database,
			'SELECT * FROM voucher_acts WHERE voucher = ? ORDER BY position',
			text(row, 'id'),
		);
		const expected = row['reversal'] === null ? ['issue', 'use'] : ['issue', 'use', 'return'];
		fit(
			acts.length === expected.length &&
				acts.every(
					(act, index) =>
						text(act, 'act') === expected[index] &&
						whole(act, 'position') === index + 1 &&
						text(act, 'redemption') === (index === 0 ? '' : text(row, 'redemption')),
				),
			() => `was ${acts.map((act) => text(act, 'act')).join(', ')}`,
		);
	}
	const [stray] = all(
		database,
		'SELECT id FROM voucher_acts WHERE voucher NOT IN (SELECT id FROM vouchers) LIMIT 1',
	);
	expectFit(!stray, 'voucher_acts', stray?.['id'], () => 'belongs to no voucher');
}
