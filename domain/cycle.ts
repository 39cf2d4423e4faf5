import { addDays, dayFrom, yearOf, type Day } from './day.ts';
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
	const digits = day.slice(0, 4);
	return {
		year,
		opensOn: dayFrom(`${digits}-01-01`),
		closesOn: dayFrom(`${digits}-12-31`),
		base: basePoints,
	};
}

/** Whether redemptions of `day` belong to the cycle; its first and last day do (R18). */
export function isOpenOn(cycle: Cycle, day: Day): boolean {
	return cycle.opensOn <= day && day <= cycle.closesOn;
}

/** The first day of the cycle after this one (R18). */
export function nextCycleOpensOn(cycle: Cycle): Day {
	return addDays(cycle.closesOn, 1);
}
