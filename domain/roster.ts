import type { Relation, Residence } from './household.ts';
import { residences, relations } from './household.ts';
import { excerpt, isPlainText } from './plain-text.ts';
import { isWhole } from './points.ts';
import type { TableReason } from './table.ts';

/**
 * 花名册: households as a village has them on paper, one a row, on their way into the books. Nothing
 * is taken over before every row is right.
 */
export interface RosterRow {
	/** The row's number in the file, for people. */
	readonly row: number;
	readonly group: number;
	/** Within the group; 0 when the file leaves it to us. */
	readonly number: number;
	readonly head: string;
	/** Without the head, unless his year of birth is to be told. */
	readonly members: readonly RosterMember[];
	/** Empty when the file does not say. */
	readonly residence: Residence | '';
	/** The points of the paper ledger; nothing when the file does not say. */
	readonly total: number | null;
}

export interface RosterMember {
	readonly name: string;
	readonly relation: Relation;
	/** 0 when it is not known. */
	readonly birthYear: number;
}

/** What is wrong with a row; `text` is what stood there or whom it meets. */
export interface RosterFault {
	readonly row: number;
	readonly reason: RosterReason;
	readonly text: string;
}

export type RosterReason =
	| TableReason
	| 'group_unknown'
	| 'group_full'
	| 'number_wrong'
	| 'place_taken'
	| 'head_ambiguous'
	| 'household_moved_out'
	| 'residence_unknown'
	| 'total_not_whole'
	| 'total_negative'
	| 'total_too_big'
	| 'opening_differs'
	| 'row_twice'
	| 'members_unreadable'
	| 'relation_unknown'
	| 'birth_year_wrong'
	| NameFault;

export type NameFault = 'name_empty' | 'name_too_long' | 'name_private_use' | 'name_broken';

/** A household that the village knows already. */
export interface KnownHousehold {
	readonly id: string;
	readonly group: number;
	readonly number: number;
	readonly head: string;
	readonly hasMovedOut: boolean;
}

/** Where a row goes: to a household that is known, or to a new one with its number. */
export interface RosterStep {
	readonly row: RosterRow;
	/** Empty for a new household. */
	readonly household: string;
	readonly number: number;
}

/** The most characters of a name. */
export const nameMost = 30;
/** The highest number of a household within its group. */
const numberMost = 999;
/** The most points a paper ledger may bring along. */
export const openingMost = 10_000;

/**
 * Checks every row and says where it goes. Rows are matched by their place, or by the head within
 * the group when the number is missing; a place that another head holds is a fault, and so is a row
 * that comes twice. `year` is the present one.
 */
export function planRoster(
	rows: readonly RosterRow[],
	village: { readonly groups: readonly number[]; readonly households: readonly KnownHousehold[] },
	year: number,
): { readonly faults: readonly RosterFault[]; readonly steps: readonly RosterStep[] } {
	const faults: RosterFault[] = [];
	const steps: RosterStep[] = [];
	const seen = new Set<string>();
	const taken = new Map<number, number>();
	// A number that cannot be claims nothing: one slip of the pen would fill the group.
	const claim = (group: number, number: number) => {
		if (number <= numberMost) taken.set(group, Math.max(taken.get(group) ?? 0, number));
	};
	for (const { group, number } of [...village.households, ...rows]) claim(group, number);
	const matchOf = matchIn(village.households);

	for (const row of rows) {
		const wrong = (reason: RosterReason, text = ''): void => {
			faults.push({ row: row.row, reason, text: excerpt(text) });
		};
		for (const { reason, text } of faultsWithin(row, year)) wrong(reason, text);
		if (!village.groups.includes(row.group)) {
			wrong('group_unknown', String(row.group));
			continue;
		}
		const match = matchOf(row);
		if ('reason' in match) {
			wrong(match.reason, match.text);
			continue;
		}
		const places = [
			`head ${row.group} ${sameName(row.head)}`,
			...(row.number > 0 ? [`place ${row.group} ${row.number}`] : []),
		];
		// Two households of one name are told apart by their numbers alone.
		const [head = '', place = ''] = places;
		const isTwice = row.number > 0 ? seen.has(place) || seen.has(`bare ${head}`) : seen.has(head);
		if (isTwice) {
			wrong('row_twice', row.head);
			continue;
		}
		for (const each of places) seen.add(each);
		if (row.number === 0) seen.add(`bare ${head}`);
		const { known } = match;
		const number = known?.number ?? (row.number || (taken.get(row.group) ?? 0) + 1);
		if (row.number === 0 && number > numberMost) wrong('group_full', String(row.group));
		claim(row.group, number);
		steps.push({ row, household: known?.id ?? '', number });
	}
	return { faults, steps };
}

