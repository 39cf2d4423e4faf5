import type { Day } from '#domain/day';
import {
	applyEffect,
	canonicalEntry,
	figuresOf,
	type Account,
	type EntryEffect,
	type EntryKind,
	type LedgerEntry,
} from '#domain/ledger';
import { points } from '#domain/points';
import { chainHeadsQuestion, headIn, moveChainHead, type ChainHead } from './chain.ts';
import { now } from './clock.ts';
import { ask, execute, insert, newId, together, type Db, type Question } from './sql.ts';

/** What is to be entered; place in the chain, passbook line and figures after are added here. */
export interface NewEntry {
	readonly village: string;
	readonly household: string;
	readonly account: string;
	readonly kind: EntryKind;
	readonly effect: EntryEffect;
	readonly day: Day;
	readonly text: string;
	readonly english?: string;
	readonly rule?: string;
	readonly category?: string;
	readonly redemption?: string;
	readonly reverses?: string;
	readonly digest?: string;
	readonly requestKey: string;
	/** The instant that `day` was read from, milliseconds since 1970; without it the present one. */
	readonly enteredAt?: number;
	readonly enteredBy: string;
}

export interface EnteredEntry {
	readonly id: string;
	readonly seq: number;
	readonly hash: string;
	readonly account: Account;
	/** Milliseconds since 1970. */
	readonly enteredAt: number;
}

/** What the next entry follows: the ends of the village's chain and of the passbook, the sums. */
export interface EntryPlace {
	readonly head: ChainHead;
	readonly lastLine: number;
	readonly sums: Account;
}

/**
 * Appends an entry and moves its account, both or neither (R16). What spends is guarded: when the
 * account no longer holds enough, nothing happens and nothing is returned. `known` is its place when
 * that was read in this transaction and nothing was entered since.
 */
export function enterEntry(tx: Db, entry: NewEntry, known?: EntryPlace): EnteredEntry | undefined {
	const { effect, village, household } = entry;
	const spends = effect.redeemedChange + effect.heldChange > 0;
	const guard = spends
		? ' AND total >= base AND total + bonus - base - redeemed - held >= {:redeemed} + {:held}'
		: '';
	const { head, lastLine, sums } = known ?? placeOf(tx, entry);
	const moved = execute(
		tx,
		`UPDATE accounts SET total = total + {:total}, bonus = bonus + {:bonus},
		redeemed = redeemed + {:redeemed}, held = held + {:held}
		WHERE id = {:account} AND village = {:village} AND household = {:household}${guard}`,
		{
			total: effect.totalChange,
			bonus: effect.bonusChange,
			redeemed: effect.redeemedChange,
			held: effect.heldChange,
			account: entry.account,
			village,
			household,
		},
	);
	if (moved !== 1) return undefined;
	const account = applyEffect(sums, effect);
	const figures = figuresOf(account);
	const { enteredAt = now() } = entry;
	const row: LedgerEntry = {
		...effect,
		id: newId(enteredAt),
		seq: head.seq + 1,
		village,
		household,
		account: entry.account,
		kind: entry.kind,
		day: entry.day,
		text: entry.text,
		english: entry.english ?? '',
		rule: entry.rule ?? '',
		category: entry.category ?? '',
		redemption: entry.redemption ?? '',
		reverses: entry.reverses ?? '',
		digest: entry.digest ?? '',
		line: lastLine + 1,
		totalAfter: figures.total,
		spendableAfter: figures.spendable,
		requestKey: entry.requestKey,
		enteredAt,
		enteredBy: entry.enteredBy,
	};
	const hash = $security.sha256(canonicalEntry(row, head.hash));
	insertEntry(tx, row, hash);
	moveChainHead(tx, village, 'ledger', head, { seq: row.seq, hash });
	return { id: row.id, seq: row.seq, hash, account, enteredAt };
}

/** The sums of an account. Throws when there is no such account. */
export function readAccount(db: Db, id: string): Account {
	return sumsOf(id, ask(db, sumsQuestion, { account: id })[0]);
}

function sumsOf(id: string, sums: Record<keyof Account, number> | undefined): Account {
	if (!sums) throw new Error(`No account ${id}`);
	return accountFrom(sums);
}

/** The sums of an account as columns of a query. */
export const accountColumns = {
	base: 'base',
	total: 'total',
	bonus: 'bonus',
	redeemed: 'redeemed',
	held: 'held',
} as const;

/** An account from the figures of those columns. */
export function accountFrom(sums: Readonly<Record<keyof Account, number>>): Account {
	return {
		base: points(sums.base),
		total: points(sums.total),
		bonus: points(sums.bonus),
		redeemed: points(sums.redeemed),
		held: points(sums.held),
	};
}

const sumsQuestion: Question<Record<keyof Account, number>> = {
	columns: accountColumns,
	tail: 'FROM accounts WHERE id = {:account}',
};
const askPlace = together({
	heads: chainHeadsQuestion,
	line: {
		columns: { last: 'COALESCE(MAX(line), 0)' },
		tail: 'FROM ledger_entries WHERE household = {:household}',
	} as Question<{ last: number }>,
	sums: sumsQuestion,
});

function placeOf(tx: Db, { village, household, account }: NewEntry): EntryPlace {
	const { heads, line, sums } = askPlace(tx, { village, household, account });
	return {
		head: headIn(heads, 'ledger'),
		lastLine: line[0]?.last ?? 0,
		sums: sumsOf(account, sums[0]),
	};
}

function insertEntry(tx: Db, entry: LedgerEntry, hash: string): void {
	insert(tx, 'ledger_entries', {
		id: entry.id,
		village: entry.village,
		seq: entry.seq,
		household: entry.household,
		account: entry.account,
		kind: entry.kind,
		total_change: entry.totalChange,
		bonus_change: entry.bonusChange,
		redeemed_change: entry.redeemedChange,
		held_change: entry.heldChange,
		day: entry.day,
		text: entry.text,
		english: entry.english,
		rule: entry.rule,
		category: entry.category,
		redemption: entry.redemption,
		reverses: entry.reverses,
		digest: entry.digest,
		line: entry.line,
		total_after: entry.totalAfter,
		spendable_after: entry.spendableAfter,
		request_key: entry.requestKey,
		entered_at: entry.enteredAt,
		entered_by: entry.enteredBy,
		hash,
	});
}
