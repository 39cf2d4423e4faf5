/// <reference types="vite/client" />
import { describe, expect, test } from 'vitest';
import type { RedemptionRefusal } from '#domain/redemption';
import type { ReversalRefusal } from '#domain/reversal';
import type { ScanRefusal } from '#domain/passbook';
import type { VoucherRefusal } from '#domain/voucher';
import { tables } from './tables/all.ts';
import { outcomeOf } from './tables/calls.ts';

describe.each(tables)('$call', ({ call, cases }) => {
	test.each(cases)('$says', ({ given, expected }) => {
		expect(outcomeOf(call, given)).toEqual(expected);
	});
});

test('every function of the domain has its table', () => {
	const modules = import.meta.glob<Record<string, unknown>>('../../domain/*.ts', { eager: true });
	const functions = Object.values(modules).flatMap((module) =>
		Object.keys(module).filter((name) => typeof module[name] === 'function'),
	);
	const called = tables.map(({ call }) => call);
	expect(functions.length).toBeGreaterThan(40);
	expect(called.toSorted()).toEqual(functions.toSorted());
});

type RefusalCode = (RedemptionRefusal | ReversalRefusal | ScanRefusal | VoucherRefusal)['code'];

test('every way to say no is brought about by a row', () => {
	// A new code does not compile until it stands here, and does not pass until a row brings it about.
	const codes: Record<RefusalCode, true> = {
		basket_empty: true,
		basket_too_long: true,
		code_damaged: true,
		code_foreign: true,
		cycle_closed: true,
		household_barred: true,
		household_moved_out: true,
		passbook_closed: true,
		passbook_replaced: true,
		price_changed: true,
		product_expired: true,
		product_out_of_stock: true,
		product_suspended: true,
		product_twice: true,
		product_unknown: true,
		product_unpriced: true,
		quantity_invalid: true,
		redemption_reversed: true,
		reversal_too_late: true,
		spendable_too_low: true,
		total_below_base: true,
		voucher_not_issued: true,
		voucher_not_used: true,
	};
	const text = JSON.stringify(tables);
	for (const code of Object.keys(codes)) expect(text).toContain(`"refusal":{"code":"${code}"`);
});

test('the tables are plain JSON, so that goja can replay them', () => {
	expect(JSON.parse(JSON.stringify(tables))).toEqual(tables);
});
