/**
 * What crosses the border between the server and its clients. Plain JSON: no brands, points and fen
 * as whole numbers, days as text, instants in milliseconds since 1970 (UTC).
 */
import type { HouseholdStanding } from './household-standing.ts';
import type { EntryKind } from './ledger.ts';
import type { Section } from './stock.ts';

/** GET /api/shop/shelf: what the kiosk shows before anybody has come. */
export interface Shelf {
	readonly town: { readonly id: string; readonly name: string };
	readonly village: { readonly id: string; readonly name: string; readonly number: number };
	readonly device: { readonly id: string; readonly name: string };
	/** The server's day and instant; the kiosk's own clock is only shown. */
	readonly day: string;
	readonly at: number;
	readonly fenPerPoint: number;
	readonly receiptHead: string;
	/** 1 (Monday) to 7. */
	readonly openingDays: readonly number[];
	/** Who helps today, with a telephone number if the village gave one. */
	readonly helper: { readonly name: string; readonly phone: string };
	readonly cycle: { readonly year: number; readonly opensOn: string; readonly closesOn: string };
	readonly printer: PrinterState;
	readonly products: readonly ShelfItem[];
}

export interface ShelfItem {
	readonly id: string;
	readonly name: string;
	readonly english: string;
	readonly unit: string;
	readonly unitEnglish: string;
	readonly section: Section;
	/** A key of static/goods (rice) or the address of an uploaded picture (/api/files/...). */
	readonly picture: string;
	/** 0 when it cannot be redeemed now; `state` says why. */
	readonly pointsEach: number;
	readonly left: number;
	readonly state: 'on_shelf' | 'sold_out' | 'suspended' | 'unpriced' | 'expired';
	/** The day it first came in, for what is new today. */
	readonly newOn: string;
}

/**
 * unknown 未知, ready 正常, near_end 纸将尽, and what keeps a slip from coming out. disk_full is the
 * print agent's own disk: without a note on it nothing is printed.
 */
export type PrinterState =
	'unknown' | 'ready' | 'near_end' | 'paper_out' | 'cover_open' | 'error' | 'offline' | 'disk_full';

/** GET /api/shop/printer, GET /api/office/printer: how the printer is, and since when. */
export interface PrinterView {
	readonly printer: PrinterState;
	/** 0 when nothing was ever heard of it. */
	readonly since: number;
}

/** POST /api/shop/scan {code}: a passbook, a passbook number or a receipt. */
export type Scanned =
	| { readonly kind: 'household'; readonly household: HouseholdView }
	| { readonly kind: 'receipt'; readonly receipt: RedemptionFacts };

/** A household as its own kiosk session sees it. */
export interface HouseholdView {
	readonly id: string;
	/** The passbook that was shown; redemptions name it. */
	readonly passbook: string;
	/** Masked until the villager touches it. */
	readonly maskedName: string;
	readonly name: string;
	readonly code: string;
	readonly group: number;
	readonly number: number;
	readonly standing: HouseholdStanding;
	readonly figures: WireFigures;
	/** The passbook's lines, newest first. */
	readonly entries: readonly PassbookLine[];
	readonly at: number;
}

export interface WireFigures {
	readonly total: number;
	readonly base: number;
	readonly bonus: number;
	readonly redeemed: number;
	readonly held: number;
	readonly spendable: number;
	readonly missing: number;
}

export interface PassbookLine {
	readonly id: string;
	readonly day: string;
	readonly kind: EntryKind;
	readonly text: string;
	/** The text for who reads English; may be empty. */
	readonly english: string;
	/** What it changed, signed: the total, or what may be spent. */
	readonly points: number;
	readonly totalAfter: number;
	readonly spendableAfter: number;
}

/** POST /api/shop/redemptions */
export interface RedemptionRequest {
	/** Made by the kiosk before it sends, kept until it is answered, sent again with the same. */
	readonly requestKey: string;
	readonly passbook: string;
	readonly lines: readonly {
		readonly product: string;
		readonly quantity: number;
		readonly pointsEach: number;
	}[];
}

/** The answer to a redemption, and all that its receipt says. */
export interface RedemptionFacts {
	readonly id: string;
	/** 02-261123-0007 */
	readonly number: string;
	readonly code: string;
	readonly town: string;
	readonly village: string;
	readonly shop: string;
	readonly day: string;
	/** 14:05:09, the server's clock in Shanghai. */
	readonly clock: string;
	readonly maskedName: string;
	readonly householdCode: string;
	readonly lines: readonly {
		readonly name: string;
		readonly english: string;
		readonly unit: string;
		readonly quantity: number;
		readonly pointsEach: number;
		readonly points: number;
	}[];
	readonly cost: number;
	readonly spendableBefore: number;
	readonly spendableAfter: number;
	readonly total: number;
	readonly voucher: string;
	readonly chainCode: string;
	readonly reversed: boolean;
	/** The print job born in the same transaction. */
	readonly printJob: string;
}

/** GET /api/shop/print-jobs/{id}: what became of the slip. */
export interface PrintJobView {
	readonly id: string;
	readonly status: PrintJobStatus;
	readonly copy: number;
	readonly message: string;
}

/**
 * queued → claimed → sending → done | done_unconfirmed | uncertain; blocked (nothing was sent:
 * paper, cover, offline), failed (bad data), cancelled, expired.
 */
export type PrintJobStatus =
	| 'queued'
	| 'claimed'
	| 'sending'
	| 'done'
	| 'done_unconfirmed'
	| 'uncertain'
	| 'blocked'
	| 'failed'
	| 'cancelled'
	| 'expired';

/** POST /api/agent/jobs/take → 200 with a job, or 204. */
export interface PrintJob {
	readonly id: string;
	/** Kind, business id and copy: the same key never prints twice. */
	readonly key: string;
	readonly template: 'redemption' | 'test_page';
	/** 0 for the first print, 1 and more for a 补打. */
	readonly copy: number;
	readonly facts: RedemptionFacts | null;
	readonly attempt: number;
}

/** POST /api/agent/jobs/{id}/report */
export interface PrintReport {
	readonly status: PrintJobStatus;
	readonly attempt: number;
	readonly proof: 'none' | 'peer_eof' | 'fence' | 'process_id';
	readonly message: string;
}
