import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cycleOf } from '#domain/cycle';
import { addDays, dayFrom } from '#domain/day';
import { applyEffect, effectOf, figuresOf, type Account } from '#domain/ledger';
import { fen, points, priceInPoints } from '#domain/points';
import { redeem, type RedemptionDraft } from '#domain/redemption';
import { returnDaysMost, reverseRedemption } from '#domain/reversal';
import { onShelf, takeFromBatches, type Batch } from '#domain/stock';
import { actOnVoucher, heldBy, voucherEffect, type Voucher } from '#domain/voucher';

const today = dayFrom('2026-11-23');
const cycle = cycleOf(today);
const whole = (min: number, max: number) => fc.integer({ min, max });
const rate = whole(1, 500).map(fen);
const price = whole(1, 20_000).map(fen);

const account = fc
	.record({ total: whole(-50, 900), redeemed: whole(0, 200), bonus: whole(0, 50) })
	.map(({ total, redeemed, bonus }): Account => ({
		base: points(100),
		total: points(total),
		bonus: points(bonus),
		redeemed: points(redeemed),
		held: points(0),
	}));

const draft = fc
	.record({ account, price, rate, quantity: whole(1, 5), left: whole(0, 9) })
	.map(({ account, price, rate, quantity, left }): RedemptionDraft => {
		const batches = [{ id: 'b1', expiresOn: '' as const, left, seq: 1 }];
		const pointsEach = priceInPoints(price, rate);
		return {
			day: today,
			cycle,
			passbook: 'open',
			household: 'good',
			account,
			fenPerPoint: rate,
			lines: [{ product: 'p1', quantity, pointsEach }],
			products: new Map([
				[
					'p1',
					{
						id: 'p1',
						name: '香皂',
						unit: '块',
						referencePriceFen: price,
						suspended: false,
						batches,
					},
				],
			]),
		};
	});

describe('prices', () => {
	test('a point never buys more than the rate, and no point is asked too many', () => {
		fc.assert(
			fc.property(price, rate, (priceFen, fenPerPoint) => {
				const cost = priceInPoints(priceFen, fenPerPoint);
				expect(cost * fenPerPoint).toBeGreaterThanOrEqual(priceFen);
				expect((cost - 1) * fenPerPoint).toBeLessThan(priceFen);
			}),
		);
	});
});

describe('redemptions', () => {
	test('one that is allowed was affordable, and takes exactly its cost', () => {
		fc.assert(
			fc.property(draft, (asked) => {
				const redemption = redeem(asked);
				fc.pre(redemption.ok);
				const { lines, cost, before, after } = redemption.value;
				expect(cost).toBe(lines.reduce((sum, line) => sum + line.quantity * line.pointsEach, 0));
				expect(asked.account.total).toBeGreaterThanOrEqual(asked.account.base);
				expect(after.spendable).toBe(before.spendable - cost);
				expect(after.total).toBe(before.total);
				expect(after.missing).toBe(0);
			}),
		);
	});

	test('one that is refused for points is allowed once what is missing was earned', () => {
		fc.assert(
			fc.property(draft, (asked) => {
				const redemption = redeem(asked);
				fc.pre(!redemption.ok && 'missing' in redemption.refusal);
				if (redemption.ok || !('missing' in redemption.refusal)) return;
				const earn = (count: number) =>
					count === 0
						? asked.account
						: applyEffect(asked.account, effectOf('award', points(count)));
				const { missing } = redemption.refusal;
				expect(redeem({ ...asked, account: earn(missing) }).ok).toBe(true);
				expect(redeem({ ...asked, account: earn(missing - 1) }).ok).toBe(false);
			}),
		);
	});

	test('redeem and reverse leave the account as it was', () => {
		fc.assert(
			fc.property(draft, whole(0, returnDaysMost), (asked, days) => {
				const redemption = redeem(asked);
				fc.pre(redemption.ok);
				const { cost } = redemption.value;
				const spent = applyEffect(asked.account, effectOf('redemption', cost));
				const entered = { day: today, cycle, cost, reversed: false };
				const reversal = reverseRedemption(entered, spent, addDays(today, days));
				if (!reversal.ok) throw new Error(reversal.refusal.code);
				expect(applyEffect(spent, reversal.value.effect)).toEqual(asked.account);
				expect(reversal.value.before).toEqual(redemption.value.after);
				expect(reversal.value.after).toEqual(redemption.value.before);
			}),
		);
	});

	test('the same redemption is never reversed twice', () => {
		fc.assert(
			fc.property(account, whole(0, 400), (spent, days) => {
				const entered = { day: today, cycle, cost: points(1), reversed: true };
				const reversal = reverseRedemption(entered, spent, addDays(today, days));
				expect(reversal).toEqual({ ok: false, refusal: { code: 'redemption_reversed' } });
			}),
		);
	});
});

