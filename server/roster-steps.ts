import { yearOf, type Day } from '#domain/day';
import type { Residence } from '#domain/household';
import type { ImportOutcome } from '#domain/office-wire';
import { planRoster, type RosterFault, type RosterMember, type RosterRow } from '#domain/roster';
import { cycleOn } from './cycles.ts';
import { knownHouseholds, withHead } from './household-rows.ts';
import { groupsOf } from './office-me.ts';
import { rows, type Db } from './sql.ts';
import type { Village } from './villages.ts';

/** What a row of a roster comes to: everything about it is settled before anything is written. */
export interface SettledStep {
	readonly row: RosterRow;
	/** Empty for a new household. */
	readonly household: string;
	readonly group: { readonly id: string; readonly number: number };
	readonly number: number;
	readonly head: string;
	readonly members: readonly RosterMember[];
	readonly residence: Residence;
	/** Whether it says something of a known household that the books do not. */
	readonly isChanged: boolean;
	/** The total that an opening entry has yet to bring about; nothing when there is none to enter. */
	readonly opening: number | null;
}

/**
 * What a roster would do to a village on a day, by reading alone: the preview shows it, the import
 * carries it out. With faults nothing may be carried out.
 */
export function settleRoster(
	db: Db,
	roster: readonly RosterRow[],
	village: Village,
	day: Day,
): { readonly steps: readonly SettledStep[]; readonly outcome: ImportOutcome } {
	const groups = groupsOf(db, village.id);
	const plan = planRoster(
		roster,
		{ groups: groups.map(({ number }) => number), households: knownHouseholds(db, village.id) },
		yearOf(day),
	);
	const faults: RosterFault[] = [...plan.faults];
	if (faults.length > 0) return { steps: [], outcome: outcomeOf([], faults) };
	const kept = keptIn(db, village, day);
	const steps = plan.steps.map(({ row, household, number }): SettledStep => {
		const group = groups.find((each) => each.number === row.group);
		if (!group) throw new Error(`No group ${row.group}`);
		const known = kept(household);
		if (known?.opening !== undefined && row.total !== null && known.opening !== row.total) {
			faults.push({ row: row.row, reason: 'opening_differs', text: String(row.total) });
		}
		return {
			row,
			household,
			group,
			number,
			...(known ? broughtUpToDate(row, known) : joining(row)),
			opening: known?.opening === undefined ? row.total : null,
		};
	});
	return { steps, outcome: outcomeOf(steps, faults) };
}

/** A household as the books have it; `opening` is what an opening entry of the cycle made its total. */
interface Kept {
	readonly head: string;
	readonly residence: Residence;
	readonly villagers: readonly RosterMember[];
	readonly opening: number | undefined;
}

function joining({ head, members, residence }: RosterRow) {
	return { head, members, residence: residence || 'living_here', isChanged: true } as const;
}

// What the file leaves empty stays as it is: it takes nobody out of a household.
function broughtUpToDate(row: RosterRow, { head, residence: before, villagers }: Kept) {
	const residence = row.residence || before;
	const members = row.members.length > 0 ? keepYear(row.members, villagers) : villagers;
	const isChanged =
		residence !== before || JSON.stringify(withHead(head, members)) !== JSON.stringify(villagers);
	return { head, members, residence, isChanged };
}

function keepYear(members: readonly RosterMember[], before: readonly RosterMember[]) {
	const head = before.find(({ relation }) => relation === 'head');
	const isTold = members.some(({ relation }) => relation === 'head');
	return isTold || !head ? members : [head, ...members];
}

function outcomeOf(steps: readonly SettledStep[], faults: readonly RosterFault[]): ImportOutcome {
	const isNew = ({ household }: SettledStep) => household === '';
	const opens = ({ opening }: SettledStep) => opening !== null;
	const known = steps.filter((step) => !isNew(step));
	const changed = known.filter((step) => step.isChanged || opens(step)).length;
	return {
		added: steps.length - known.length,
		changed,
		unchanged: known.length - changed,
		openings: steps.filter(opens).length,
		faults,
	};
}

// Three questions for the whole village: one a household would be a thousand for a full roster.
function keptIn(db: Db, village: Village, day: Day): (household: string) => Kept | undefined {
	const values = { village: village.id };
	const households = rows<{ id: string; head: string; residence: Residence }>(
		db,
		{ id: 'id', head: 'head_name', residence: 'residence' },
		'FROM households WHERE village = {:village}',
		values,
	);
	const villagers = new Map<string, RosterMember[]>();
	for (const { household, ...member } of rows<RosterMember & { household: string }>(
		db,
		{ household: 'h.id', name: 'v.name', relation: 'v.relation', birthYear: 'v.birth_year' },
		`FROM households h JOIN villagers v ON v.household = h.id
		WHERE h.village = {:village} ORDER BY v.household, v.position`,
		values,
	)) {
		const others = villagers.get(household);
		if (others) others.push(member);
		else villagers.set(household, [member]);
	}
	const openings = new Map(
		rows<{ household: string; total: number }>(
			db,
			{ household: 'e.household', total: 'e.total_after' },
			`FROM accounts a JOIN ledger_entries e ON e.account = a.id AND e.kind = 'opening'
			WHERE a.village = {:village} AND a.cycle = {:cycle}`,
			{ ...values, cycle: cycleOn(db, village.town.id, day)?.id ?? '' },
		).map(({ household, total }) => [household, total]),
	);
	const kept = new Map(
		households.map(({ id, head, residence }): [string, Kept] => [
			id,
			{ head, residence, villagers: villagers.get(id) ?? [], opening: openings.get(id) },
		]),
	);
	return (household) => kept.get(household);
}
