/**
 * What crosses the border between the server and the back office about goods. Plain JSON: fen and
 * points as whole numbers, days as text, instants in milliseconds since 1970 (UTC).
 */
import type { MovementKind, Section } from './stock.ts';
import type { ShelfItem } from './wire.ts';

/** A product as the office sees it today. */
export interface OfficeProduct {
	readonly id: string;
	readonly name: string;
	readonly english: string;
	readonly unit: string;
	readonly unitEnglish: string;
	readonly section: Section;
	/** A key of the drawings that come along. */
	readonly picture: string;
	/** The address of the village's own photo; empty without one. */
	readonly photo: string;
	readonly barcode: string;
	readonly position: number;
	readonly version: number;
	/** 0 while nobody has set a price. */
	readonly referencePriceFen: number;
	readonly pointsEach: number;
	readonly state: ShelfItem['state'];
	readonly suspendedReason: string;
	/** What may still be handed out today, in the product's unit. */
	readonly onHand: number;
	/** What lies in the store past its last day. */
	readonly expired: number;
	/** The earliest last day of what is on hand; empty for goods that keep. */
	readonly firstLastDay: string;
	/** How much of what is on hand ends within the days that count as near. */
	readonly nearExpiry: number;
}

/** GET /api/office/products */
export interface ProductList {
	readonly day: string;
	readonly fenPerPoint: number;
	readonly products: readonly OfficeProduct[];
}

/** GET /api/office/products/{id} */
export interface ProductPage {
	readonly day: string;
	readonly fenPerPoint: number;
	readonly product: OfficeProduct;
	/** Every price there ever was, newest first (R9). */
	readonly prices: readonly ProductPrice[];
	/** What still holds something, what ends first on top. */
	readonly batches: readonly ProductBatch[];
	/** The last movements, newest first. */
	readonly movements: readonly ProductMovement[];
}

export interface ProductPrice {
	readonly id: string;
	readonly referencePriceFen: number;
	readonly source: string;
	readonly setBy: string;
	readonly at: number;
}

export interface ProductBatch {
	readonly id: string;
	readonly receivedOn: string;
	readonly expiresOn: string;
	readonly left: number;
}

export interface ProductMovement {
	readonly id: string;
	readonly day: string;
	readonly kind: MovementKind;
	/** Signed: what comes in is positive. */
	readonly quantity: number;
	readonly expiresOn: string;
	/** The number of the redemption it belongs to; empty without one. */
	readonly redemption: string;
	readonly note: string;
	/** Who entered it; empty when a kiosk did. */
	readonly by: string;
}
