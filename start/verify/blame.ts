import type { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import type { RedemptionRecord } from '#domain/redemption-record';
import { readAnswer, slipLine } from './requests.ts';
import { all, MisfitFound, text, whole, type Row } from './rows.ts';

/** A redemption that is not what was entered, and all that may tell which of its rows is wrong. */
interface Suspects {
	readonly record: RedemptionRecord;
	/** The redemption's row, joined with the ledger entry that spent its points. */
	readonly row: Row;
	readonly lines: readonly Row[];
	/** What its stock movements moved, by product. */
	readonly goods: readonly Row[];
}

/**
 * The row that is to blame when a redemption, its lines and its voucher do not make the digest in
 * its ledger entry. The digest holds all of them at once; the entry, the stock, the voucher's acts
 * and the answer that the kiosk was given are witnesses for single ones.
 */
export function blame(database: DatabaseSync, suspects: Suspects): MisfitFound {
	const { record, row, lines, goods } = suspects;
	const told = answerOf(database, row);
	const own = wrongField(database, suspects, told);
	if (own) return misfit('redemptions', record.id, `its ${own} is not what was entered`);
	if (told?.voucher !== undefined && told.voucher !== record.voucher.number) {
		return misfit('vouchers', record.voucher.id, 'its number is not what was entered');
	}
	for (const [position, was] of (told?.lines ?? []).entries()) {
		const line = lines[position];
		if (!line) {
			const place = `position ${position} of redemptions ${record.id}`;
			return misfit('redemption_lines', place, 'is missing');
		}
		if (!isDeepStrictEqual(was, slipLine(line))) {
			return misfit('redemption_lines', text(line, 'id'), 'is not what was entered');
		}
	}
	for (const [position, line] of lines.entries()) {
		const isTold = !told?.lines || position < told.lines.length;
		const isMoved = goods.some((each) => text(each, 'product') === text(line, 'product'));
		if (isTold && isMoved && wasPriced(database, line)) continue;
		return misfit('redemption_lines', text(line, 'id'), 'is not what was entered');
	}
	const others = lines.map((line) => text(line, 'id')).join(', ');
	return misfit(
		'redemptions',
		record.id,
		`its passbook, instant or rate is not what was entered as ledger_entries ${text(row, 'entry')}, ` +
			`or a price of its redemption_lines ${others}`,
	);
}

/** The first field of a redemption's own row that a witness knows otherwise. */
function wrongField(
	database: DatabaseSync,
	{ record, row }: Suspects,
	told: ReturnType<typeof readAnswer>,
): string | undefined {
	const used = all(
		database,
		`SELECT voucher FROM voucher_acts WHERE redemption = ? AND act = 'use'`,
		record.id,
	).map((act) => text(act, 'voucher'));
	const fields: readonly (readonly [string, unknown, unknown])[] = [
		['village', record.village, text(row, 'entered_village')],
		['household', record.household, text(row, 'entered_household')],
		['account', record.account, text(row, 'entered_account')],
		['device', record.device, text(row, 'entered_by')],
		['day', record.day, text(row, 'entered_day')],
		['request key', record.requestKey, text(row, 'entered_key')],
		['cost', record.cost, whole(row, 'redeemed_change')],
		['spendable after', record.after, whole(row, 'entered_after')],
		['spendable before', record.before, whole(row, 'entered_after') + record.cost],
		['total', record.total, whole(row, 'total_after')],
		['number', record.number, told?.number ?? record.number],
		['code', record.code, told?.code ?? record.code],
		['voucher', record.voucher.id, used[0] ?? record.voucher.id],
	];
	return fields.find(([, is, was]) => is !== was)?.[0];
}

function answerOf(database: DatabaseSync, row: Row) {
	const [kept] = all(
		database,
		'SELECT answer FROM requests WHERE village = ? AND request_key = ?',
		text(row, 'entered_village'),
		text(row, 'entered_key'),
	);
	return kept && readAnswer(text(kept, 'answer'));
}

function wasPriced(database: DatabaseSync, line: Row): boolean {
	const sql = `SELECT id FROM product_prices WHERE product = ? AND reference_price_fen = ?`;
	const price = whole(line, 'reference_price_fen');
	return all(database, sql, text(line, 'product'), price).length > 0;
}

function misfit(table: string, id: string, says: string): MisfitFound {
	return new MisfitFound(table, id, says);
}
