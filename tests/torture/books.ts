import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { verifyLedger } from '#start/verify/verify-ledger';
import type { Act } from './crowd.ts';

/** What a database says about the redemptions that kiosks were told of. */
export interface Findings {
	/** Keys of acknowledged redemptions that it does not have. */
	readonly lost: readonly string[];
	/** Keys that had more than one effect. */
	readonly doubled: readonly string[];
	/** What else does not fit, in one sentence each. */
	readonly faults: readonly string[];
	/** Every request key of a redemption that it has. */
	readonly keys: ReadonlySet<string>;
}

/** The files that are the database; the -shm beside them is made anew at every start. */
export const databaseFiles = ['data.db', 'data.db-wal'] as const;

/**
 * Reads the database of a data folder whose server is gone, from a copy, so that the server finds
 * it as it was left, and holds it against what the kiosks were told.
 */
export function lookInto(folder: string, acts: ReadonlyMap<string, Act>): Findings {
	const copy = mkdtempSync(join(folder, '..', 'books-'));
	try {
		for (const name of databaseFiles) {
			if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(copy, name));
		}
		return findingsIn(join(copy, 'data.db'), acts);
	} finally {
		rmSync(copy, { recursive: true, force: true });
	}
}

/** As lookInto, while its server runs. */
export function lookAt(folder: string, acts: ReadonlyMap<string, Act>): Findings {
	const copy = mkdtempSync(join(folder, '..', 'books-'));
	try {
		const file = join(copy, 'data.db');
		const database = new DatabaseSync(join(folder, 'data.db'), { readOnly: true });
		// One reading of it all, whatever is written meanwhile.
		database.prepare('VACUUM INTO ?').run(file);
		database.close();
		return findingsIn(file, acts);
	} finally {
		rmSync(copy, { recursive: true, force: true });
	}
}

/** Throws when a row of a running server's books does not fit. */
export function expectVerified(folder: string): void {
	const database = new DatabaseSync(join(folder, 'data.db'), { readOnly: true });
	try {
		const faults = misfits(database);
		if (faults.length > 0) throw new Error(faults.join('\n'));
	} finally {
		database.close();
	}
}

/** As lookInto, on a database file of the test's own. */
export function findingsIn(file: string, acts: ReadonlyMap<string, Act>): Findings {
	const database = new DatabaseSync(file);
	// It is thrown away when it has been read.
	database.exec('PRAGMA synchronous=OFF');
	try {
		const damage = damageOf(database);
		if (damage.length > 0) return { lost: [], doubled: [], faults: damage, keys: new Set() };
		const lost: string[] = [];
		const faults = [...misfits(database), ...strayFigures(database)];
		const keys = texts(database, 'SELECT request_key FROM redemptions');
		const answers = new Map(
			rows(database, `SELECT request_key, answer FROM requests WHERE route = 'redemptions'`).map(
				(row) => [String(row['request_key']), String(row['answer'])],
			),
		);
		const known = new Set(keys);
		for (const [key, { facts }] of acts) {
			if (!facts) continue;
			if (!known.has(key)) lost.push(key);
			else if (!isDeepStrictEqual(JSON.parse(answers.get(key) ?? 'null'), facts)) {
				faults.push(`${key} was told otherwise than it is kept`);
			}
		}
		return { lost, doubled: doubledIn(database), faults, keys: known };
	} finally {
		database.close();
	}
}

function damageOf(database: DatabaseSync): string[] {
	try {
		const said = texts(database, 'SELECT integrity_check FROM pragma_integrity_check');
		return said[0] === 'ok' ? [] : said;
	} catch (error) {
		// Damaged so that not even the question can be asked.
		return [(error as Error).message];
	}
}

// By a second way than the verifier's: sums of the redemptions against the figures they moved.
function strayFigures(database: DatabaseSync): string[] {
	return texts(
		database,
		`SELECT 'account ' || a.id || ' has ' || a.redeemed || ' redeemed' FROM accounts a
		WHERE a.redeemed <> (SELECT COALESCE(SUM(cost), 0) FROM redemptions WHERE account = a.id)
		UNION ALL
		SELECT 'product ' || p.id || ' has another stock than what came and went' FROM products p
		WHERE (SELECT COALESCE(SUM(left_over), 0) FROM stock_batches WHERE product = p.id)
			<> (SELECT COALESCE(SUM(quantity), 0) FROM stock_movements
				WHERE product = p.id AND quantity > 0)
			- (SELECT COALESCE(SUM(quantity), 0) FROM redemption_lines WHERE product = p.id)`,
	);
}

function doubledIn(database: DatabaseSync): string[] {
	return texts(
		database,
		`SELECT request_key FROM redemptions GROUP BY request_key HAVING COUNT(*) > 1
		UNION
		SELECT r.request_key FROM redemptions r WHERE 1 <> (SELECT COUNT(*) FROM ledger_entries
			WHERE redemption = r.id) OR 1 <> (SELECT COUNT(*) FROM print_jobs
			WHERE redemption = r.id)`,
	);
}

function misfits(database: DatabaseSync): string[] {
	const verdict = verifyLedger(database);
	if (verdict.ok) return [];
	const { table, id, says } = verdict.refusal;
	return [`${table} ${id}: ${says}`];
}

function rows(database: DatabaseSync, sql: string) {
	return database.prepare(sql).all() as Readonly<Record<string, unknown>>[];
}

function texts(database: DatabaseSync, sql: string): string[] {
	return rows(database, sql).map((row) => String(Object.values(row)[0]));
}
