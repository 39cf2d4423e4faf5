import type { Day } from './day.ts';
import { isWhole, points, type Points } from './points.ts';

/**
 * 积分流水: one line of a household's passbook. Entries are only ever appended; a mistake is
 * answered by its reversal. What an account shows is always the sum of its entries (R16).
 */
export interface LedgerEntry extends EntryEffect {
	readonly id: string;
	/** Counts from 1 without a gap within a village; the chain runs along it. */
	readonly seq: number;
	readonly village: string;
	readonly household: string;
	readonly account: string;
	readonly kind: EntryKind;
	readonly day: Day;
	/** Plain words, as they stand in the passbook. */
	readonly text: string;
	/** The rule it follows, as N02; empty when there is none. */
	readonly rule: string;
	/** The scoring category of the rule, as the rulebook names it; empty when there is none (R15). */
	readonly category: string;
	/** The redemption it belongs to; empty when there is none. */
	readonly redemption: string;
	/** The entry it answers when it is a reversal; empty otherwise. */
	readonly reverses: string;
	/** SHA-256 of the redemption's own row and lines, so that the chain proves them too. */
	readonly digest: string;
	/** Counts the lines of the household's passbook from 1. */
	readonly line: number;
	readonly totalAfter: Points;
	readonly spendableAfter: Points;
	readonly requestKey: string;
	/** Milliseconds since 1970, the server's clock. */
	readonly enteredAt: number;
	/** Who entered it: the id of a device or of a staff member. */
	readonly enteredBy: string;
}

/**
 * base 基础分, opening 期初, award 加分, deduction 扣分, bonus 经营者奖励, redemption 兑换,
 * reversal 冲正, clearing 清零.
 */
export type EntryKind =
	'base' | 'opening' | 'award' | 'deduction' | 'bonus' | 'redemption' | 'reversal' | 'clearing';

/** What an entry does to the four sums of an account, in points. */
export interface EntryEffect {
	/** T 总积分: ranks the household; spending never touches it (R25, R31). */
	readonly totalChange: Points;
	/** B: may be spent and does not rank (R10). */
	readonly bonusChange: Points;
	/** D 已兑换. */
	readonly redeemedChange: Points;
	/** H 兑换券占用. */
	readonly heldChange: Points;
}

/** The sums of an account's entries, and the base its cycle began with. */
export interface Account {
	readonly base: Points;
	/** Sum of all total changes; may lie below 0 although it is shown as 0 (R19). */
	readonly total: Points;
	readonly bonus: Points;
	readonly redeemed: Points;
	readonly held: Points;
}

/** What a household is shown: number, equation and bar all come from here. */
export interface Figures {
	readonly total: Points;
	readonly base: Points;
	readonly bonus: Points;
	readonly redeemed: Points;
	readonly held: Points;
	/** A = max(0, T + B - base - D - H). */
	readonly spendable: Points;
	/** What is missing before the first point can be spent again; 0 when nothing is. */
	readonly missing: Points;
}

const none = points(0);
export const noEffect: EntryEffect = {
	totalChange: none,
	bonusChange: none,
	redeemedChange: none,
	heldChange: none,
};

/** The figures of an account (R25): spendable is never negative, a shortfall stands on its own. */
export function figuresOf(account: Account): Figures {
	const total = Math.max(0, account.total);
	const left = total + account.bonus - account.base - account.redeemed - account.held;
	return {
		...account,
		total: points(total),
		spendable: points(Math.max(0, left)),
		missing: points(Math.max(0, -left)),
	};
}

/** An account that has no entries yet. */
export function emptyAccount(base: Points): Account {
	return { base, total: none, bonus: none, redeemed: none, held: none };
}

/** The account after an entry. Throws when spending would go below nothing: that is a defect. */
export function applyEffect(account: Account, effect: EntryEffect): Account {
	const after = {
		base: account.base,
		total: points(account.total + effect.totalChange),
		bonus: points(account.bonus + effect.bonusChange),
		redeemed: points(account.redeemed + effect.redeemedChange),
		held: points(account.held + effect.heldChange),
	};
	if (after.redeemed < 0 || after.held < 0 || after.bonus < 0) {
		throw new Error('An account would fall below nothing redeemed or held');
	}
	return after;
}

/** The account that a row of entries makes; the only truth about it. */
export function accountOf(base: Points, entries: readonly EntryEffect[]): Account {
	return entries.reduce(applyEffect, emptyAccount(base));
}

/** What an entry of a kind does; `amount` is signed for awards and deductions, positive else. */
export function effectOf(
	kind: Exclude<EntryKind, 'reversal' | 'clearing'>,
	amount: Points,
): EntryEffect {
	switch (kind) {
		case 'base':
		case 'opening':
		case 'award':
		case 'deduction':
			return { ...noEffect, totalChange: amount };
		case 'bonus':
			return { ...noEffect, bonusChange: amount };
		case 'redemption':
			return { ...noEffect, redeemedChange: amount };
	}
}

/** What answers an entry: the same sums with the sign turned (冲正). */
export function reversalEffect(effect: EntryEffect): EntryEffect {
	// 0 - x instead of -x: a negated 0 would be -0, which is no whole figure.
	return {
		totalChange: points(0 - effect.totalChange),
		bonusChange: points(0 - effect.bonusChange),
		redeemedChange: points(0 - effect.redeemedChange),
		heldChange: points(0 - effect.heldChange),
	};
}

/**
 * The text over which an entry's hash is made, together with the hash of the entry before it. The
 * order of the fields is fixed for ever: a receipt printed today must still prove its entry.
 */
export function canonicalEntry(entry: LedgerEntry, previousHash: string): string {
	return JSON.stringify([
		previousHash,
		entry.id,
		entry.seq,
		entry.village,
		entry.household,
		entry.account,
		entry.kind,
		entry.totalChange,
		entry.bonusChange,
		entry.redeemedChange,
		entry.heldChange,
		entry.day,
		entry.text,
		entry.rule,
		entry.category,
		entry.redemption,
		entry.reverses,
		entry.digest,
		entry.line,
		entry.totalAfter,
		entry.spendableAfter,
		entry.requestKey,
		entry.enteredAt,
		entry.enteredBy,
	]);
}

/** 校验码: the end of an entry's hash as it stands on the receipt, 8 characters. */
export function chainCode(hash: string): string {
	return hash.slice(0, 8).toUpperCase();
}

/** Whether `value` may be the points of one award or deduction. */
export function isEntryAmount(value: unknown): value is Points {
	return isWhole(value) && value !== 0 && Math.abs(value) <= 10_000;
}
