import type { DatabaseSync } from 'node:sqlite';
import { points } from '#domain/points';
import { canonicalRedemption, type RedemptionRecord } from '#domain/redemption-record';
import { sha256 } from './entries.ts';
import { all, each, expectFit, text, whole, type Row } from './rows.ts';

/** Every redemption fits its ledger entry, its lines, its stock and its reversal; counts them. */
export function verifyRedemptions(database: DatabaseSync): number {
	let count = 0;
	const sql = `SELECT r.*, v.number AS voucher_number, e.digest, e.redeemed_change,
		e.account AS entry_account, x.id AS reversal, x.entry AS reversal_entry, n.id AS reversed_by
		FROM redemptions r LEFT JOIN vouchers v ON v.id = r.voucher
		LEFT JOIN ledger_entries e ON e.redemption = r.id AND e.kind = 'redemption'
		LEFT JOIN reversals x ON x.redemption = r.id
		LEFT JOIN ledger_entries n ON n.redemption = r.id AND n.kind = 'reversal'
		ORDER BY r.village, r.number`;
	for (const row of each(database, sql)) {
		count += 1;
		const id = text(row, 'id');
		const fit = (fits: boolean, says: () => string) => expectFit(fits, 'redemptions', id, says);
		const record = recordFrom(database, row);
		const isEntered = row['digest'] !== null;
		fit(isEntered, () => 'no ledger entry spends its points');
		fit(sha256(canonicalRedemption(record)) === text(row, 'digest'), () => {
			return 'it, its lines or its voucher differ from what was entered';
		});
		const sum = record.lines.reduce((total, line) => total + line.points, 0);
		fit(sum === record.cost, () => `costs ${record.cost}, its lines make ${sum}`);
		fit(whole(row, 'redeemed_change') === record.cost, () => 'its entry spends another sum');
		const isReversed = row['reversal'] !== null;
		fit(isReversed === (row['reversed_by'] !== null), () => 'its reversal is only half there');
		if (isReversed) {
			fit(row['reversal_entry'] === row['reversed_by'], () => 'its reversal names another entry');
		}
		verifyGoods(database, record, isReversed);
	}
	const [lost] = all(
		database,
		`SELECT id FROM ledger_entries WHERE kind = 'redemption'
		AND redemption NOT IN (SELECT id FROM redemptions) LIMIT 1`,
	);
	expectFit(!lost, 'ledger_entries', lost?.['id'], () => 'its redemption is missing');
	return count;
}

function verifyGoods(database: DatabaseSync, record: RedemptionRecord, isReversed: boolean): void {
	const moved = new Map(
		all(
			database,
			`SELECT product, SUM(quantity) AS quantity FROM stock_movements
			WHERE redemption = ? GROUP BY product`,
			record.id,
		).map((row) => [text(row, 'product'), whole(row, 'quantity')]),
	);
	for (const line of record.lines) {
		const left = isReversed ? 0 : -line.quantity;
		expectFit((moved.get(line.product) ?? Number.NaN) === left, 'redemptions', record.id, () => {
			return `${line.quantity} of ${line.name} did not leave the shelf`;
		});
	}
	expectFit(moved.size === record.lines.length, 'redemptions', record.id, () => {
		return 'goods left the shelf that are not on it';
	});
}

function recordFrom(database: DatabaseSync, row: Row): RedemptionRecord {
	const lines = all(
		database,
		'SELECT * FROM redemption_lines WHERE redemption = ? ORDER BY position',
		text(row, 'id'),
	);
	return {
		id: text(row, 'id'),
		village: text(row, 'village'),
		number: text(row, 'number'),
		code: text(row, 'code'),
		household: text(row, 'household'),
		passbook: text(row, 'passbook'),
		account: text(row, 'account'),
		device: text(row, 'device'),
		voucher: { id: text(row, 'voucher'), number: text(row, 'voucher_number') },
		day: text(row, 'day') as RedemptionRecord['day'],
		at: whole(row, 'at'),
		requestKey: text(row, 'request_key'),
		fenPerPoint: whole(row, 'fen_per_point'),
		lines: lines.map((line) => ({
			product: text(line, 'product'),
			name: text(line, 'name'),
			english: text(line, 'english'),
			unit: text(line, 'unit'),
			quantity: whole(line, 'quantity'),
			pointsEach: points(whole(line, 'points_each')),
			points: points(whole(line, 'points')),
			referencePriceFen: whole(line, 'reference_price_fen'),
		})),
		cost: whole(row, 'cost'),
		before: whole(row, 'spendable_before'),
		after: whole(row, 'spendable_after'),
		total: whole(row, 'total'),
	};
}
