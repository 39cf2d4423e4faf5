import { isOpenOn, type Cycle } from './cycle.ts';
import type { Day } from './day.ts';
import type { HouseholdStanding } from './household-standing.ts';
import { figuresOf, missingFor, type Account, type Figures } from './ledger.ts';
import { points, priceInPoints, type Fen, type Points } from './points.ts';
import { ok, refuse, type Result } from './result.ts';
import { onShelf, type Batch } from './stock.ts';

/** What a basket asks for: one line per product. */
export interface BasketLine {
	readonly product: string;
	readonly quantity: number;
	/** The points price the villager saw; a price that changed meanwhile is refused. */
	readonly pointsEach: number;
}

/** 物品 as the shop holds it. */
export interface ShelfProduct {
	readonly id: string;
	readonly name: string;
	readonly unit: string;
	/** 0 while nobody has set a price: then it cannot be redeemed (R11). */
	readonly referencePriceFen: Fen;
	readonly suspended: boolean;
	readonly batches: readonly Batch[];
}

/** 兑换: everything the rules look at before a household takes goods home (R25 to R28). */
export interface RedemptionDraft {
	readonly day: Day;
	readonly cycle: Cycle;
	readonly passbook: PassbookStatus;
	readonly household: HouseholdStanding;
	readonly account: Account;
	readonly fenPerPoint: Fen;
	readonly lines: readonly BasketLine[];
	readonly products: ReadonlyMap<string, ShelfProduct>;
}

export type PassbookStatus = 'open' | 'replaced' | 'closed';

/** 兑换 that the rules allow: priced lines, and the figures before and after it. */
export interface Redemption {
	readonly lines: readonly RedemptionLine[];
	readonly cost: Points;
	readonly before: Figures;
	readonly after: Figures;
}

export interface RedemptionLine {
	readonly product: string;
	readonly name: string;
	readonly unit: string;
	readonly quantity: number;
	readonly pointsEach: Points;
	readonly points: Points;
}

/** Every way in which the rules say no, in the order in which they are asked. */
export type RedemptionRefusal =
	| { readonly code: 'basket_empty' }
	| { readonly code: 'basket_too_long'; readonly most: number }
	| { readonly code: 'product_twice'; readonly product: string }
	| { readonly code: 'quantity_invalid'; readonly product: string }
	| { readonly code: 'passbook_replaced' }
	| { readonly code: 'passbook_closed' }
	| { readonly code: 'household_moved_out' }
	| { readonly code: 'household_barred' }
	| { readonly code: 'cycle_closed' }
	| { readonly code: 'product_unknown'; readonly product: string }
	| { readonly code: 'product_suspended'; readonly product: string; readonly name: string }
	| { readonly code: 'product_unpriced'; readonly product: string; readonly name: string }
	| { readonly code: 'product_expired'; readonly product: string; readonly name: string }
	| {
			readonly code: 'product_out_of_stock';
			readonly product: string;
			readonly name: string;
			readonly left: number;
	  }
	| {
			readonly code: 'price_changed';
			readonly product: string;
			readonly name: string;
			readonly pointsEach: number;
	  }
	| ({ readonly code: 'total_below_base' } & Shortfall)
	| ({ readonly code: 'spendable_too_low'; readonly spendable: number } & Shortfall);

/** How far a household is from a basket. */
export type Shortfall = {
	readonly cost: number;
	/** What it must still earn before it may take this basket. */
	readonly missing: number;
	/** How much of that comes before its first point may be spent (A.7 rows 2 and 3). */
	readonly makeUpFirst: number;
};

/** Why a product has no points price. */
export type PriceRefusal = Extract<
	RedemptionRefusal,
	{ readonly code: 'product_suspended' | 'product_unpriced' }
>;

export const linesMost = 42;
export const quantityMost = 99;

