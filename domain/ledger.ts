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
	/** The same for who reads English; empty when nobody has put it into English. */
	readonly english: string;
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
	/** A = T + B - base - D - H, or 0 while anything is missing. */
	readonly spendable: Points;
	/** The points to be earned before spending begins again; 0 when nothing is missing. */
	readonly missing: Points;
}

const none = points(0);
export const noEffect: EntryEffect = {
	totalChange: none,
	bonusChange: none,
	redeemedChange: none,
	heldChange: none,
};

/**
 * The figures of an account in points (R25): spendable is never negative, a shortfall stands on its
 * own, and never both. A total below the base allows nothing, whatever bonus there is (A.7 row 2).
 * The total is shown as 0 at least (R19), but what is missing counts from the sum of the entries:
 * a household is told how much it must really earn.
 */
export function figuresOf(account: Account): Figures {
	const { base, total, bonus, redeemed, held } = account;
	const missing = missingFor(account, none);
	return {
		total: points(Math.max(0, total)),
		base,
		bonus,
		redeemed,
		held,
		spendable: points(missing > 0 ? 0 : leftOf(account)),
		missing,
	};
}

/**
 * The points a household must still earn before it may spend `cost` points; 0 when it may now. For
 * a cost of 0 it is what must be made up before spending begins again.
 */
export function missingFor(account: Account, cost: Points): Points {
	return points(Math.max(0, account.base - account.total, cost - leftOf(account)));
}

/** The account whose figures these are, also where its total lies below the 0 that is shown. */
export function accountBehind(figures: Figures): Account {
	const { base, total, bonus, redeemed, held, missing } = figures;
	const shown = { base, total, bonus, redeemed, held };
	const belowZero = missing - missingFor(shown, none);
	return { ...shown, total: points(total - belowZero) };
}

function leftOf({ base, total, bonus, redeemed, held }: Account): number {
	return total + bonus - base - redeemed - held;
}

/** An account that has no entries yet; its base is entered as the first of them (R17). */
export function emptyAccount(base: Points): Account {
	return { base, total: none, bonus: none, redeemed: none, held: none };
}

/**
 * The account after an entry. Throws when less than nothing would be redeemed, held or bonus: that
 * is a defect. The total alone may fall below 0 (R19).
 */
export function applyEffect(account: Account, effect: EntryEffect): Account {
	return sound(added(account, effect));
}

/**
 * The account that entries make, in whatever order they are read; the only truth about it (R16).
 * Throws as `applyEffect` does.
 */
export function accountOf(base: Points, entries: readonly EntryEffect[]): Account {
	return sound(entries.reduce(added, emptyAccount(base)));
}

/**
 * What an entry of a kind does, in points. Awards are positive, deductions negative, an opening
 * either; base, bonus and redemption are 0 or more. Throws on a wrong sign: that is a defect.
 */
export function effectOf(
	kind: Exclude<EntryKind, 'reversal' | 'clearing'>,
	amount: Points,
): EntryEffect {
	if (!isSignOf(kind, amount)) throw new Error(`Not the sign of ${kind}: ${amount}`);
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

/** 冲正: what answers an entry, the same changes with the sign turned (R16, R28). */
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
		entry.english,
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

/** 校验码: the first 8 characters of an entry's hash, in capitals, as they stand on the receipt. */
export function chainCode(hash: string): string {
	return hash.slice(0, 8).toUpperCase();
}

/** Whether `value` may be the points of one award or deduction: whole, not 0, at most 10,000. */
export function isEntryAmount(value: unknown): value is Points {
	return isWhole(value) && value !== 0 && Math.abs(value) <= 10_000;
}

function added(account: Account, effect: EntryEffect): Account {
	return {
		base: account.base,
		total: points(account.total + effect.totalChange),
		bonus: points(account.bonus + effect.bonusChange),
		redeemed: points(account.redeemed + effect.redeemedChange),
		held: points(account.held + effect.heldChange),
	};
}

function sound(account: Account): Account {
	if (account.redeemed < 0 || account.held < 0 || account.bonus < 0) {
		throw new Error('An account would fall below nothing redeemed, held or bonus');
	}
	return account;
}

function isSignOf(kind: EntryKind, amount: Points): boolean {
	switch (kind) {
		case 'award':
			return amount > 0;
		case 'deduction':
			return amount < 0;
		case 'opening':
		case 'reversal':
		case 'clearing':
			return true;
		case 'base':
		case 'bonus':
		case 'redemption':
			return amount >= 0;
	}
}
