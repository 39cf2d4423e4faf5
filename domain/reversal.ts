import { isOpenOn, type Cycle } from './cycle.ts';
import { daysBetween, type Day } from './day.ts';
import {
	applyEffect,
	effectOf,
	figuresOf,
	reversalEffect,
	type Account,
	type EntryEffect,
	type Figures,
} from './ledger.ts';
import type { Points } from './points.ts';
import { ok, refuse, type Result } from './result.ts';

/** 兑换 that stands in the ledger, as far as its reversal looks at it. */
export interface EnteredRedemption {
	readonly day: Day;
	/** The cycle whose points paid for it. */
	readonly cycle: Cycle;
	readonly cost: Points;
	/** Whether a reversal has already answered it; it is answered once. */
	readonly reversed: boolean;
}

/** 冲正 that the rules allow: what its entry does, and the figures before and after it. */
export interface Reversal {
	readonly effect: EntryEffect;
	readonly before: Figures;
	readonly after: Figures;
}

/** Every way in which a reversal is refused, in the order in which they are asked. */
export type ReversalRefusal =
	| { readonly code: 'redemption_reversed' }
	| { readonly code: 'reversal_too_late'; readonly daysMost: number; readonly days: number }
	| { readonly code: 'cycle_closed' };

/** The plan's return window in days after the redemption (R28); a town may set its own. */
export const returnDaysMost = 7;

/**
 * May these goods come back today? Gives the household exactly the points they cost; the total
 * does not move, as it did not when they left (R28). Refused a second time, more than `daysMost`
 * days later, and outside the redemption's own cycle. Throws when the account never redeemed that
 * much: that is a defect.
 */
export function reverseRedemption(
	redemption: EnteredRedemption,
	account: Account,
	day: Day,
	daysMost = returnDaysMost,
): Result<Reversal, ReversalRefusal> {
	const days = daysBetween(redemption.day, day);
	if (redemption.reversed) return refuse({ code: 'redemption_reversed' });
	if (days > daysMost) return refuse({ code: 'reversal_too_late', daysMost, days });
	if (!isOpenOn(redemption.cycle, day)) return refuse({ code: 'cycle_closed' });

	const effect = reversalEffect(effectOf('redemption', redemption.cost));
	return ok({
		effect,
		before: figuresOf(account),
		after: figuresOf(applyEffect(account, effect)),
	});
}
