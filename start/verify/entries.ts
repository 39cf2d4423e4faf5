import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { applyEffect, canonicalEntry, emptyAccount, figuresOf } from '#domain/ledger';
import type { Account, LedgerEntry } from '#domain/ledger';
import { points } from '#domain/points';
import { each, expectFit, text, whole, type Row } from './rows.ts';

/** Where a chain ends. */
export interface ChainEnd {
	readonly seq: number;
	readonly hash: string;
}

/** Walks the ledger of a village: order, hashes, passbook lines, figures after each entry. */
export function verifyEntries(database: DatabaseSync, village: string): ChainEnd {
	let end: ChainEnd = { seq: 0, hash: '' };
	const accounts = new Map<string, Account>();
	const lines = new Map<string, number>();
	const effects = new Map<string, LedgerEntry>();
	const bases = basesOf(database, village);

	const sql = 'SELECT * FROM ledger_entries WHERE village = ? ORDER BY seq';
	for (const row of each(database, sql, village)) {
		const entry = entryFrom(row);
		const fit = (fits: boolean, says: () => string) =>
			expectFit(fits, 'ledger_entries', entry.id, says);

		fit(entry.seq === end.seq + 1, () => `number ${end.seq + 1} is missing before it`);
		const hash = sha256(canonicalEntry(entry, end.hash));
		fit(text(row, 'hash') === hash, () => 'its hash does not fit what it says');
		const line = (lines.get(entry.household) ?? 0) + 1;
		fit(entry.line === line, () => `passbook line ${line} says ${entry.line}`);
		const base = bases.get(entry.account);
		fit(base !== undefined, () => `belongs to no account of this village`);
		const before = accounts.get(entry.account) ?? emptyAccount(points(base ?? 0));
		const after = applyEffect(before, entry);
		const figures = figuresOf(after);
		fit(
			entry.totalAfter === figures.total && entry.spendableAfter === figures.spendable,
			() => `total and spendable after it are ${figures.total} and ${figures.spendable}`,
		);
		if (entry.kind === 'reversal') verifyReversal(entry, effects.get(entry.reverses), fit);

		accounts.set(entry.account, after);
		lines.set(entry.household, line);
		effects.set(entry.id, entry);
		end = { seq: entry.seq, hash };
	}
	return end;
}

/** SHA-256 of a text, in hex. */
export function sha256(content: string): string {
	return createHash('sha256').update(content).digest('hex');
}

function verifyReversal(
	entry: LedgerEntry,
	reversed: LedgerEntry | undefined,
	fit: (fits: boolean, says: () => string) => void,
): void {
	fit(
		reversed !== undefined &&
			entry.account === reversed.account &&
			entry.totalChange + reversed.totalChange === 0 &&
			entry.bonusChange + reversed.bonusChange === 0 &&
			entry.redeemedChange + reversed.redeemedChange === 0 &&
			entry.heldChange + reversed.heldChange === 0,
		() => 'it is not the reversal of the entry it names',
	);
}

function basesOf(database: DatabaseSync, village: string): ReadonlyMap<string, number> {
	const bases = new Map<string, number>();
	for (const row of each(database, 'SELECT id, base FROM accounts WHERE village = ?', village)) {
		bases.set(text(row, 'id'), whole(row, 'base'));
	}
	return bases;
}

function entryFrom(row: Row): LedgerEntry {
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
