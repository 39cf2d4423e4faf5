import type { Day } from '#domain/day';
import { points } from '#domain/points';
import { ok, refuse, type Result } from '#domain/result';
import { reverseRedemption, type EnteredRedemption } from '#domain/reversal';
import { today } from './clock.ts';
import { badField, readBody, readId, readRequestKey, readText } from './fields.ts';
import { enterEntry, readAccount } from './ledger.ts';
import { redemptionFacts } from './redemption-facts.ts';
import type { Answer, Refusal } from './replies.ts';
import { onlyOnce } from './requests.ts';
import { insert, newId, row, rows, type Db } from './sql.ts';
import { noteAct } from './staff-acts.ts';
import { move } from './stock.ts';
import { inTx } from './tx.ts';
import { addVoucherAct } from './vouchers.ts';
import { requireVillageStaff, type Staff } from './who.ts';

/** A redemption as its reversal needs it. */
export interface ReversibleRedemption extends EnteredRedemption {
	readonly id: string;
	readonly number: string;
	readonly household: string;
	readonly account: string;
	readonly voucher: string;
	/** The ledger entry that spent its points. */
	readonly entry: string;
}

/**
 * POST /api/office/redemptions/{id}/reverse {requestKey, reason}: 冲正 (R28). The points go back to
 * the household, the goods into the batches they came from, and the voucher ends, in one
 * transaction. Refuses `redemption_reversed`, `reversal_too_late`, `cycle_closed`.
 */
export function enterReversal(e: core.RequestEvent): Answer {
	const body = readBody(e);
	const staff = requireVillageStaff(e, ['storekeeper'], body);
	if (!staff.ok) return staff;
	const { id: by, village } = staff.value;
	const key = readRequestKey(body['requestKey']);
	if (!key) return refuse(badField('requestKey'));
	const reason = readText(body['reason'], 200);
	if (!reason) return refuse(badField('reason'));
	const id = readId(e.request?.pathValue('id')) ?? '';
	const content = JSON.stringify([id, reason]);
	return inTx((tx) =>
		onlyOnce(tx, { village, key, route: 'reversals', content, askedBy: by }, () => {
			const redemption = reversibleRedemption(tx, id, village);
			if (!redemption) return refuse({ code: 'record_unknown' });
			return reverseNow(tx, redemption, { staff: staff.value, key, reason });
		}),
	);
}

/** A redemption of a village with what decides whether it may be reversed. */
export function reversibleRedemption(
	db: Db,
	id: string,
	village: string,
): ReversibleRedemption | undefined {
	const found = row<{
		id: string;
		number: string;
		household: string;
		account: string;
		voucher: string;
		entry: string;
		day: Day;
		cost: number;
		reversals: number;
		year: number;
		opensOn: Day;
		closesOn: Day;
		base: number;
	}>(
		db,
		{
			id: 'r.id',
			number: 'r.number',
			household: 'r.household',
			account: 'r.account',
			voucher: 'r.voucher',
			entry: 'e.id',
			day: 'r.day',
			cost: 'r.cost',
			reversals: '(SELECT COUNT(*) FROM reversals x WHERE x.redemption = r.id)',
			year: 'c.year',
			opensOn: 'c.opens_on',
			closesOn: 'c.closes_on',
			base: 'c.base',
		},
		`FROM redemptions r
		JOIN accounts a ON a.id = r.account
		JOIN cycles c ON c.id = a.cycle
		JOIN ledger_entries e ON e.redemption = r.id AND e.kind = 'redemption'
		WHERE r.id = {:id} AND r.village = {:village}`,
		{ id, village },
	);
	if (!found) return undefined;
	const { year, opensOn, closesOn, base, reversals, cost, ...rest } = found;
	const cycle = { year, opensOn, closesOn, base: points(base) };
	return { ...rest, cycle, cost: points(cost), reversed: reversals > 0 };
}

function reverseNow(
	tx: Db,
	redemption: ReversibleRedemption,
	{ staff, key, reason }: { staff: Staff; key: string; reason: string },
): Result<unknown, Refusal> {
	const day = today();
	const allowed = reverseRedemption(redemption, readAccount(tx, redemption.account), day);
	if (!allowed.ok) return allowed;
	const { id: by, village } = staff;
	const entered = enterEntry(tx, {
		village,
		household: redemption.household,
		account: redemption.account,
		kind: 'reversal',
		effect: allowed.value.effect,
		day,
		text: `冲正 小票 ${redemption.number}：${reason}`,
		redemption: redemption.id,
		reverses: redemption.entry,
		requestKey: key,
		enteredBy: by,
	});
	// A reversal spends nothing, so no guard can stop it: only a missing account could.
	if (!entered) throw new Error('The account of a redemption is gone');
	bringBack(tx, { village, redemption: redemption.id, day, reason, key, by });
	const { voucher } = redemption;
	const at = entered.enteredAt;
	addVoucherAct(tx, { village, voucher, act: 'return', redemption: redemption.id, by, at });
	insert(tx, 'reversals', {
		id: newId(at),
		village,
		redemption: redemption.id,
		entry: entered.id,
		reason,
		by,
		at,
	});
	const act = 'redemption_reversed';
	noteAct(tx, { id: by, village, act, subject: redemption.id, details: reason });
	return ok(redemptionFacts(tx, redemption.id));
}

/** Every piece into the batch that it was taken from, so that its last day stays its own. */
function bringBack(
	tx: Db,
	back: { village: string; redemption: string; day: Day; reason: string; key: string; by: string },
): void {
	const taken = rows<{ product: string; batch: string; expiresOn: Day | ''; quantity: number }>(
		tx,
		{ product: 'product', batch: 'batch', expiresOn: 'expires_on', quantity: 'quantity' },
		"FROM stock_movements WHERE redemption = {:redemption} AND kind = 'redemption' ORDER BY seq",
		{ redemption: back.redemption },
	);
	for (const [index, { product, batch, expiresOn, quantity }] of taken.entries()) {
		move(tx, {
			village: back.village,
			product,
			batch,
			expiresOn,
			kind: 'reversal',
			quantity: 0 - quantity,
			day: back.day,
			redemption: back.redemption,
			note: back.reason,
			requestKey: `${back.key}-${index + 1}`,
			by: back.by,
		});
	}
}
