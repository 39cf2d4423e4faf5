import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { TestServer } from '../pocketbase.ts';

/** What a database holds: by table, how many rows and a hash over all of them. */
export type Truth = Readonly<Record<string, string>>;

/** A server's database, looked at from beside the server. */
export interface Witness {
	/** All that it holds, or all that it holds of one village. */
	truth(village?: string): Truth;
	/** Whether anything was committed by anybody else since this was asked before. */
	hasMoved(): boolean;
	/** Writes past every route what no route writes. */
	write(sql: string, ...values: SQLInputValue[]): void;
	/** The first column of the first row. */
	read(sql: string, ...values: SQLInputValue[]): unknown;
	/** The first column of every row. */
	column(sql: string): unknown[];
	close(): void;
}

/** When somebody was last heard is no truth: it moves with whatever is asked. */
const passing: Readonly<Record<string, string>> = { devices: 'last_seen_at' };
/** Nor is a no that was kept under its request key, so that it stays a no. */
const only: Readonly<Record<string, string>> = {
	requests: "json_extract(answer, '$.refusal.code') IS NULL",
};

/** Begins to look at a server's database. */
export function witnessOf(server: Pick<TestServer, 'dir'>): Witness {
	const database = new DatabaseSync(join(server.dir, 'data.db'), { timeout: 5000 });
	const tables = columnsByTable(database);
	let version = versionOf(database);
	return {
		truth: (village) => truthIn(database, tables, village),
		hasMoved: () => {
			const before = version;
			version = versionOf(database);
			return version !== before;
		},
		write: (sql, ...values) => void database.prepare(sql).run(...values),
		read: (sql, ...values) => Object.values(database.prepare(sql).get(...values) ?? {})[0],
		column: (sql) =>
			database
				.prepare(sql)
				.all()
				.map((row) => Object.values(row)[0]),
		close: () => database.close(),
	};
}

function truthIn(
	database: DatabaseSync,
	tables: ReadonlyMap<string, readonly string[]>,
	village: string | undefined,
): Truth {
	const truth: Record<string, string> = {};
	for (const [table, columns] of tables) {
		const place = table === 'villages' ? 'id' : 'village';
		if (village !== undefined && !columns.includes(place)) continue;
		const kept = columns.filter((column) => column !== passing[table]);
		const where = [
			only[table] ?? '1',
			...(village === undefined ? [] : [`"${place}" = '${village}'`]),
		].join(' AND ');
		const rows = database
			.prepare(`SELECT "${kept.join('", "')}" FROM "${table}" WHERE ${where} ORDER BY rowid`)
			.all();
		const hash = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
		truth[table] = `${rows.length} rows ${hash.slice(0, 16)}`;
	}
	return truth;
}

function columnsByTable(database: DatabaseSync): ReadonlyMap<string, readonly string[]> {
	const named = (sql: string, ...values: SQLInputValue[]) =>
		database
			.prepare(sql)
			.all(...values)
			.map(({ name }) => String(name));
	const tables = named(
		"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
	);
	return new Map(
		tables.map((table) => [table, named('SELECT name FROM pragma_table_info(?)', table)]),
	);
}

function versionOf(database: DatabaseSync): number {
	return Number(database.prepare('PRAGMA data_version').get()?.['data_version']);
}
