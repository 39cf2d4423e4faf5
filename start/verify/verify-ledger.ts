import type { DatabaseSync } from 'node:sqlite';
import { ok, refuse, type Result } from '#domain/result';
import { all, expectFit, MisfitFound, text, type Misfit } from './rows.ts';
import { verifyAccounts } from './accounts.ts';
import { verifyEntries, type WalkedAccount } from './entries.ts';
import { verifyGuards } from './guards.ts';
import { verifyRedemptions } from './redemptions.ts';
import { verifyRequests } from './requests.ts';
import { verifyReversals } from './reversals.ts';
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
 * Walks both chains of every village and recomputes accounts, stock, redemptions, vouchers and
 * reversals from their rows. Refuses with the first row that does not fit. What is proven in itself
 * comes first, so that a row is held only against rows that are known to be right.
 */
export function verifyLedger(database: DatabaseSync): Result<Walked, Misfit> {
	try {
		const villages = all(database, 'SELECT id FROM villages ORDER BY id');
		const walked = new Map<string, WalkedAccount>();
		let entries = 0;
		let movements = 0;
		for (const village of villages) {
			const id = text(village, 'id');
			entries += verifyEntries(database, id, walked);
			movements += verifyStock(database, id);
		}
		verifyNoStrays(database);
		const accounts = verifyAccounts(database, walked);
		const redemptions = verifyRedemptions(database);
		verifyReversals(database);
		verifyVouchers(database);
		verifyRequests(database);
		verifyGuards(database);
		return ok({ villages: villages.length, entries, movements, redemptions, accounts });
	} catch (error) {
		if (error instanceof MisfitFound) return refuse(error.misfit);
		if (!isUnreadable(error)) throw error;
		const says = (error as Error).message;
		return refuse({ code: 'misfit', table: 'database', id: 'data.db', says });
	}
}

// A table or a column that is gone, or a page that is torn.
function isUnreadable(error: unknown): boolean {
	return (error as { code?: unknown }).code === 'ERR_SQLITE_ERROR';
}

// Rows of a village that does not exist would be walked by nobody.
function verifyNoStrays(database: DatabaseSync): void {
	for (const table of ['ledger_entries', 'stock_movements', 'stock_batches', 'chain_heads']) {
		const [stray] = all(
			database,
			`SELECT id FROM ${table} WHERE village NOT IN (SELECT id FROM villages) LIMIT 1`,
		);
		expectFit(!stray, table, stray?.['id'], () => 'belongs to no village');
	}
	const [head] = all(
		database,
		`SELECT id FROM chain_heads WHERE chain NOT IN ('ledger', 'stock') LIMIT 1`,
	);
	expectFit(!head, 'chain_heads', head?.['id'], () => 'belongs to no chain');
}
