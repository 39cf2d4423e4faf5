import type { Saying } from './zh-refusals.ts';
import type { zhShopRefusals } from './zh-shop-refusals.ts';

/** English: why the server said no about redemptions, slips and devices. */
export const enShopRefusals: Readonly<Record<keyof typeof zhShopRefusals, Saying>> = {
	redemption_reversed: () => 'This receipt is reversed already',
	reversal_too_late: ({ days, daysMost }) =>
		`${String(days)} days have passed; after ${String(daysMost)} days it cannot be reversed`,
	cycle_closed: () => 'This redemption belongs to the cycle before and cannot be reversed',
	redemption_unknown: () => 'There is no such receipt',
	reprint_limit: ({ most }) =>
		`The kiosk reprints a slip ${String(most)} times at most. Please ask the office`,
	print_job_unknown: () => 'There is no such slip',
	print_agent_missing: () => 'No print agent is paired yet. Please add one first',
	pairing_code_wrong: () => 'The pairing code is wrong. Please look again',
	pairing_code_expired: () => 'The pairing code has expired. Please ask for a new one',
};
