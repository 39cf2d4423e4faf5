/**
 * 副本: what a kiosk keeps of its own village so that a passbook can still be shown its last known
 * figures while the line is down (R25, R28). As little as will do: masked names, and no code, only a
 * mark by which the one in hand can be recognised. Of the numbers not even a mark: there are ten
 * million, and whoever has the salt has tried them all within seconds.
 */
import type { HouseholdView, WireFigures } from './wire.ts';

/** GET /api/shop/copy */
export interface VillageCopy {
	/** When it was made, by the server's clock: milliseconds since 1970. */
	readonly at: number;
	/** The key of the marks; another one in every copy. */
	readonly salt: string;
	readonly households: readonly CopiedHousehold[];
}

/** A household that may redeem in this village, with its open passbook. */
export interface CopiedHousehold {
	/** HMAC-SHA-256 of the passbook's code under the salt, in hexadecimal. */
	readonly codeMark: string;
	readonly id: string;
	readonly passbook: string;
	readonly maskedName: string;
	readonly code: string;
	readonly group: number;
	readonly number: number;
	readonly standing: HouseholdView['standing'];
	readonly figures: WireFigures;
}

/**
 * A copied household as the screens show one: its name stays masked and its record empty. `at` is
 * the age of the figures, milliseconds since 1970.
 */
export function viewOfCopy(copied: CopiedHousehold, at: number): HouseholdView {
	const { codeMark: _, ...household } = copied;
	return { ...household, name: household.maskedName, entries: [], at };
}
