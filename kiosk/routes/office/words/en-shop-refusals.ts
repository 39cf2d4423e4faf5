import type { Saying } from './zh-refusals.ts';
import type { zhShopRefusals } from './zh-shop-refusals.ts';

/** English: why the server said no about redemptions and slips. */
export const enShopRefusals: Readonly<Record<keyof typeof zhShopRefusals, Saying>> = {
	redemption_reversed: () => 'This receipt is reversed already',
	reversal_too_late: ({ days, daysMost }) =>
		`${String(days)} days have passed; after ${String(daysMost)} days it cannot be reversed`,
	cycle_closed: () => 'This redemption belongs to the cycle before and cannot be reversed',
	print_job_unknown: () => 'There is no such slip',
	print_agent_missing: () => 'No print agent is paired yet. Please add one first',
};
