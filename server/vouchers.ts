import type { OpenCycle } from './cycles.ts';
import type { RedemptionRecord } from '#domain/redemption-record';
import type { VoucherAct } from '#domain/voucher';
import { figure, insert, insertAll, newId, type Db } from './sql.ts';

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
	const { id, device: by, at } = redemption;
	const act = (done: VoucherAct, redemption: string, position: number) => ({
		id: newId(at),
		village,
		voucher: voucher.id,
		act: done,
		redemption,
		by,
		at,
		position,
	});
	insertAll(tx, 'voucher_acts', [act('issue', '', 1), act('use', id, 2)]);
}

/** Appends what happened to a voucher, at the instant that the ledger or redemption says. */
export function addVoucherAct(
	tx: Db,
	act: {
		village: string;
		voucher: string;
		act: VoucherAct;
		redemption: string;
		by: string;
		at: number;
	},
): void {
	const tail = 'FROM voucher_acts WHERE voucher = {:voucher}';
	const position = 1 + figure(tx, 'COUNT(*)', tail, { voucher: act.voucher });
	insert(tx, 'voucher_acts', { ...act, id: newId(act.at), position });
}
