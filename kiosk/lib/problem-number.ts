import type { Problem } from './problem.ts';
import type { RefusalCode } from './refusal.ts';
import type { TroubleCause } from './shop.ts';

/**
 * The number in small print under what the screen explains, to be read out on the telephone;
 * docs/operations.md says what it stands for. A number is never given to something else.
 */
export function problemNumber(problem: Problem): number {
	switch (problem.kind) {
		case 'refusal':
			return refusalNumbers[problem.refusal.code];
		case 'trouble':
			return troubleNumbers[problem.cause];
		default:
			return kioskNumbers[problem.kind];
	}
}

/** By hundreds: 1 the basket and its goods, 2 passbook, household and slip, 3 the points, 4 the kiosk. */
export const refusalNumbers: Readonly<Record<RefusalCode, number>> = {
	basket_empty: 101,
	basket_too_long: 102,
	product_twice: 103,
	quantity_invalid: 104,
	product_unknown: 111,
	product_suspended: 112,
	product_unpriced: 113,
	product_expired: 114,
	product_out_of_stock: 115,
	price_changed: 116,
	passbook_replaced: 201,
	passbook_closed: 202,
	passbook_unknown: 203,
	passbook_other_village: 204,
	code_foreign: 205,
	code_damaged: 206,
	scan_locked: 207,
	household_moved_out: 211,
	household_barred: 212,
	cycle_closed: 213,
	receipt_unknown: 221,
	receipt_other_village: 222,
	redemption_unknown: 223,
	print_job_unknown: 224,
	reprint_limit: 225,
	total_below_base: 301,
	spendable_too_low: 302,
	device_unknown: 401,
	device_revoked: 402,
	pairing_code_wrong: 403,
	pairing_code_expired: 404,
	request_conflict: 411,
	request_invalid: 412,
	other: 499,
};

/** 5: the world between kiosk and server. */
export const troubleNumbers: Readonly<Record<TroubleCause, number>> = {
	no_network: 501,
	no_answer_in_time: 502,
	server_failed: 503,
	unreadable: 504,
	too_many_requests: 505,
	number_needs_line: 506,
	storage_full: 511,
	storage_failed: 512,
};

/** 6: the kiosk itself. */
export const kioskNumbers: Readonly<Record<'disk' | 'finish_first' | 'defect', number>> = {
	disk: 601,
	finish_first: 602,
	defect: 603,
};
