import { cycleOf, type Cycle } from '#domain/cycle';
import type { Day } from '#domain/day';
import { effectOf } from '#domain/ledger';
import { points } from '#domain/points';
import { enterEntry } from './ledger.ts';
import { now, today } from './clock.ts';
import { insert, newId, row, type Db } from './sql.ts';
import { villageOf } from './villages.ts';

/** A cycle that has begun, with its id. */
export interface OpenCycle extends Cycle {
	readonly id: string;
}

/** The cycle of a town that holds `day`, if it has begun. */
export function cycleOn(db: Db, town: string, day: Day): OpenCycle | undefined {
	const found = row<CycleRow>(
		db,
		cycleColumns,
		'FROM cycles WHERE town = {:town} AND opens_on <= {:day} AND closes_on >= {:day}',
		{ town, day },
	);
	return found && cycleFrom(found);
}

/** Today's cycle in a village: the one that has begun, or the one that will with its first entry. */
export function presentCycle(db: Db, village: string): Cycle & { readonly id?: string } {
	const day = today();
	return cycleOn(db, villageOf(db, village).town.id, day) ?? cycleOf(day);
}

/** A cycle as columns of a query. */
export const cycleColumns = {
	id: 'id',
	year: 'year',
	opensOn: 'opens_on',
	closesOn: 'closes_on',
	base: 'base',
} as const;

/** A cycle from the row of those columns. */
export function cycleFrom(found: CycleRow): OpenCycle {
	return { ...found, base: points(found.base) };
}

/** A cycle as the database tells it. */
export interface CycleRow {
	readonly id: string;
	readonly year: number;
	readonly opensOn: Day;
	readonly closesOn: Day;
	readonly base: number;
}

/** The cycle of a town that holds `day`; begun now when it has not (R18). */
export function openCycle(tx: Db, town: string, day: Day): OpenCycle {
	const found = cycleOn(tx, town, day);
	if (found) return found;
	const cycle = { ...cycleOf(day), id: newId(now()) };
	insert(tx, 'cycles', {
		id: cycle.id,
		town,
		year: cycle.year,
		opens_on: cycle.opensOn,
		closes_on: cycle.closesOn,
		base: cycle.base,
	});
	return cycle;
}

/** The id of a household's account in a cycle, if it has one. */
export function accountIn(db: Db, household: string, cycle: string): string | undefined {
	return row<{ id: string }>(
		db,
		{ id: 'id' },
		'FROM accounts WHERE household = {:household} AND cycle = {:cycle}',
		{ household, cycle },
	)?.id;
}

/**
 * The id of a household's account in a cycle; opened now, with the one base entry, when it has none
 * (R17). Asking again changes nothing.
 */
export function openAccount(
	tx: Db,
	place: { village: string; household: string; cycle: OpenCycle; day: Day; by: string },
): string {
	const { village, household, cycle } = place;
	const found = accountIn(tx, household, cycle.id);
	if (found) return found;
	const account = newId(now());
	insert(tx, 'accounts', {
		id: account,
		village,
		household,
		cycle: cycle.id,
		base: cycle.base,
		total: 0,
		bonus: 0,
		redeemed: 0,
		held: 0,
	});
	enterEntry(tx, {
		village,
		household,
		account,
		kind: 'base',
		effect: effectOf('base', cycle.base),
		day: place.day > cycle.opensOn ? place.day : cycle.opensOn,
		text: `${cycle.year} 年基础分`,
		requestKey: `base-${cycle.year}-${household}`,
		enteredBy: place.by,
	});
	return account;
}
