import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { canonicalEntry } from '#domain/ledger';
import { canonicalMovement } from '#domain/movement';
import { sha256 } from '#start/verify/chain';
import { entryFrom } from '#start/verify/entries';
import type { Row } from '#start/verify/rows';
import { movementFrom } from '#start/verify/stock';
import type { BookRow } from '../book-tables.ts';

/** Rows of a table. */
export function rowsOf(
	database: DatabaseSync,
	table: string,
	where: string,
	...values: SQLOutputValue[]
): BookRow[] {
	return database.prepare(`SELECT * FROM ${table} WHERE ${where}`).all(...values);
}

/** The columns of a table, in their order. */
export function columnsOf(database: DatabaseSync, table: string): string[] {
	const columns = database.prepare('SELECT name FROM pragma_table_info(?)').all(table);
	return columns.map(({ name }) => String(name));
}

/** The columns of each unique index of a table. */
export function uniquesOf(database: DatabaseSync, table: string): string[][] {
	return database
		.prepare(`SELECT name FROM pragma_index_list(?) WHERE "unique" = 1 AND origin = 'c'`)
		.all(table)
		.map(({ name }) =>
			database
				.prepare('SELECT name FROM pragma_index_info(?) ORDER BY seqno')
				.all(name ?? '')
				.map((column) => String(column['name'])),
		);
}

/** Takes off what would keep two rows from standing at one place. */
export function loosen(database: DatabaseSync, table: string): void {
	const indexes = database
		.prepare(`SELECT name FROM pragma_index_list(?) WHERE "unique" = 1 AND origin = 'c'`)
		.all(table);
	for (const { name } of indexes) database.exec(`DROP INDEX ${name}`);
}

/** Writes values into one row. */
export function set(
	database: DatabaseSync,
	table: string,
	row: BookRow,
	values: Readonly<Record<string, SQLOutputValue>>,
): void {
	const columns = Object.keys(values).map((column) => `${column} = ?`);
	const statement = `UPDATE ${table} SET ${columns.join(', ')} WHERE id = ?`;
	const { changes } = database.prepare(statement).run(...Object.values(values), row['id'] ?? null);
	if (changes !== 1) throw new Error(`${statement} changed ${changes} rows`);
}

/** Puts a row in. */
export function put(
	database: DatabaseSync,
	table: string,
	row: Readonly<Record<string, SQLOutputValue>>,
): void {
	const places = Object.keys(row).map(() => '?');
	database
		.prepare(`INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${places.join(', ')})`)
		.run(...Object.values(row));
}

/** Makes the hash of a chained row right for what it says and the row before it. */
export function hashOf(database: DatabaseSync, table: string, row: BookRow): string {
	const [before] = rowsOf(
		database,
		table,
		'village = ? AND seq < ? AND id != ? ORDER BY seq DESC LIMIT 1',
		row['village'] ?? '',
		row['seq'] ?? 0,
		row['id'] ?? '',
	);
	const read: Row = Object.fromEntries(
		Object.entries(row).map(([name, value]) => [
			name,
			typeof value === 'number' ? BigInt(value) : value,
		]),
	);
	const previous = String(before?.['hash'] ?? '');
	return sha256(
		table === 'ledger_entries'
			? canonicalEntry(entryFrom(read), previous)
			: canonicalMovement(movementFrom(read), previous),
	);
}
