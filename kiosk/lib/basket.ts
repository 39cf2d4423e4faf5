import type { Cycle } from '#domain/cycle';
import type { Day } from '#domain/day';
import { fen } from '#domain/points';
import { redeem, type BasketLine, type Redemption, type ShelfProduct } from '#domain/redemption';
import type { Result } from '#domain/result';
import type { HouseholdView, RedemptionRequest, Shelf, ShelfItem } from '#domain/wire';
import { accountFrom } from './account.ts';
import { refusalFrom, type Refusal } from './refusal.ts';
import { newRequestKey } from './request-key.ts';

/** The request to redeem a basket, with a key of its own. */
export function requestFor(
	{ passbook }: HouseholdView,
	basket: readonly BasketLine[],
): RedemptionRequest {
	return { requestKey: newRequestKey(), passbook, lines: basket.map((line) => ({ ...line })) };
}

/** What a basket costs at the prices the villager saw. */
export function costOf(lines: readonly BasketLine[]): number {
	return lines.reduce((sum, line) => sum + line.pointsEach * line.quantity, 0);
}

/** How many pieces lie in a basket. */
export function countOf(lines: readonly BasketLine[]): number {
	return lines.reduce((sum, line) => sum + line.quantity, 0);
}

/** The basket with more or fewer of a product; a line that falls to 0 is gone. */
export function changeQuantity(
	lines: readonly BasketLine[],
	item: ShelfItem,
	by: number,
): readonly BasketLine[] {
	const known = lines.find((line) => line.product === item.id);
	if (!known) {
		if (by <= 0) return lines;
		return [...lines, { product: item.id, quantity: by, pointsEach: item.pointsEach }];
	}
	return lines
		.map((line) => (line === known ? { ...line, quantity: line.quantity + by } : line))
		.filter((line) => line.quantity > 0);
}

/** The basket at today's prices and stock: what is gone leaves, what is short shrinks. */
export function refreshBasket(lines: readonly BasketLine[], shelf: Shelf): readonly BasketLine[] {
	return lines.flatMap((line) => {
		const item = shelf.products.find((product) => product.id === line.product);
		if (!item || item.state !== 'on_shelf' || item.left <= 0) return [];
		const quantity = Math.min(line.quantity, item.left);
		return [{ ...line, quantity, pointsEach: item.pointsEach }];
	});
}

/**
 * The rules' own answer, asked on the kiosk with what it knows, so that the screen can speak at
 * once. The server asks the same rules again, and its answer counts.
 */
export function askRules(
	shelf: Shelf,
	household: HouseholdView,
	lines: readonly BasketLine[],
): Result<Redemption, Refusal> {
	const account = accountFrom(household.figures);
	const answer = redeem({
		day: shelf.day as Day,
		cycle: { ...shelf.cycle, base: account.base } as Cycle,
		passbook: 'open',
		household: household.standing,
		account,
		fenPerPoint: fen(shelf.fenPerPoint),
		lines,
		products: new Map(shelf.products.map((item) => [item.id, productFrom(item, shelf)])),
	});
	return answer.ok ? answer : { ok: false, refusal: refusalFrom(answer.refusal) };
}

function productFrom(item: ShelfItem, shelf: Shelf): ShelfProduct {
	const isPriced = item.state !== 'unpriced' && item.pointsEach > 0;
	const beforeToday = '0001-01-01' as Day;
	return {
		id: item.id,
		name: item.name,
		unit: item.unit,
		// The shelf carries points; this price gives the same points again at the same rate.
		referencePriceFen: fen(isPriced ? item.pointsEach * shelf.fenPerPoint : 0),
		suspended: item.state === 'suspended',
		batches: [
			{
				id: item.id,
				expiresOn: item.state === 'expired' ? beforeToday : '',
				left: item.state === 'expired' ? Math.max(1, item.left) : item.left,
				seq: 1,
			},
		],
	};
}
