import type { DatabaseSync } from 'node:sqlite';
import { applyEffect, canonicalEntry, emptyAccount, figuresOf } from '#domain/ledger';
import type { Account, LedgerEntry } from '#domain/ledger';
import { points } from '#domain/points';
import { walkChain } from './chain.ts';
import { text, whole, type Fit, type Row } from './rows.ts';

/** An account as its entries make it. */
export interface WalkedAccount {
	readonly account: Account;
	readonly village: string;
	readonly household: string;
	readonly firstDay: string;
	readonly lastDay: string;
	/** The last entry that moved it. */
	readonly entry: string;
}

/**
 * Walks the ledger of a village: its chain, passbook lines, reversals, figures after each entry.
 * Adds the accounts that its entries make to `accounts`; counts the entries.
 */
export function verifyEntries(
	database: DatabaseSync,
	village: string,
	accounts: Map<string, WalkedAccount>,
): number {
	const lines = new Map<string, number>();
	const entries = new Map<string, LedgerEntry>();
	return walkChain(database, {
		village,
		name: 'ledger',
		table: 'ledger_entries',
		read: entryFrom,
		canonical: canonicalEntry,
		visit: (entry, fit) => {
			const line = (lines.get(entry.household) ?? 0) + 1;
			fit(entry.line === line, () => `passbook line ${line} says ${entry.line}`);
			accounts.set(entry.account, moved(accounts.get(entry.account), entry, fit));
			if (entry.kind === 'reversal') verifyReversal(entry, entries.get(entry.reverses), fit);
			lines.set(entry.household, line);
			entries.set(entry.id, entry);
		},
	});
}

function moved(before: WalkedAccount | undefined, entry: LedgerEntry, fit: Fit): WalkedAccount {
	const { household, village, day } = entry;
	fit((before === undefined) === (entry.kind === 'base'), () => {
		return before ? 'its account has a base entry already' : 'its account has no base entry';
	});
	fit(!before || (before.household === household && before.village === village), () => {
		return `its account ${entry.account} is of another household`;
	});
	const base = before?.account.base ?? entry.totalChange;
	const account = applyEffect(before?.account ?? emptyAccount(base), entry);
	const { total, spendable } = figuresOf(account);
	fit(entry.totalAfter === total && entry.spendableAfter === spendable, () => {
		return `total and spendable after it are ${total} and ${spendable}`;
	});
	return {
		account,
		village,
		household,
		firstDay: before && before.firstDay < day ? before.firstDay : day,
		lastDay: before && before.lastDay > day ? before.lastDay : day,
		entry: entry.id,
	};
}

function verifyReversal(entry: LedgerEntry, reversed: LedgerEntry | undefined, fit: Fit): void {
	fit(
		reversed !== undefined &&
			entry.account === reversed.account &&
			entry.redemption === reversed.redemption &&
			entry.totalChange + reversed.totalChange === 0 &&
			entry.bonusChange + reversed.bonusChange === 0 &&
			entry.redeemedChange + reversed.redeemedChange === 0 &&
			entry.heldChange + reversed.heldChange === 0,
		() => 'it is not the reversal of the entry it names',
	);
}

/** An entry from its row. Throws when a figure is no whole number. */
export function entryFrom(row: Row): LedgerEntry {
	return {
		id: text(row, 'id'),
		seq: whole(row, 'seq'),
		village: text(row, 'village'),
		household: text(row, 'household'),
		account: text(row, 'account'),
		kind: text(row, 'kind') as LedgerEntry['kind'],
		totalChange: points(whole(row, 'total_change')),
		bonusChange: points(whole(row, 'bonus_change')),
		redeemedChange: points(whole(row, 'redeemed_change')),
		heldChange: points(whole(row, 'held_change')),
		day: text(row, 'day') as LedgerEntry['day'],
		text: text(row, 'text'),
		english: text(row, 'english'),
		rule: text(row, 'rule'),
		category: text(row, 'category'),
		redemption: text(row, 'redemption'),
		reverses: text(row, 'reverses'),
		digest: text(row, 'digest'),
		line: whole(row, 'line'),
		totalAfter: points(whole(row, 'total_after')),
		spendableAfter: points(whole(row, 'spendable_after')),
		requestKey: text(row, 'request_key'),
		enteredAt: whole(row, 'entered_at'),
		enteredBy: text(row, 'entered_by'),
	};
}
