import type { DatabaseSync } from 'node:sqlite';
import { ok, refuse, type Result } from '#domain/result';
import { all, expectFit, MisfitFound, text, whole, type Misfit } from './rows.ts';
import { verifyAccounts } from './accounts.ts';
import { verifyEntries } from './entries.ts';
import { verifyRedemptions } from './redemptions.ts';
import { verifyStock } from './stock.ts';
import { verifyVouchers } from './vouchers.ts';

/** How much was walked through. */
export interface Walked {
	readonly villages: number;
	readonly entries: number;
	readonly movements: number;
	readonly redemptions: number;
	readonly accounts: number;
}

/**
 * Walks both chains of every village and recomputes accounts, stock, redemptions and vouchers from
 * their rows. Refuses with the first row that does not fit.
 */
export function verifyLedger(database: DatabaseSync): Result<Walked, Misfit> {
	try {
		const villages = all(database, 'SELECT id FROM villages ORDER BY id');
		let entries = 0;
		let movements = 0;
		for (const village of villages) {
			const id = text(village, 'id');
			const ledger = verifyEntries(database, id);
			verifyHead(database, id, 'ledger', ledger);
			const stock = verifyStock(database, id);
			verifyHead(database, id, 'stock', stock);
			entries += ledger.seq;
			movements += stock.seq;
		}
		verifyNoStrays(database);
		const accounts = verifyAccounts(database);
		const redemptions = verifyRedemptions(database);
		verifyVouchers(database);
		return ok({ villages: villages.length, entries, movements, redemptions, accounts });
	} catch (error) {
		if (error instanceof MisfitFound) return refuse(error.misfit);
		throw error;
	}
}

function verifyHead(
	database: DatabaseSync,
	village: string,
	chain: string,
	end: { seq: number; hash: string },
): void {
	const heads = all(
		database,
		'SELECT id, seq, hash FROM chain_heads WHERE village = ? AND chain = ?',
		village,
		chain,
	);
	const [head] = heads;
	expectFit(heads.length === 1 && head !== undefined, 'chain_heads', village, () => {
		return `the ${chain} chain has ${heads.length} heads`;
	});
	if (!head) return;
	expectFit(
		whole(head, 'seq') === end.seq && text(head, 'hash') === end.hash,
		'chain_heads',
		head['id'],
		() => `the ${chain} chain ends at ${end.seq}, its head says ${whole(head, 'seq')}`,
	);
}

// Rows of a village that does not exist would be walked by nobody.
function verifyNoStrays(database: DatabaseSync): void {
	for (const table of ['ledger_entries', 'stock_movements', 'stock_batches', 'accounts']) {
		const [stray] = all(
			database,
			`SELECT id FROM ${table} WHERE village NOT IN (SELECT id FROM villages) LIMIT 1`,
		);
		expectFit(!stray, table, stray?.['id'], () => 'belongs to no village');
	}
}
