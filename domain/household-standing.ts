import { isOpenOn, type Cycle } from './cycle.ts';
import type { Day } from './day.ts';

/** good 正常, moved_out 已迁出, barred 本周期暂停: as a household's own row says (R13, R20). */
export type KeptStanding = 'good' | 'moved_out' | 'barred';

/** The same at the till. leaving 迁出未满: it has moved out, and may spend what it has left (R13). */
export type HouseholdStanding = KeptStanding | 'leaving';

/**
 * How a household stands at the till in a cycle: who moves out keeps what lies above the base until
 * the cycle ends in which it left (R13). `movedOutOn` is empty for who is here.
 */
export function standingIn(
	cycle: Cycle,
	{ standing, movedOutOn }: { readonly standing: KeptStanding; readonly movedOutOn: Day | '' },
): HouseholdStanding {
	if (standing !== 'moved_out' || movedOutOn === '') return standing;
	return isOpenOn(cycle, movedOutOn) ? 'leaving' : 'moved_out';
}

/** Whether a household may redeem at all. */
export function mayRedeem(standing: HouseholdStanding): boolean {
	return standing === 'good' || standing === 'leaving';
}
