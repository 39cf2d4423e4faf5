import type { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { clockAt, dayAt } from '#domain/day';
import { chainCode } from '#domain/ledger';
import type { RedemptionFacts } from '#domain/wire';
import { sha256 } from './chain.ts';
import { all, checkRow, each, expectFit, grouped, text, whole, type Row } from './rows.ts';

/**
 * Every redemption has one kept answer, which tells a kiosk again what it was told, and a kept no
 * has none. What people and places were called then stands in no digest and is not compared: they
 * may have other names by now.
 */
export function verifyRequests(database: DatabaseSync): void {
	const lines = grouped(
		database,
		'SELECT * FROM redemption_lines ORDER BY redemption, position',
		'redemption',
	);
	const sql = `SELECT q.*, r.id AS redemption, r.number, r.code, r.passbook, r.device, r.cost,
		r.spendable_before, r.spendable_after, r.total, r.at AS redeemed_at, v.number AS voucher,
		e.hash AS entry_hash, (SELECT j.id FROM print_jobs j WHERE j.redemption = r.id
			AND j.copy = 0 AND j.template = 'redemption') AS slip
		FROM requests q
		LEFT JOIN redemptions r ON r.village = q.village AND r.request_key = q.request_key
		LEFT JOIN vouchers v ON v.id = r.voucher
		LEFT JOIN ledger_entries e ON e.village = q.village AND e.request_key = q.request_key
		WHERE q.route = 'redemptions' OR r.id IS NOT NULL ORDER BY q.village, q.request_key, q.id`;
	const answered = new Set<string>();
	for (const row of each(database, sql)) {
		checkRow('requests', row, (fit) => {
			const redemption = text(row, 'redemption');
			if (isRefusal(text(row, 'answer'))) {
				fit(redemption === '', () => `it says no to redemptions ${redemption}`);
				return;
			}
			fit(redemption !== '', () => 'it answers a redemption that is not there');
			fit(!answered.has(redemption), () => `redemptions ${redemption} is answered already`);
			answered.add(redemption);
			fit(text(row, 'route') === 'redemptions', () => 'it is no redemption by its route');
			fit(text(row, 'asked_by') === text(row, 'device'), () => 'another device asked for it');
			const own = lines.get(redemption) ?? [];
			fit(text(row, 'hash') === sha256(askedFor(row, own)), () => {
				return 'its hash is not that of what the kiosk asked for';
			});
			const wrong = otherwise(row, own);
			fit(!wrong, () => `its answer says another ${wrong} than redemptions ${redemption}`);
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

// As server/requests.ts keeps it, and nothing beside it.
function isRefusal(answer: string): boolean {
	return /^\{"refusal":\{"code":"[a-z_]+"/.test(answer);
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

/** Nothing when the kept answer is what the rows say, else what it says otherwise. */
function otherwise(row: Row, lines: readonly Row[]): string | undefined {
	const told = readAnswer(text(row, 'answer')) ?? {};
	const at = whole(row, 'redeemed_at');
	const is: Readonly<Record<string, unknown>> = {
		id: text(row, 'redemption'),
		number: text(row, 'number'),
		code: text(row, 'code'),
		day: dayAt(at),
		clock: clockAt(at),
		lines: lines.map(slipLine),
		cost: whole(row, 'cost'),
		spendableBefore: whole(row, 'spendable_before'),
		spendableAfter: whole(row, 'spendable_after'),
		total: whole(row, 'total'),
		voucher: text(row, 'voucher'),
		chainCode: chainCode(text(row, 'entry_hash')),
		reversed: false,
		printJob: text(row, 'slip'),
	};
	// Byte for byte as it was kept: no space is added either.
	if (JSON.stringify(told) !== text(row, 'answer')) return 'form';
	return Object.entries(is).find(([name, value]) => {
		return !isDeepStrictEqual(told[name as keyof RedemptionFacts], value);
	})?.[0];
}
