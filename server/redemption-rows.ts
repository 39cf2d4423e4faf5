import { canonicalRedemption, type RedemptionRecord } from '#domain/redemption-record';
import { insert, insertAll, newId, type Db } from './sql.ts';

/** SHA-256 over everything a redemption says. */
export function redemptionDigest(redemption: RedemptionRecord): string {
	return $security.sha256(canonicalRedemption(redemption));
}

/** Columns of a query: the goods of redemption `r` in one line, in Chinese and in English. */
export const goodsColumns = {
	goods: goodsIn("l.name || '×'", '、'),
	goodsEnglish: goodsIn("COALESCE(NULLIF(l.english, ''), l.name) || ' ×'", ', '),
};

function goodsIn(named: string, between: string): string {
	return `(SELECT group_concat(${named} || l.quantity, '${between}') FROM
		(SELECT * FROM redemption_lines WHERE redemption = r.id ORDER BY position) l)`;
}

/** Writes a redemption and its lines. */
export function insertRedemption(tx: Db, redemption: RedemptionRecord): void {
	insert(tx, 'redemptions', {
		id: redemption.id,
		village: redemption.village,
		number: redemption.number,
		code: redemption.code,
		household: redemption.household,
		passbook: redemption.passbook,
		account: redemption.account,
		device: redemption.device,
		voucher: redemption.voucher.id,
		day: redemption.day,
		at: redemption.at,
		cost: redemption.cost,
		spendable_before: redemption.before,
		spendable_after: redemption.after,
		total: redemption.total,
		fen_per_point: redemption.fenPerPoint,
		request_key: redemption.requestKey,
	});
	insertAll(
		tx,
		'redemption_lines',
		redemption.lines.map((line, position) => ({
			id: newId(redemption.at),
			village: redemption.village,
			redemption: redemption.id,
			position,
			product: line.product,
			name: line.name,
			english: line.english,
			unit: line.unit,
			quantity: line.quantity,
			points_each: line.pointsEach,
			points: line.points,
			reference_price_fen: line.referencePriceFen,
		})),
	);
}
