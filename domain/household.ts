import { checkDigit, halfWidth } from './passbook.ts';

/**
 * living_here 在村, away 外出, returned 返乡: where a household lives, as the office decides (R13).
 * It decides rank, never spending: an away household keeps its account and may spend what it earned
 * (A.7 row 8).
 */
export type Residence = 'living_here' | 'away' | 'returned';
export const residences: readonly Residence[] = ['living_here', 'away', 'returned'];

/** 户码 for people: town letter, village, group, household, check digit, as 柏03-02-017-6 (B.2). */
export type HouseholdCode = string & { readonly __unit: 'household code' };

/** 户 by its place: the town's letter and three numbers; no two households share one (B.2). */
export interface HouseholdPlace {
	/** One character, the town's own. */
	readonly townLetter: string;
	/** 1 to 99. */
	readonly village: number;
	/** 1 to 99. */
	readonly group: number;
	/** 1 to 999, within the group. */
	readonly household: number;
}

/** 村民 of a household: the relation to its head. */
export type Relation = 'head' | 'spouse' | 'child' | 'parent' | 'other';
export const relations: readonly Relation[] = ['head', 'spouse', 'child', 'parent', 'other'];

/** The household code of a place (B.2). Throws when a part is out of range: that is a defect. */
export function householdCode(place: HouseholdPlace): HouseholdCode {
	const digits = digitsOf(place);
	const code = `${place.townLetter}${digits.slice(0, 2)}-${digits.slice(2, 4)}-${digits.slice(4)}`;
	return `${code}-${checkDigit(digits)}` as HouseholdCode;
}

/**
 * Reads a household code as typed: full-width digits, spaces and missing hyphens are forgiven.
 * Gives nothing when it is no code, its check digit is wrong, or a part of it is 0 (B.2).
 */
export function readHouseholdCode(text: string): HouseholdPlace | undefined {
	const plain = halfWidth(text).replace(/[\s-]/g, '');
	const match = /^(.)(\d{2})(\d{2})(\d{3})(\d)$/u.exec(plain);
	if (!match) return undefined;
	const [, townLetter = '', village = '', group = '', household = '', check = ''] = match;
	if (checkDigit(village + group + household) !== check) return undefined;
	const place = {
		townLetter,
		village: Number(village),
		group: Number(group),
		household: Number(household),
	};
	return place.village > 0 && place.group > 0 && place.household > 0 ? place : undefined;
}

/**
 * 张＊国: a name as it may stand in public (R4, E.1). The first and last characters stay, counted in
 * code points, so that rare characters of two UTF-16 units are never cut in half. Rosters write a
 * two-character name with a space inside (王　芳); the space is no character of the name.
 */
export function maskName(name: string): string {
	const characters = [...name.replace(/\s/g, '')];
	if (characters.length <= 1) return characters.length === 1 ? '＊' : '';
	if (characters.length === 2) return `${characters[0]}＊`;
	return `${characters[0]}＊${characters[characters.length - 1]}`;
}

function digitsOf({ townLetter, village, group, household }: HouseholdPlace): string {
	const inRange = (value: number, most: number) =>
		Number.isInteger(value) && value >= 1 && value <= most;
	if ([...townLetter].length !== 1) throw new Error('A town letter is one character');
	if (!inRange(village, 99) || !inRange(group, 99) || !inRange(household, 999)) {
		throw new Error(`No household code for ${village}-${group}-${household}`);
	}
	const pad = (value: number, width: number) => String(value).padStart(width, '0');
	return pad(village, 2) + pad(group, 2) + pad(household, 3);
}
