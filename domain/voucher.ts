import type { Day } from './day.ts';
import { ok, refuse, type Result } from './result.ts';
import { points, type Points } from './points.ts';

/**
 * 兑换券: the office's paper for points to be redeemed (R27). In auto mode the checkout itself
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

export type VoucherRefusal = {
	readonly code: 'voucher_not_issued';
	readonly status: VoucherStatus;
};

/** 券02-2026-000123: the voucher's number, counted within a village and cycle. */
export function voucherNumber(village: number, year: number, count: number): string {
	return `Q${String(village).padStart(2, '0')}-${year}-${String(count).padStart(6, '0')}`;
}

/** The voucher after an act; only an issued one can be used, voided or lapse. */
export function actOnVoucher(
	voucher: Voucher,
	act: Exclude<VoucherAct, 'issue'>,
): Result<Voucher, VoucherRefusal> {
	const from: VoucherStatus = act === 'return' ? 'used' : 'issued';
	if (voucher.status !== from) {
		return refuse({ code: 'voucher_not_issued', status: voucher.status });
	}
	return ok({ ...voucher, status: statusAfter(act) });
}

/** The points that vouchers hold: issued and not yet used, void or lapsed (H). */
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
