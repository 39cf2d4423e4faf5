import type { DatabaseSync } from 'node:sqlite';
import { points } from '#domain/points';
import {
	canonicalRedemption,
	type RecordedLine,
	type RedemptionRecord,
} from '#domain/redemption-record';
import { blame } from './blame.ts';
import { sha256 } from './chain.ts';
import { all, checkRow, each, expectFit, grouped, text, whole, type Row } from './rows.ts';

/**
 * Every redemption is what its ledger entry proves, with its lines and voucher, and its goods left
 * the shelf or came back to it; counts them.
 */
export function verifyRedemptions(database: DatabaseSync): number {
	let count = 0;
	const lines = grouped(database, linesSql, 'redemption');
	const goods = grouped(database, goodsSql, 'redemption');
	for (const row of each(database, redemptionsSql)) {
		count += 1;
		checkRow('redemptions', row, (fit) => {
			const id = text(row, 'id');
			const own = lines.get(id) ?? [];
			lines.delete(id);
			fit(row['digest'] !== null, () => 'no ledger entry spends its points');
			expectFit(row['voucher_number'] !== null, 'vouchers', row['voucher'], () => {
				return `is missing, although redemptions ${id} names it`;
			});
			const record = recordFrom(
				row,
				own.map((line, position) => readLine(row, line, position)),
			);
			const sum = record.lines.reduce((total, line) => total + line.points, 0);
			if (sha256(canonicalRedemption(record)) !== text(row, 'digest')) {
				throw blame(database, { record, row, lines: own, goods: goods.get(id) ?? [] });
			}
			fit(sum === record.cost, () => `costs ${record.cost}, its lines make ${sum}`);
			fit(whole(row, 'redeemed_change') === record.cost, () => 'its entry spends another sum');
			const moved = goods.get(id) ?? [];
			for (const line of record.lines) {
				const left = moved.find((each) => text(each, 'product') === line.product);
				const still = left && whole(left, 'quantity');
				fit(still === (row['reversed_by'] === null ? -line.quantity : 0), () => {
					return `${line.quantity} of ${line.name} did not leave the shelf, or not come back`;
				});
			}
			fit(moved.length === own.length, () => 'goods left the shelf that are not on it');
		});
	}
	for (const [redemption, [line]] of lines) {
		expectFit(false, 'redemption_lines', line?.['id'], () => {
			return `belongs to no redemption: redemptions ${redemption} is missing`;
		});
	}
	verifyNoneIsLost(database);
	return count;
}

const redemptionsSql = `SELECT r.*, v.number AS voucher_number, e.id AS entry, e.digest,
	e.redeemed_change, e.request_key AS entered_key, e.village AS entered_village,
	e.household AS entered_household, e.account AS entered_account, e.day AS entered_day,
	e.entered_by, e.total_after, e.spendable_after AS entered_after,
	(SELECT n.id FROM ledger_entries n WHERE n.reverses = e.id
		AND n.reverses != '') AS reversed_by
	FROM redemptions r LEFT JOIN vouchers v ON v.id = r.voucher
	LEFT JOIN ledger_entries e ON e.redemption = r.id AND e.kind = 'redemption'
	ORDER BY r.village, r.number, r.id`;
const linesSql = 'SELECT * FROM redemption_lines ORDER BY redemption, position, id';
const goodsSql = `SELECT redemption, product, SUM(quantity) AS quantity FROM stock_movements
	WHERE redemption != '' GROUP BY redemption, product`;

// With its place among the lines and its village, which the digest does not hold.
function readLine(redemption: Row, row: Row, position: number): RecordedLine {
	return checkRow('redemption_lines', row, (fit) => {
		const is = whole(row, 'position');
		const of = `of redemptions ${text(redemption, 'id')}`;
		fit(is === position, () => `stands at ${is}, position ${position} ${of} is empty`);
		fit(text(row, 'village') === text(redemption, 'village'), () => 'lies in another village');
		return {
			product: text(row, 'product'),
			name: text(row, 'name'),
			english: text(row, 'english'),
			unit: text(row, 'unit'),
			quantity: whole(row, 'quantity'),
			pointsEach: points(whole(row, 'points_each')),
			points: points(whole(row, 'points')),
			referencePriceFen: whole(row, 'reference_price_fen'),
		};
	});
}

function verifyNoneIsLost(database: DatabaseSync): void {
	const [entry] = all(
		database,
		`SELECT id, redemption FROM ledger_entries WHERE redemption != ''
		AND redemption NOT IN (SELECT id FROM redemptions) LIMIT 1`,
	);
	expectFit(!entry, 'redemptions', entry?.['redemption'], () => {
		return `is missing, although ledger_entries ${text(entry ?? {}, 'id')} spent its points`;
	});
}

function recordFrom(row: Row, lines: readonly RecordedLine[]): RedemptionRecord {
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
		lines,
		cost: whole(row, 'cost'),
		before: whole(row, 'spendable_before'),
		after: whole(row, 'spendable_after'),
		total: whole(row, 'total'),
	};
}
