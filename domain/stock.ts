import type { Day } from './day.ts';

/**
 * 库存: goods lie in batches, each with its own last day. A batch is the sum of its movements, and
 * what expires first leaves first (C.8).
 */
export interface Batch {
	readonly id: string;
	/** The last day it may be handed out; empty for goods that keep. */
	readonly expiresOn: Day | '';
	readonly left: number;
	/** Order of arrival, for batches that expire on the same day. */
	readonly seq: number;
}

/** opening 期初, stock_in 入库, redemption 兑换, reversal 冲正, write_off 报损, stocktake 盘点. */
export type MovementKind =
	'opening' | 'stock_in' | 'redemption' | 'reversal' | 'write_off' | 'stocktake';

/** What one batch gives to a redemption, in the product's unit. */
export interface BatchTake {
	readonly batch: string;
	readonly quantity: number;
}

/** 粮油, 日化, 日杂, 衣物被褥, 农资, 其他: the plan's five goods groups and one for the rest (R14). */
export type Section = 'grain_oil' | 'washing' | 'household' | 'clothing' | 'farm' | 'other';
export const sections: readonly Section[] = [
	'grain_oil',
	'washing',
	'household',
	'clothing',
	'farm',
	'other',
];

/** Whether goods of a batch may still be handed out on `day`; the last day itself counts (C.8). */
export function isGoodOn(batch: Pick<Batch, 'expiresOn'>, day: Day): boolean {
	return batch.expiresOn === '' || day <= batch.expiresOn;
}

/** How much of the batches may be handed out on `day`, in the product's unit. */
export function onShelf(batches: readonly Batch[], day: Day): number {
	return batches
		.filter((batch) => isGoodOn(batch, day))
		.reduce((sum, batch) => sum + Math.max(0, batch.left), 0);
}

/**
 * Which batches give `quantity` on `day`: what expires first leaves first, goods that keep leave
 * last, and the older arrival goes before the newer (C.8). Gives less when there is less.
 */
export function takeFromBatches(
	batches: readonly Batch[],
	quantity: number,
	day: Day,
): readonly BatchTake[] {
	const takes: BatchTake[] = [];
	let open = quantity;
	for (const batch of batches.filter((each) => isGoodOn(each, day)).sort(byExpiry)) {
		if (open <= 0) break;
		const taken = Math.min(open, Math.max(0, batch.left));
		if (taken > 0) takes.push({ batch: batch.id, quantity: taken });
		open -= taken;
	}
	return takes;
}

function byExpiry(one: Batch, other: Batch): number {
	const last = (batch: Batch) => (batch.expiresOn === '' ? '9999-99-99' : batch.expiresOn);
	if (last(one) !== last(other)) return last(one) < last(other) ? -1 : 1;
	return one.seq - other.seq;
}
