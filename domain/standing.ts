import type { Residence } from './household.ts';
import type { Points } from './points.ts';

/** What ranks: the total, never what is left of it after spending (R29, R31). */
export interface Ranked {
	readonly household: string;
	/** As `figuresOf` gives it, 0 at least. */
	readonly total: Points;
	readonly residence: Residence;
}

/**
 * The rank of every household that counts, by its total alone; equal totals share a rank, and the
 * next one leaves the gap (A.7 row 13). Only households living here are ranked (R13).
 */
export function rankByTotal(households: readonly Ranked[]): ReadonlyMap<string, number> {
	const ranked = households
		.filter((household) => household.residence === 'living_here')
		.sort((one, other) => other.total - one.total);
	const ranks = new Map<string, number>();
	let rank = 0;
	for (const [index, { household, total }] of ranked.entries()) {
		if (index === 0 || total !== ranked[index - 1]?.total) rank = index + 1;
		ranks.set(household, rank);
	}
	return ranks;
}
