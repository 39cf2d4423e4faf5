import type { Day } from '#domain/day';
import type { RedemptionLine } from '#domain/redemption';
import { insert, newId, type Db } from './sql.ts';

/** A redemption as it is written down. */
export interface RedemptionRow {
	readonly id: string;
	readonly village: string;
	readonly number: string;
	readonly code: string;
	readonly household: string;
	readonly passbook: string;
	readonly account: string;
	readonly device: string;
	readonly voucher: { readonly id: string; readonly number: string };
	readonly day: Day;
	readonly at: number;
	readonly requestKey: string;
	readonly fenPerPoint: number;
	readonly lines: readonly KeptLine[];
	readonly cost: number;
	readonly before: number;
	readonly after: number;
	readonly total: number;
}

export interface KeptLine extends RedemptionLine {
	readonly english: string;
	readonly referencePriceFen: number;
}

/**
 * SHA-256 over everything a redemption says; it stands in the ledger entry, so that the chain also
 * proves the redemption, its lines and its voucher.
 */
export function redemptionDigest(redemption: RedemptionRow): string {
	const { voucher } = redemption;
	return $security.sha256(
		JSON.stringify([
			redemption.id,
			redemption.village,
			redemption.number,
			redemption.code,
			redemption.household,
			redemption.passbook,
			redemption.account,
			redemption.device,
			voucher.id,
			voucher.number,
			redemption.day,
			redemption.at,
			redemption.cost,
			redemption.before,
			redemption.after,
			redemption.total,
			redemption.fenPerPoint,
			redemption.requestKey,
			redemption.lines.map((line) => [
				line.product,
				line.name,
				line.english,
				line.unit,
				line.quantity,
				line.pointsEach,
				line.points,
				line.referencePriceFen,
			]),
		]),
	);
}

/** Writes a redemption and its lines. */
export function insertRedemption(tx: Db, redemption: RedemptionRow): void {
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
	for (const [position, line] of redemption.lines.entries()) {
		insert(tx, 'redemption_lines', {
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
		});
	}
}
