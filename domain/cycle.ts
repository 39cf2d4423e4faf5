import { addDays, yearOf, type Day } from './day.ts';
import { points, type Points } from './points.ts';

/** 周期: one scoring year of a town, from its first to its last day, both included (R18). */
export interface Cycle {
	/** The year it is named after, as 2026. */
	readonly year: number;
	readonly opensOn: Day;
	readonly closesOn: Day;
	/** 基础分: what every household starts with; never spendable (R17). */
	readonly base: Points;
}

/** The plan's base points (R17); a town may set its own with each cycle. */
export const basePoints: Points = points(100);

/** The calendar year that holds `day`, with the plan's base points (R18). */
export function cycleOf(day: Day): Cycle {
	const year = yearOf(day);
	return {
		year,
		opensOn: `${year}-01-01` as Day,
		closesOn: `${year}-12-31` as Day,
		base: basePoints,
	};
}

/** Whether redemptions of `day` belong to the cycle. */
export function isOpenOn(cycle: Cycle, day: Day): boolean {
	return cycle.opensOn <= day && day <= cycle.closesOn;
}

/** The day after which a new cycle begins. */
export function nextCycleOpensOn(cycle: Cycle): Day {
	return addDays(cycle.closesOn, 1);
}