describe('vouchers', () => {
	const act = fc.record({
		voucher: fc.nat({ max: 3 }),
		act: fc.constantFrom('use' as const, 'void' as const, 'lapse' as const, 'return' as const),
	});

	test('A + H + D never changes, use leaves H + D, and H is what issued vouchers hold', () => {
		const four = fc.array(whole(1, 50), { minLength: 4, maxLength: 4 });
		fc.assert(
			fc.property(four, fc.array(act, { maxLength: 20 }), (amounts, acts) => {
				let account: Account = {
					base: points(100),
					total: points(400),
					bonus: points(0),
					redeemed: points(7),
					held: points(0),
				};
				const sum = () => {
					const { spendable, held, redeemed } = figuresOf(account);
					return spendable + held + redeemed;
				};
				const sumBefore = sum();
				const vouchers: Voucher[] = amounts.map((amount, no) => {
					account = applyEffect(account, voucherEffect('issue', points(amount)));
					return {
						number: `${no}`,
						household: 'h17',
						points: points(amount),
						issuedOn: today,
						expiresOn: cycle.closesOn,
						status: 'issued',
					};
				});
				for (const { voucher: no, act } of acts) {
					const voucher = vouchers[no];
					if (!voucher) continue;
					const after = actOnVoucher(voucher, act);
					if (!after.ok) continue;
					vouchers[no] = after.value;
					const bound = account.held + account.redeemed;
					account = applyEffect(account, voucherEffect(act, voucher.points));
					const released = act === 'use' ? 0 : voucher.points;
					expect(account.held + account.redeemed).toBe(bound - released);
				}
				expect(sum()).toBe(sumBefore);
				expect(account.held).toBe(heldBy(vouchers));
			}),
		);
	});

	test('issue and use at once is the same as a redemption', () => {
		fc.assert(
			fc.property(account, whole(1, 100).map(points), (before, cost) => {
				const held = applyEffect(before, voucherEffect('issue', cost));
				const used = applyEffect(held, voucherEffect('use', cost));
				expect(used).toEqual(applyEffect(before, effectOf('redemption', cost)));
			}),
		);
	});
});

describe('the shelf', () => {
	const batch = fc.record({ days: fc.option(whole(-3, 9)), left: whole(-2, 9) });
	const batches = fc.array(batch, { maxLength: 6 }).map((rows): readonly Batch[] =>
		rows.map(({ days, left }, seq) => ({
			id: `${seq}`,
			expiresOn: days === null ? '' : addDays(today, days),
			left,
			seq,
		})),
	);

	test('no batch gives more than it has, the expired never, and what goes first goes whole', () => {
		fc.assert(
			fc.property(batches, whole(0, 30), (shelf, quantity) => {
				const takes = takeFromBatches(shelf, quantity, today);
				const given = takes.reduce((sum, take) => sum + take.quantity, 0);
				expect(given).toBe(Math.min(quantity, onShelf(shelf, today)));
				const takenOf = (id: string) => takes.find((take) => take.batch === id)?.quantity ?? 0;
				const lastDay = ({ expiresOn }: Batch) => expiresOn || '9999-12-31';
				for (const one of shelf) {
					expect(takenOf(one.id)).toBeLessThanOrEqual(Math.max(0, one.left));
					if (lastDay(one) < today) expect(takenOf(one.id)).toBe(0);
					for (const other of shelf) {
						const before =
							lastDay(one) < lastDay(other) ||
							(lastDay(one) === lastDay(other) && one.seq < other.seq);
						if (!before || lastDay(one) < today || takenOf(other.id) === 0) continue;
						expect(takenOf(one.id)).toBe(Math.max(0, one.left));
					}
				}
			}),
		);
	});

	test('no batch is named twice, and the order of the list does not matter', () => {
		fc.assert(
			fc.property(batches, whole(0, 30), (shelf, quantity) => {
				const takes = takeFromBatches(shelf, quantity, today);
				expect(new Set(takes.map(({ batch }) => batch)).size).toBe(takes.length);
				expect(takeFromBatches(shelf.toReversed(), quantity, today)).toEqual(takes);
			}),
		);
	});
});