/**
 * What is wrong with a name, if anything: it is empty, longer than `nameMost` characters, holds a
 * character that cannot be seen or was cut in half, or a private-use one, which every computer draws
 * differently (E.5).
 */
export function nameFault(name: string): NameFault | undefined {
	const characters = [...name.trim()];
	if (characters.length === 0) return 'name_empty';
	if (characters.length > nameMost) return 'name_too_long';
	if (!isPlainText(name.trim())) return 'name_broken';
	return characters.some(isPrivate) ? 'name_private_use' : undefined;
}

/** A year of birth that can be: 0 for unknown, or within the last 130 years. */
export function isBirthYear(value: unknown, year: number): value is number {
	return isWhole(value) && (value === 0 || (value > year - 130 && value <= year));
}

function faultsWithin(row: RosterRow, year: number): { reason: RosterReason; text: string }[] {
	const faults: { reason: RosterReason; text: string }[] = [];
	const wrong = (reason: RosterReason | undefined, text: string): void => {
		if (reason) faults.push({ reason, text });
	};
	wrong(nameFault(row.head), row.head);
	if (!isWhole(row.number) || row.number < 0 || row.number > numberMost) {
		wrong('number_wrong', String(row.number));
	}
	if (row.residence !== '' && !residences.includes(row.residence)) {
		wrong('residence_unknown', String(row.residence));
	}
	wrong(totalFault(row.total), String(row.total));
	for (const member of row.members) {
		wrong(nameFault(member.name), member.name);
		const isHead = member.relation === 'head';
		if (
			!relations.includes(member.relation) ||
			(isHead && sameName(member.name) !== sameName(row.head))
		) {
			wrong('relation_unknown', member.name);
		}
		if (!isBirthYear(member.birthYear, year)) {
			wrong('birth_year_wrong', `${member.name} ${member.birthYear}`);
		}
	}
	return faults;
}

function totalFault(total: number | null): RosterReason | undefined {
	if (total === null) return undefined;
	if (!isWhole(total)) return 'total_not_whole';
	if (total < 0) return 'total_negative';
	return total > openingMost ? 'total_too_big' : undefined;
}

type Match = { known: KnownHousehold | undefined } | { reason: RosterReason; text: string };

// Found by key and not by looking through the village: a full roster asks a thousand times.
function matchIn(households: readonly KnownHousehold[]): (row: RosterRow) => Match {
	const atPlace = new Map<string, KnownHousehold>();
	const ofHead = new Map<string, KnownHousehold[]>();
	for (const known of households) {
		atPlace.set(`${known.group} ${known.number}`, known);
		const key = `${known.group} ${sameName(known.head)}`;
		ofHead.set(key, [...(ofHead.get(key) ?? []), known]);
	}
	return (row) => {
		if (row.number > 0) {
			const known = atPlace.get(`${row.group} ${row.number}`);
			const isOther = known && sameName(known.head) !== sameName(row.head);
			return isOther ? { reason: 'place_taken', text: known.head } : reachable(known);
		}
		const named = ofHead.get(`${row.group} ${sameName(row.head)}`) ?? [];
		if (named.length > 1) return { reason: 'head_ambiguous', text: row.head };
		return reachable(named[0]);
	};
}

function reachable(known: KnownHousehold | undefined): Match {
	if (known?.hasMovedOut) return { reason: 'household_moved_out', text: known.head };
	return { known };
}

/**
 * A name as it is compared with others: rosters write one of two characters with a space inside
 * (王　芳), or without.
 */
export function sameName(name: string): string {
	return name.replace(/\s/g, '');
}

function isPrivate(character: string): boolean {
	const code = character.codePointAt(0) ?? 0;
	return (code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000;
}
