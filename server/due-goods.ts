import { addDays, daysBetween, type Day } from '#domain/day';
import type { DueGoods } from '#domain/office-shop-wire';
import { isGoodOn, onShelf, type Batch } from '#domain/stock';
import type { KeptProduct } from './shelf.ts';

/**
 * The goods that want a hand on a day, most urgent first: what has expired, what soon will, what is
 * sold out, and what nobody can redeem because it has no price or is suspended (R9, R11, C.8).
 */
export function dueGoods(products: readonly KeptProduct[], day: Day): DueGoods[] {
	const due = products.flatMap((product) => reasonsOf(product, day));
	return due.sort((one, other) => {
		return urgency.indexOf(one.why) - urgency.indexOf(other.why) || one.days - other.days;
	});
}

const urgency: readonly DueGoods['why'][] = [
	'expired',
	'expires_in_7',
	'sold_out',
	'unpriced',
	'expires_in_30',
	'suspended',
];

function reasonsOf(product: KeptProduct, day: Day): DueGoods[] {
	const { id, name, english, unit, unitEnglish, batches } = product;
	const about = { id, name, english, unit, unitEnglish };
	const expiring = (why: DueGoods['why'], some: readonly Batch[]): DueGoods[] => {
		const last = some.map(({ expiresOn }) => expiresOn).sort()[0];
		if (!last) return [];
		const quantity = some.reduce((sum, batch) => sum + batch.left, 0);
		return [{ ...about, why, quantity, expiresOn: last, days: daysBetween(day, last) }];
	};
	const good = batches.filter((batch) => isGoodOn(batch, day));
	const until = (days: number) => (batch: Batch) => !isGoodOn(batch, addDays(day, days + 1));
	const soon = good.filter(until(7));
	const later = good.filter(until(30)).filter((batch) => !soon.includes(batch));
	const still = (why: DueGoods['why'], quantity: number): DueGoods => {
		return { ...about, why, quantity, expiresOn: '', days: 0 };
	};
	const left = onShelf(batches, day);
	const isPriced = product.referencePriceFen > 0;
	return [
		...expiring(
			'expired',
			batches.filter((batch) => !isGoodOn(batch, day)),
		),
		...expiring('expires_in_7', soon),
		...expiring('expires_in_30', later),
		...(product.suspended ? [still('suspended', left)] : []),
		...(!product.suspended && !isPriced ? [still('unpriced', left)] : []),
		...(!product.suspended && isPriced && left === 0 ? [still('sold_out', 0)] : []),
	];
}
