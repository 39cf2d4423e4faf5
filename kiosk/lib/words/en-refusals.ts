import type { RefusalDetails } from '../refusal.ts';
import type { RefusalSayings } from './saying.ts';

/** Every no in plain English; a code without a sentence does not compile. */
export const enRefusals: RefusalSayings = {
	basket_empty: () => ({ what: 'The basket is empty', next: 'Tap a picture to choose.' }),
	basket_too_long: ({ most }) => ({
		what: `At most ${most} different goods at once`,
		next: 'Choose fewer now and the rest next time.',
	}),
	product_twice: () => ({ what: 'One thing is listed twice', next: 'Please choose again.' }),
	quantity_invalid: () => ({
		what: 'The number is not right',
		next: 'Go back and change the number.',
	}),
	passbook_replaced: () => ({
		what: 'This passbook was replaced',
		next: 'Please use the new one, or ask the manager.',
	}),
	passbook_closed: () => ({
		what: 'This passbook is closed',
		next: 'Please ask the village office.',
	}),
	household_moved_out: () => ({
		what: 'This household has moved out',
		next: 'Please ask the village office.',
	}),
	household_barred: () => ({
		what: 'This household cannot redeem in this cycle',
		next: 'Please ask the village office.',
	}),
	cycle_closed: () => ({
		what: 'Redeeming is closed today',
		next: 'Please ask the manager when it opens.',
	}),
	product_unknown: () => ({
		what: 'One thing is no longer on the shelf',
		next: 'Please choose again.',
	}),
	product_suspended: ({ name }) => ({
		what: `${name || 'This'} is paused`,
		next: 'Choose something else, or come back in a few days.',
	}),
	product_unpriced: ({ name }) => ({
		what: `${name || 'This'} has no points price yet`,
		next: 'Choose something else for now.',
	}),
	product_expired: ({ name }) => ({
		what: `${name || 'This'} is past its date`,
		next: 'Choose something else and tell the manager.',
	}),
	product_out_of_stock: ({ name, left }) => ({
		what: left > 0 ? `${name || 'This'}: only ${left} left` : `${name || 'This'} is all gone`,
		next: left > 0 ? 'Please take fewer.' : 'Choose something else, or come back in a few days.',
	}),
	price_changed: ({ name, pointsEach }) => ({
		what: `${name || 'This'} now costs ${pointsEach} points`,
		next: 'The price has just changed, please look once more.',
	}),
	total_below_base: (shortfall) => ({
		what: `${shortfall.missing} points short`,
		next: howToMakeUp(shortfall),
	}),
	spendable_too_low: (shortfall) => ({
		what: `${shortfall.missing} points short`,
		next:
			shortfall.makeUpFirst > 0
				? howToMakeUp(shortfall)
				: 'Take one thing fewer, or something cheaper.',
	}),
	code_foreign: () => ({
		what: 'This is not a passbook code',
		next: 'Show the square code on the passbook cover.',
	}),
	code_damaged: () => ({
		what: 'The code could not be read',
		next: 'Wipe it, lay it flat, or key in the 8 digits.',
	}),
	passbook_unknown: () => ({
		what: 'This passbook was not found',
		next: 'Scan again, or key in the digits again.',
	}),
	passbook_other_village: () => ({
		what: 'This passbook is from another village',
		next: 'Please use the shop of your own village.',
	}),
	receipt_unknown: () => ({
		what: 'This receipt was not found',
		next: 'Scan again; if it stays so, show it to the manager.',
	}),
	receipt_other_village: () => ({
		what: 'This receipt is from another village',
		next: 'Please ask at the shop of your own village.',
	}),
	scan_locked: ({ seconds }) => ({
		what: 'Several wrong tries, a short rest',
		next: seconds > 0 ? `Please wait ${seconds} seconds.` : 'Please wait a moment.',
	}),
	request_conflict: () => ({
		what: 'This does not match what came before',
		next: 'Call the manager, then scan the passbook again.',
	}),
	request_invalid: () => ({
		what: 'What was sent is not right',
		next: 'Scan the passbook again and start over.',
	}),
	redemption_unknown: () => ({
		what: 'This redemption was not found',
		next: 'The manager can look it up in the office.',
	}),
	reprint_limit: ({ most }) => ({
		what: `This slip was printed again ${most} times`,
		next: 'For one more, ask the village office.',
	}),
	print_job_unknown: () => ({
		what: 'This slip was not found',
		next: 'The manager can print it again in the office.',
	}),
	device_unknown: () => ({
		what: 'The server does not know this kiosk',
		next: 'The manager has to pair it again.',
	}),
	device_revoked: () => ({
		what: 'This kiosk was switched off',
		next: 'The manager has to pair it again.',
	}),
	pairing_code_wrong: () => ({
		what: 'The pairing code is wrong',
		next: 'Compare it with the office and key it in again.',
	}),
	pairing_code_expired: () => ({
		what: 'The pairing code has expired',
		next: 'Ask the office for a new one.',
	}),
	other: () => ({ what: 'This did not work', next: 'Please call the manager.' }),
};

function howToMakeUp({ missing, makeUpFirst }: RefusalDetails): string {
	const more = missing - makeUpFirst;
	return more > 0
		? `First make up ${makeUpFirst}, then earn ${more} more, and it is yours.`
		: `Make up ${makeUpFirst}, and it is yours.`;
}
