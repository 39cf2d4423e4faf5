import type { Day } from './day.ts';
import type { RedemptionLine } from './redemption.ts';

/** A redemption as it is written down: everything that its receipt says and more. */
export interface RedemptionRecord {
	readonly id: string;
	readonly village: string;
	/** 02-261123-0007 */
	readonly number: string;
	/** What stands in the receipt's QR code. */
	readonly code: string;
	readonly household: string;
	readonly passbook: string;
	readonly account: string;
	readonly device: string;
	readonly voucher: { readonly id: string; readonly number: string };
	readonly day: Day;
	/** Milliseconds since 1970, the server's clock. */
	readonly at: number;
	readonly requestKey: string;
	readonly fenPerPoint: number;
	readonly lines: readonly RecordedLine[];
	readonly cost: number;
	/** Spendable before and after, in points. */
	readonly before: number;
	readonly after: number;
	readonly total: number;
}

export interface RecordedLine extends RedemptionLine {
	readonly english: string;
	readonly referencePriceFen: number;
}

/**
 * The text over which a redemption's digest is made. The digest stands in the ledger entry, so that
 * the chain proves the redemption, its lines and its voucher too. The order is fixed for ever
 * (R12, R28).
 */
export function canonicalRedemption(redemption: RedemptionRecord): string {
	return JSON.stringify([
		redemption.id,
		redemption.village,
		redemption.number,
		redemption.code,
		redemption.household,
		redemption.passbook,
		redemption.account,
		redemption.device,
		redemption.voucher.id,
		redemption.voucher.number,
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
	]);
}

/** As many characters of goods stand in a passbook line; the slip names them all. */
const goodsMost = 120;

/**
 * The goods of a redemption as its passbook line names them, in Chinese and in English: whole names,
 * as many as fit, and how many more. English is empty when a product has no English name.
 */
export function goodsInWords(
	lines: readonly Pick<RecordedLine, 'name' | 'english' | 'quantity'>[],
): {
	readonly text: string;
	readonly english: string;
} {
	const isTold = lines.every(({ english }) => english !== '');
	const named = lines.map(({ name, quantity }) => `${name}×${quantity}`);
	const inEnglish = lines.map(({ english, quantity }) => `${english} ×${quantity}`);
	return {
		text: listed(named, '、', () => ` 等 ${lines.length} 种`),
		english: isTold ? listed(inEnglish, ', ', (more) => ` and ${more} more`) : '',
	};
}

function listed(all: readonly string[], between: string, rest: (more: number) => string): string {
	const [first = '', ...others] = all;
	let list = first;
	for (const [index, each] of others.entries()) {
		const longer = `${list}${between}${each}`;
		if (longer.length > goodsMost) return list + rest(others.length - index);
		list = longer;
	}
	return list;
}