/**
 * May this household take these goods today? Asked on the kiosk for the answer at once and on the
 * server for the answer that counts; refusals come in a fixed order so that both name the same one:
 * the basket, the passbook and household, the goods line by line, the points (R25 to R28). Throws
 * on a rate that no village may take.
 */
export function redeem(draft: RedemptionDraft): Result<Redemption, RedemptionRefusal> {
	const refusal = basketRefusal(draft.lines) ?? householdRefusal(draft);
	if (refusal) return refuse(refusal);

	const lines: RedemptionLine[] = [];
	for (const line of draft.lines) {
		const product = draft.products.get(line.product);
		if (!product) return refuse({ code: 'product_unknown', product: line.product });
		const price = priceOnShelf(product, draft);
		if (!price.ok) return price;
		const lineRefusal = shelfRefusal(line, product, price.value, draft.day);
		if (lineRefusal) return refuse(lineRefusal);
		lines.push({
			product: product.id,
			name: product.name,
			unit: product.unit,
			quantity: line.quantity,
			pointsEach: price.value,
			points: points(price.value * line.quantity),
		});
	}

	const cost = points(lines.reduce((sum, line) => sum + line.points, 0));
	const before = figuresOf(draft.account);
	const missing = missingFor(draft.account, cost);
	if (missing > 0) {
		const shortfall: Shortfall = { cost, missing, makeUpFirst: before.missing };
		const isBelowBase = draft.account.total < draft.account.base;
		if (isBelowBase) return refuse({ code: 'total_below_base', ...shortfall });
		return refuse({ code: 'spendable_too_low', spendable: before.spendable, ...shortfall });
	}
	const after = figuresOf({
		...draft.account,
		redeemed: points(draft.account.redeemed + cost),
	});
	return ok({ lines, cost, before, after });
}

/** The points price of a product on the shelf; refused when suspended or unpriced (R11). */
export function priceOnShelf(
	product: ShelfProduct,
	{ fenPerPoint }: Pick<RedemptionDraft, 'fenPerPoint'>,
): Result<Points, PriceRefusal> {
	const { id, name } = product;
	if (product.suspended) return refuse({ code: 'product_suspended', product: id, name });
	if (product.referencePriceFen <= 0) {
		return refuse({ code: 'product_unpriced', product: id, name });
	}
	return ok(priceInPoints(product.referencePriceFen, fenPerPoint));
}

function basketRefusal(lines: readonly BasketLine[]): RedemptionRefusal | undefined {
	if (lines.length === 0) return { code: 'basket_empty' };
	if (lines.length > linesMost) return { code: 'basket_too_long', most: linesMost };
	const seen = new Set<string>();
	for (const { product, quantity } of lines) {
		if (seen.has(product)) return { code: 'product_twice', product };
		seen.add(product);
		if (!Number.isInteger(quantity) || quantity < 1 || quantity > quantityMost) {
			return { code: 'quantity_invalid', product };
		}
	}
	return undefined;
}

function householdRefusal(draft: RedemptionDraft): RedemptionRefusal | undefined {
	if (draft.passbook === 'replaced') return { code: 'passbook_replaced' };
	if (draft.passbook === 'closed') return { code: 'passbook_closed' };
	if (draft.household === 'moved_out') return { code: 'household_moved_out' };
	if (draft.household === 'barred') return { code: 'household_barred' };
	if (!isOpenOn(draft.cycle, draft.day)) return { code: 'cycle_closed' };
	return undefined;
}

function shelfRefusal(
	line: BasketLine,
	product: ShelfProduct,
	pointsEach: Points,
	day: Day,
): RedemptionRefusal | undefined {
	const { id, name } = product;
	const left = onShelf(product.batches, day);
	const isStored = product.batches.some((batch) => batch.left > 0);
	if (left === 0 && isStored) return { code: 'product_expired', product: id, name };
	if (left < line.quantity) return { code: 'product_out_of_stock', product: id, name, left };
	if (line.pointsEach !== pointsEach) {
		return { code: 'price_changed', product: id, name, pointsEach };
	}
	return undefined;
}
