import type { DatabaseSync } from 'node:sqlite';
import { points } from '#domain/points';
import {
	canonicalRedemption,
	type RecordedLine,
	type RedemptionRecord,
} from '#domain/redemption-record';
import { blame } from './blame.ts';
import { sha256 } from './chain.ts';
import {
	all,
	checkPlaces,
	checkRow,
	each,
	expectFit,
	grouped,
	text,
	whole,
	type Row,
} from './rows.ts';

/**
 * Every redemption is what its ledger entry proves, with its lines and voucher, and its goods left
 * the shelf or came back to it; counts them.
 */
export function verifyRedemptions(database: DatabaseSync): number {
	let count = 0;
	const lines = grouped(database, linesSql, 'redemption');
	const goods = grouped(database, goodsSql, 'redemption');
	for (const row of each(database, redemptionsSql)) {
		const id = text(row, 'id');
		verifyRedemption(database, row, lines.get(id) ?? [], goods.get(id) ?? []);
		lines.delete(id);
		count += 1;
	}
	for (const [redemption, [line]] of lines) {
		expectFit(false, 'redemption_lines', line?.['id'], () => {
			return `belongs to no redemption: redemptions ${redemption} is missing`;
		});
	}
	verifyNoneIsLost(database);
	return count;
}

function verifyRedemption(
	database: DatabaseSync,
	row: Row,
	lines: readonly Row[],
	goods: readonly Row[],
): void {
	const id = text(row, 'id');
	checkRow('redemptions', row, (fit) => {
		fit(row['digest'] !== null, () => 'no ledger entry spends its points');
		expectFit(row['voucher_number'] !== null, 'vouchers', row['voucher'], () => {
			return `is missing, although redemptions ${id} names it`;
		});
		checkPlaces('redemption_lines', lines, 0, `of redemptions ${id}`);
		const record = recordFrom(
			row,
			lines.map((line) => readLine(line)),
		);
		if (sha256(canonicalRedemption(record)) !== text(row, 'digest')) {
			throw blame(database, { record, row, lines, goods });
		}
		for (const line of lines) {
			checkRow('redemption_lines', line, (fitLine) => {
				fitLine(text(line, 'village') === record.village, () => 'lies in another village');
			});
		}
		const sum = record.lines.reduce((total, line) => total + line.points, 0);
		fit(sum === record.cost, () => `costs ${record.cost}, its lines make ${sum}`);
		fit(whole(row, 'redeemed_change') === record.cost, () => 'its entry spends another sum');
		for (const line of record.lines) {
			const moved = goods.find((each) => text(each, 'product') === line.product);
			const still = moved && whole(moved, 'quantity');
			fit(still === (row['reversed_by'] === null ? -line.quantity : 0), () => {
				return `${line.quantity} of ${line.name} did not leave the shelf, or not come back`;
			});
		}
		fit(goods.length === lines.length, () => 'goods left the shelf that are not on it');
	});
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

function readLine(row: Row): RecordedLine {
	return checkRow('redemption_lines', row, () => ({
		product: text(row, 'product'),
		name: text(row, 'name'),
		english: text(row, 'english'),
		unit: text(row, 'unit'),
		quantity: whole(row, 'quantity'),
		pointsEach: points(whole(row, 'points_each')),
		points: points(whole(row, 'points')),
		referencePriceFen: whole(row, 'reference_price_fen'),
	}));
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
