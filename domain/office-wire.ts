/**
 * What crosses the border between the server and the back office. Plain JSON as in wire.ts: points
 * and fen as whole numbers, days as text, instants in milliseconds since 1970 (UTC).
 */
import type { Residence } from './household.ts';
import type { KeptStanding } from './household-standing.ts';
import type { RosterFault, RosterMember } from './roster.ts';
import type { PassbookLine, WireFigures } from './wire.ts';

export type StaffRole =
	'director' | 'recorder' | 'verifier' | 'storekeeper' | 'fund_keeper' | 'town_office';

/** GET /api/office/me: who is signed in, where, and what holds there today. */
export interface OfficeMe {
	readonly person: {
		readonly id: string;
		readonly name: string;
		readonly username: string;
		readonly roles: readonly StaffRole[];
		readonly isTownOffice: boolean;
	};
	readonly town: { readonly id: string; readonly name: string; readonly letter: string };
	/** Nothing while the town's office has not said which village it works for. */
	readonly village: OfficeVillage | null;
	/** Where this person may work: one village, or all of the town. */
	readonly villages: readonly OfficeVillage[];
	/** The server's day and instant. */
	readonly day: string;
	readonly at: number;
	readonly settings: OfficeSettings | null;
	readonly cycle: { readonly year: number; readonly opensOn: string; readonly closesOn: string };
	readonly counts: { readonly households: number; readonly withoutPassbook: number };
	readonly groups: readonly OfficeGroup[];
}

export interface OfficeVillage {
	readonly id: string;
	readonly name: string;
	readonly number: number;
}

/** 村民小组; its name is empty when it only has its number. */
export interface OfficeGroup {
	readonly id: string;
	readonly number: number;
	readonly name: string;
	readonly households: number;
}

/** Village settings as they hold from a day on. */
export interface OfficeSettings {
	readonly fromDay: string;
	readonly fenPerPoint: number;
	readonly receiptHead: string;
	/** 1 (Monday) to 7. */
	readonly openingDays: readonly number[];
	readonly helperName: string;
	readonly helperPhone: string;
}

/** 没有, 在用: whether a household can show a passbook. */
export type PassbookState = 'none' | 'open';

/** GET /api/office/households: a page of the village's households. */
export interface HouseholdList {
	readonly page: number;
	readonly perPage: number;
	/** How many fit the search and filters. */
	readonly total: number;
	readonly rows: readonly HouseholdRow[];
}

export interface HouseholdRow {
	readonly id: string;
	readonly code: string;
	readonly group: number;
	readonly number: number;
	readonly head: string;
	readonly villagers: number;
	readonly residence: Residence;
	readonly standing: KeptStanding;
	readonly total: number;
	readonly spendable: number;
	readonly redeemed: number;
	readonly missing: number;
	/** 0 for who is not ranked. */
	readonly rank: number;
	readonly passbook: PassbookState;
}

/** GET /api/office/households/{id} */
export interface HouseholdPage {
	readonly household: HouseholdRow & {
		readonly version: number;
		readonly enrolledOn: string;
		readonly movedOutOn: string;
		/** While it has moved out and may still spend: the last day, given a passbook; or empty (R13). */
		readonly redeemsUntil: string;
	};
	/** How many households are ranked. */
	readonly ranked: number;
	readonly year: number;
	readonly figures: WireFigures;
	readonly villagers: readonly RosterMember[];
	readonly passbooks: readonly OfficePassbook[];
	/** The entries of the year, newest first. */
	readonly entries: readonly OfficeEntry[];
	/** Every month of the year until today; base and opening are no month's work. */
	readonly months: readonly MonthSums[];
	readonly categories: readonly { readonly category: string; readonly points: number }[];
	readonly redemptions: readonly OfficeRedemption[];
}

export interface OfficePassbook {
	readonly id: string;
	readonly number: string;
	readonly status: 'open' | 'replaced' | 'closed';
	readonly reason: string;
	readonly openedAt: number;
	readonly openedBy: string;
	/** 0 while it is open. */
	readonly endedAt: number;
	readonly endedBy: string;
}

export interface OfficeEntry extends PassbookLine {
	readonly rule: string;
	readonly category: string;
	readonly enteredAt: number;
}

export interface MonthSums {
	/** 2026-11 */
	readonly month: string;
	readonly plus: number;
	/** 0 or less. */
	readonly minus: number;
	readonly spent: number;
}

export interface OfficeRedemption {
	readonly id: string;
	readonly number: string;
	readonly day: string;
	readonly cost: number;
	readonly goods: string;
	readonly goodsEnglish: string;
	readonly reversed: boolean;
}

/** POST /api/office/imports/households: what it would do, or did. */
export interface ImportOutcome {
	readonly added: number;
	readonly changed: number;
	readonly unchanged: number;
	/** How many opening totals were entered. */
	readonly openings: number;
	readonly faults: readonly RosterFault[];
}

/** GET /api/office/passbooks: a household with its open passbook. */
export interface PassbookRow {
	/** The household's. */
	readonly id: string;
	readonly code: string;
	readonly head: string;
	readonly group: number;
	/** In two groups of four; empty while there is none. */
	readonly number: string;
	/** 0 while there is none. */
	readonly openedAt: number;
}

/** POST /api/office/passbooks/cards: what is printed on a household's card. */
export interface PassbookCard {
	readonly household: string;
	readonly householdCode: string;
	readonly head: string;
	readonly group: number;
	/** What the QR code says. */
	readonly code: string;
	readonly number: string;
	readonly openedAt: number;
}

/** GET /api/office/settings: what holds today, what is to come, and all there ever was. */
export interface SettingsHistory {
	/** Sent along with new settings, so that who has not seen the latest is told. */
	readonly version: number;
	readonly current: OfficeSettings;
	readonly history: readonly (OfficeSettings & {
		readonly id: string;
		readonly setBy: string;
		readonly at: number;
	})[];
}

/** GET /api/office/staff */
export interface StaffMember {
	readonly id: string;
	readonly name: string;
	readonly username: string;
	readonly roles: readonly StaffRole[];
	readonly active: boolean;
}
