import type { Day } from './day.ts';
import { noEffect, type EntryEffect } from './ledger.ts';
import { points, type Points } from './points.ts';
import { ok, refuse, type Result } from './result.ts';

/**
 * 兑换券: the office's paper for points to be redeemed (R27). In auto mode the redemption itself
 * issues and uses one under the office's standing authority, so H is held and released at once.
 */
export interface Voucher {
	readonly number: string;
	readonly household: string;
	readonly points: Points;
	readonly issuedOn: Day;
	/** The last day of its cycle. */
	readonly expiresOn: Day;
	readonly status: VoucherStatus;
}

export type VoucherStatus = 'issued' | 'used' | 'void' | 'lapsed';
export type VoucherAct = 'issue' | 'use' | 'void' | 'lapse' | 'return';

export type VoucherRefusal =
	| { readonly code: 'voucher_not_issued'; readonly status: VoucherStatus }
	/** Only a used voucher can be returned. */
	| { readonly code: 'voucher_not_used'; readonly status: VoucherStatus };

/** 券号 Q02-2026-000123: the voucher's number, counted within a village and cycle (R27). */
export function voucherNumber(village: number, year: number, count: number): string {
	return `Q${String(village).padStart(2, '0')}-${year}-${String(count).padStart(6, '0')}`;
}

/**
 * The voucher after an act (R27). Only an issued one can be used, voided or lapse; only a used one
 * can be returned, when its redemption is reversed.
 */
export function actOnVoucher(
	voucher: Voucher,
	act: Exclude<VoucherAct, 'issue'>,
): Result<Voucher, VoucherRefusal> {
	const { status } = voucher;
	if (act === 'return') {
		if (status !== 'used') return refuse({ code: 'voucher_not_used', status });
	} else if (status !== 'issued') {
		return refuse({ code: 'voucher_not_issued', status });
	}
	return ok({ ...voucher, status: statusAfter(act) });
}

/**
 * What an act does to the account of the voucher's household, in points (R27). Issuing holds them,
 * using turns held into redeemed, all else gives them back; so A + H + D never changes. Throws on a
 * voucher of no points.
 */
export function voucherEffect(act: VoucherAct, amount: Points): EntryEffect {
	if (amount <= 0) throw new Error(`No voucher holds ${amount} points`);
	const back = points(0 - amount);
	switch (act) {
		case 'issue':
			return { ...noEffect, heldChange: amount };
		case 'use':
			return { ...noEffect, heldChange: back, redeemedChange: amount };
		case 'void':
		case 'lapse':
			return { ...noEffect, heldChange: back };
		case 'return':
			return { ...noEffect, redeemedChange: back };
	}
}

/** The points that vouchers hold: issued and not yet used, void or lapsed (H, R27). */
export function heldBy(vouchers: readonly Voucher[]): Points {
	return points(
		vouchers
			.filter((voucher) => voucher.status === 'issued')
			.reduce((sum, voucher) => sum + voucher.points, 0),
	);
}

function statusAfter(act: Exclude<VoucherAct, 'issue'>): VoucherStatus {
	switch (act) {
		case 'use':
			return 'used';
		// A reversed redemption takes its voucher along: the points go back to the passbook.
		case 'return':
		case 'void':
			return 'void';
		case 'lapse':
			return 'lapsed';
	}
}
