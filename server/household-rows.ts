import type { Day } from '#domain/day';
import { householdCode, type Residence } from '#domain/household';
import type { KeptStanding } from '#domain/household-standing';
import type { KnownHousehold, RosterMember } from '#domain/roster';
import { now } from './clock.ts';
import { openAccount, type OpenCycle } from './cycles.ts';
import { execute, figure, insert, newId, row, rows, type Db } from './sql.ts';
import type { Village } from './villages.ts';

/** A household as its own row has it. */
export interface KeptHousehold {
	readonly id: string;
	readonly code: string;
	readonly group: number;
	readonly number: number;
	readonly head: string;
	readonly residence: Residence;
	readonly standing: KeptStanding;
	readonly enrolledOn: string;
	/** Empty while it is here. */
	readonly movedOutOn: Day | '';
	readonly version: number;
}

/** What the office says of a household. */
export interface HouseholdWords {
	readonly head: string;
	/** The head too where his year of birth is known. */
	readonly members: readonly RosterMember[];
	readonly residence: Residence;
}

/** A household of a village by its id, if it has one. */
export function findHousehold(
	db: Db,
	village: string,
	id: string | undefined,
): KeptHousehold | undefined {
	return row<KeptHousehold>(
		db,
		{
			id: 'id',
			code: 'code',
			group: 'group_number',
			number: 'number',
			head: 'head_name',
			residence: 'residence',
			standing: 'standing',
			enrolledOn: 'enrolled_on',
			movedOutOn: 'moved_out_on',
			version: 'version',
		},
		'FROM households WHERE id = {:id} AND village = {:village}',
		{ id: id ?? '', village },
	);
}

/** Every household of a village, as a roster is matched with it. */
export function knownHouseholds(db: Db, village: string): KnownHousehold[] {
	return rows<Omit<KnownHousehold, 'hasMovedOut'> & { standing: KeptStanding }>(
		db,
		{ id: 'id', group: 'group_number', number: 'number', head: 'head_name', standing: 'standing' },
		'FROM households WHERE village = {:village}',
		{ village },
	).map(({ standing, ...known }) => ({ ...known, hasMovedOut: standing === 'moved_out' }));
}

/** The id of a village's group, if it has one of this number. */
export function groupIn(db: Db, village: string, number: number): string | undefined {
	return row<{ id: string }>(
		db,
		{ id: 'id' },
		'FROM groups WHERE village = {:village} AND number = {:number}',
		{ village, number },
	)?.id;
}

/** The first household number of a group that was never given out; numbers are not used twice. */
export function nextNumber(db: Db, village: string, group: number): number {
	const tail = 'FROM households WHERE village = {:village} AND group_number = {:group}';
	return 1 + figure(db, 'COALESCE(MAX(number), 0)', tail, { village, group });
}

/** Writes a new household with its villagers and its account of the cycle (R13, R17). */
export function addHousehold(
	tx: Db,
	place: {
		village: Village;
		group: { id: string; number: number };
		number: number;
		cycle: OpenCycle;
		day: Day;
		by: string;
	},
	words: HouseholdWords,
): { id: string; code: string; account: string } {
	const { village, group, number, day } = place;
	const id = newId(now());
	const code = householdCode({
		townLetter: village.town.letter,
		village: village.number,
		group: group.number,
		household: number,
	});
	insert(tx, 'households', {
		id,
		village: village.id,
		group: group.id,
		group_number: group.number,
		number,
		code,
		head_name: words.head,
		residence: words.residence,
		standing: 'good',
		enrolled_on: day,
		moved_out_on: '',
		version: 1,
	});
	writeVillagers(tx, village.id, id, words);
	const account = openAccount(tx, {
		village: village.id,
		household: id,
		cycle: place.cycle,
		day,
		by: place.by,
	});
	return { id, code, account };
}

/** Writes who lives in a household, in place of what was written; the head comes first. */
export function writeVillagers(
	tx: Db,
	village: string,
	household: string,
	{ head, members }: Pick<HouseholdWords, 'head' | 'members'>,
): void {
	execute(tx, 'DELETE FROM villagers WHERE household = {:household}', { household });
	for (const [position, each] of withHead(head, members).entries()) {
		insert(tx, 'villagers', {
			id: newId(now()),
			village,
			household,
			position,
			name: each.name,
			relation: each.relation,
			birth_year: each.birthYear,
		});
	}
}

/** Who lives in a household, the head first. */
export function villagersOf(db: Db, household: string): RosterMember[] {
	return rows<RosterMember>(
		db,
		{ name: 'name', relation: 'relation', birthYear: 'birth_year' },
		'FROM villagers WHERE household = {:household} ORDER BY position',
		{ household },
	);
}

/** The members with the head before them, once. */
export function withHead(head: string, members: readonly RosterMember[]): RosterMember[] {
	const told = members.find(({ relation }) => relation === 'head');
	const others = members.filter(({ relation }) => relation !== 'head');
	return [{ name: head, relation: 'head', birthYear: told?.birthYear ?? 0 }, ...others];
}
