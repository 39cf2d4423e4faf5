import type { OpenCycle } from './cycles.ts';
import type { RedemptionRecord } from '#domain/redemption-record';
import type { VoucherAct } from '#domain/voucher';
import { now } from './clock.ts';
import { figure, insert, newId, type Db } from './sql.ts';

/**
 * Issues the voucher of a redemption and uses it at once: the office's standing authority in auto
 * mode (R27). It expires with its cycle.
 */
export function issueAndUse(tx: Db, redemption: RedemptionRecord & { cycle: OpenCycle }): void {
	const { village, voucher, household, cycle, cost, day } = redemption;
	insert(tx, 'vouchers', {
		id: voucher.id,
		village,
		number: voucher.number,
		household,
		cycle: cycle.id,
		points: cost,
		issued_on: day,
		expires_on: cycle.closesOn,
	});
	const by = redemption.device;
	addVoucherAct(tx, { village, voucher: voucher.id, act: 'issue', redemption: '', by });
	addVoucherAct(tx, { village, voucher: voucher.id, act: 'use', redemption: redemption.id, by });
}

/** Appends what happened to a voucher. */
export function addVoucherAct(
	tx: Db,
	act: { village: string; voucher: string; act: VoucherAct; redemption: string; by: string },
): void {
	const at = now();
	const tail = 'FROM voucher_acts WHERE voucher = {:voucher}';
	const position = 1 + figure(tx, 'COUNT(*)', tail, { voucher: act.voucher });
	insert(tx, 'voucher_acts', { ...act, id: newId(at), position, at });
}
