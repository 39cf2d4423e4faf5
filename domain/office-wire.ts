/**
 * What crosses the border between the server and the back office. Plain JSON as in wire.ts: points
 * and fen as whole numbers, days as text, instants in milliseconds since 1970 (UTC).
 */

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
