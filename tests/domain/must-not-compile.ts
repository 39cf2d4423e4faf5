/** What the types of the domain refuse. The compiler reads this; nothing runs it. */
import { basePoints } from '#domain/cycle';
import { addDays, dayFrom } from '#domain/day';
import { effectOf, type Account, type EntryKind, type LedgerEntry } from '#domain/ledger';
import { groupedNumber, makeReceiptCode, type PassbookCode } from '#domain/passbook';
import { fen, points, priceInPoints, type Fen, type Points } from '#domain/points';
import type { Redemption, RedemptionRefusal } from '#domain/redemption';
import { refuse, type Result } from '#domain/result';
import type { ReversalRefusal } from '#domain/reversal';
import { rankByTotal } from '#domain/standing';
import { actOnVoucher, voucherEffect, type Voucher } from '#domain/voucher';

declare const account: Account;
declare const entry: LedgerEntry;
declare const voucher: Voucher;
declare const redemption: Result<Redemption, RedemptionRefusal>;
declare const reversalRefusal: ReversalRefusal;

// @ts-expect-error — a bare number is no points until points() has looked at it.
export const bareNumber: Points = 20;
// @ts-expect-error — money is no points.
export const moneyAsPoints: Points = fen(3200);
// @ts-expect-error — points are no money.
export const pointsAsMoney: Fen = points(20);
// @ts-expect-error — the price comes first, in fen, and points are no price.
priceInPoints(points(32), fen(100));
// @ts-expect-error — a sum of points is a bare number until points() has looked at it.
export const sumOfPoints: Points = points(1) + points(2);

// @ts-expect-error — a text is no day until dayFrom() or isDay() has looked at it.
addDays('2026-11-23', 1);
// @ts-expect-error — a receipt is no passbook.
export const receiptAsPassbook: PassbookCode = makeReceiptCode([]);
// @ts-expect-error — any text is no passbook number.
groupedNumber('12345671');

// @ts-expect-error — entries are appended, never changed.
entry.totalChange = points(0);
// @ts-expect-error — sums change by entries alone.
account.total = points(500);
// @ts-expect-error — a reversal has no amount of its own: it turns the entry it answers.
effectOf('reversal', points(20));
// @ts-expect-error — there is no such kind of entry.
export const unknownKind: EntryKind = 'transaction';

// @ts-expect-error — rank counts the total; what may be spent is not asked for.
rankByTotal([{ household: 'h17', spendable: points(20), residence: 'living_here' }]);
// @ts-expect-error — a voucher is issued once, when it is made.
actOnVoucher(voucher, 'issue');
// @ts-expect-error — nobody lends vouchers.
voucherEffect('lend', points(20));

// @ts-expect-error — a yes must be told from a no before its value is read.
export const unread = redemption.value;
// @ts-expect-error — a refusal needs a code.
refuse({ missing: 3 });
// @ts-expect-error — a redemption is reversed or not; it is never refused for its points.
export const foreignCode: 'spendable_too_low' = reversalRefusal.code;

/** Every code is answered; leave one out and this no longer compiles. */
export function sayReversalRefusal(refusal: ReversalRefusal): string {
	switch (refusal.code) {
		case 'redemption_reversed':
			return `${addDays(dayFrom('2026-11-23'), 0)} ${basePoints}`;
		case 'reversal_too_late':
			return `${refusal.days} > ${refusal.daysMost}`;
		case 'cycle_closed':
			return 'closed';
	}
}
