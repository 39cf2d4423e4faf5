import type { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { chainCode } from '#domain/ledger';
import type { RedemptionFacts } from '#domain/wire';
import { sha256 } from './chain.ts';
import { all, checkRow, each, expectFit, grouped, text, whole, type Row } from './rows.ts';

/**
 * Every redemption has one kept answer, which tells the kiosk what it was told: the sums, the
 * lines, the codes. Names as they were printed are not in the digest and are not compared.
 */
export function verifyRequests(database: DatabaseSync): void {
	const lines = grouped(
		database,
		'SELECT * FROM redemption_lines ORDER BY redemption, position',
		'redemption',
	);
	const sql = `SELECT q.*, r.id AS redemption, r.number, r.code, r.passbook, r.device, r.cost,
		r.spendable_before, r.spendable_after, r.total, v.number AS voucher, e.hash AS entry_hash
		FROM requests q
		LEFT JOIN redemptions r ON r.village = q.village AND r.request_key = q.request_key
		LEFT JOIN vouchers v ON v.id = r.voucher
		LEFT JOIN ledger_entries e ON e.village = q.village AND e.request_key = q.request_key
		WHERE q.route = 'redemptions' OR r.id IS NOT NULL ORDER BY q.village, q.request_key, q.id`;
	const answered = new Set<string>();
	for (const row of each(database, sql)) {
		checkRow('requests', row, (fit) => {
			const redemption = text(row, 'redemption');
			fit(redemption !== '', () => 'it answers a redemption that is not there');
			fit(!answered.has(redemption), () => `redemptions ${redemption} is answered already`);
			answered.add(redemption);
			fit(text(row, 'route') === 'redemptions', () => 'it is no redemption by its route');
			fit(text(row, 'asked_by') === text(row, 'device'), () => 'another device asked for it');
			const own = lines.get(redemption) ?? [];
			fit(text(row, 'hash') === sha256(askedFor(row, own)), () => {
				return 'its hash is not that of what the kiosk asked for';
			});
			fit(text(row, 'answer') !== '' && sameFacts(row, own), () => {
				return `its answer is not what redemptions ${redemption} says`;
			});
		});
	}
	for (const { id, request_key: key } of all(database, 'SELECT id, request_key FROM redemptions')) {
		expectFit(answered.has(String(id)), 'requests', key, () => {
			return `is missing: it answered redemptions ${id}`;
		});
	}
}

/** What the kiosk was told of a redemption; nothing when that cannot be read. */
export function readAnswer(answer: string): Partial<RedemptionFacts> | undefined {
	try {
		const facts: unknown = JSON.parse(answer);
		return typeof facts === 'object' && facts !== null ? facts : undefined;
	} catch {
		return undefined;
	}
}

/** A line as a slip says it. */
export function slipLine(line: Row): RedemptionFacts['lines'][number] {
	return {
		name: text(line, 'name'),
		english: text(line, 'english'),
		unit: text(line, 'unit'),
		quantity: whole(line, 'quantity'),
		pointsEach: whole(line, 'points_each'),
		points: whole(line, 'points'),
	};
}

// As server/requests.ts hashes it: the route, and what was asked as the route wrote it down.
function askedFor(row: Row, lines: readonly Row[]): string {
	const asked = lines.map((line) => ({
		product: text(line, 'product'),
		quantity: whole(line, 'quantity'),
		pointsEach: whole(line, 'points_each'),
	}));
	return `redemptions\n${JSON.stringify([text(row, 'passbook'), asked])}`;
}

function sameFacts(row: Row, lines: readonly Row[]): boolean {
	const facts = readAnswer(text(row, 'answer'));
	if (!facts) return false;
	const told = [
		facts.id,
		facts.number,
		facts.code,
		facts.cost,
		facts.spendableBefore,
		facts.spendableAfter,
		facts.total,
		facts.voucher,
		facts.chainCode,
		facts.lines,
	];
	const is = [
		text(row, 'redemption'),
		text(row, 'number'),
		text(row, 'code'),
		whole(row, 'cost'),
		whole(row, 'spendable_before'),
		whole(row, 'spendable_after'),
		whole(row, 'total'),
		text(row, 'voucher'),
		chainCode(text(row, 'entry_hash')),
		lines.map(slipLine),
	];
	return isDeepStrictEqual(told, is);
}
