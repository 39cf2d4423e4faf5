import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { addDays, isDay } from '#domain/day';
import { chainCode } from '#domain/ledger';
import type { Chance } from '#start/demo/random';
import { books, type BookRow } from '../book-tables.ts';
import { columnsOf, hashOf, loosen, put, rowsOf, set, uniquesOf } from './book-rows.ts';

/** What somebody with the file did to one row, and what that row may be called. */
export interface Deed {
	readonly says: string;
	readonly table: string;
	readonly names: readonly string[];
}

/** Does something to the database and throws away what it did, whatever comes of it. */
export function thrownAway<Value>(database: DatabaseSync, work: () => Value): Value {
	database.exec('BEGIN');
	try {
		return work();
	} finally {
		database.exec('ROLLBACK');
	}
}

/**
 * Lets an insider work on the books and looks at them; nothing of it stays. The triggers are taken
 * off before and put back after, as somebody would who knows what he does.
 */
export function onACopy<Value>(
	database: DatabaseSync,
	work: () => Deed | undefined,
	look: (deed: Deed) => Value,
): Value | undefined {
	return thrownAway(database, () => {
		const deed = withoutGuards(database, work);
		return deed && look(deed);
	});
}

/** Takes all triggers off, works, and puts them back. */
export function withoutGuards<Value>(database: DatabaseSync, work: () => Value): Value {
	const guards = database
		.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`)
		.all();
	for (const { name } of guards) database.exec(`DROP TRIGGER ${name}`);
	const done = work();
	for (const { sql } of guards) database.exec(String(sql));
	return done;
}

/** Changes one column of a random row to another value that could stand there. */
export function edit(database: DatabaseSync, chance: Chance, table: string, column: string): Deed {
	const row = pickRow(database, chance, table);
	const value = otherValue(database, chance, table, column, row);
	loosen(database, table);
	set(database, table, row, { [column]: value });
	const says = `${table} ${row['id']}: ${column} ${row[column]} -> ${value}`;
	return {
		says,
		table,
		names: [...namesOf(table, row), ...namesOf(table, { ...row, [column]: value })],
	};
}

/** As edit, in a chain, and makes the row's own hash right again. */
export function editAndHash(
	database: DatabaseSync,
	chance: Chance,
	table: string,
	column: string,
): Deed {
	const deed = edit(database, chance, table, column);
	const [id] = deed.names.slice(column === 'id' ? -2 : 0);
	const row = rowsOf(database, table, 'id = ?', id ?? '')[0];
	if (!row) throw new Error(`${deed.says}: where is it?`);
	set(database, table, row, { hash: hashOf(database, table, row) });
	return { ...deed, says: `${deed.says}, hash made right` };
}

/** Takes a random row away. */
export function remove(database: DatabaseSync, chance: Chance, table: string): Deed {
	const row = pickRow(database, chance, table);
	database.prepare(`DELETE FROM ${table} WHERE id = ?`).run(row['id'] ?? null);
	return { says: `${table} ${row['id']}: deleted`, table, names: namesOf(table, row) };
}

/** Puts in the same row once more under another id. */
export function duplicate(database: DatabaseSync, chance: Chance, table: string): Deed {
	const row = { ...pickRow(database, chance, table), id: freshId(chance) };
	loosen(database, table);
	put(database, table, row);
	return { says: `${table} ${row.id}: put in once more`, table, names: namesOf(table, row) };
}

/** Puts in a row with a place of its own, in a chain as its new last row with a right hash. */
export function forge(database: DatabaseSync, chance: Chance, table: string): Deed {
	const row: Record<string, SQLOutputValue> = {
		...pickRow(database, chance, table),
		id: freshId(chance),
	};
	for (const columns of uniquesOf(database, table)) {
		const [last = 'id'] = columns.slice(-1);
		const was = row[last];
		row[last] =
			typeof was === 'number'
				? 1 + most(database, table, columns, row)
				: `${was}${chance.whole(10, 99)}`;
	}
	if (isChain(table)) row['hash'] = hashOf(database, table, row);
	put(database, table, row);
	return { says: `${table} ${row['id']}: forged`, table, names: namesOf(table, row) };
}

/** Changes what an entry says and makes its chain right again to the head, with all that quotes it. */
export function rebuild(database: DatabaseSync, id: string, says: string): void {
	database.prepare('UPDATE ledger_entries SET text = ? WHERE id = ?').run(says, id);
	const [first] = rowsOf(database, 'ledger_entries', 'id = ?', id);
	const after = 'village = ? AND seq >= ? ORDER BY seq';
	const { village = '', seq = 0 } = first ?? {};
	for (const row of rowsOf(database, 'ledger_entries', after, village, seq)) {
		const hash = hashOf(database, 'ledger_entries', row);
		set(database, 'ledger_entries', row, { hash });
		database
			.prepare(
				`UPDATE requests SET answer = json_set(answer, '$.chainCode', ?)
				WHERE village = ? AND request_key = ? AND route = 'redemptions'`,
			)
			.run(chainCode(hash), village, row['request_key'] ?? null);
		database
			.prepare(`UPDATE chain_heads SET hash = ? WHERE village = ? AND chain = 'ledger'`)
			.run(hash, village);
	}
}

/** Exchanges what two rows say in one column, or in all but their ids. */
export function swap(database: DatabaseSync, chance: Chance, table: string): Deed | undefined {
	const columns = provenColumns(database, table);
	const [one, other] = chance.shuffle(rowsIn(database, table));
	if (!one || !other) return undefined;
	const apart = columns.filter((column) => one[column] !== other[column] && column !== 'id');
	// Two rows that nobody calls by their ids and that differ in one thing only are each other.
	const isById = !('id' in (books[table]?.unproven ?? {}));
	if (apart.length < (isById ? 1 : 2)) return undefined;
	const all = isById && chance.percent(40);
	const moved = all ? apart : [chance.pick(apart)];
	loosen(database, table);
	set(database, table, one, valuesOf(other, moved));
	set(database, table, other, valuesOf(one, moved));
	return {
		says: `${table} ${one['id']} and ${other['id']}: ${moved.join(', ')} exchanged`,
		table,
		names: [...namesOf(table, one), ...namesOf(table, other)],
	};
}

/** The columns of a table whose change must be found. */
export function provenColumns(database: DatabaseSync, table: string): string[] {
	const unproven = books[table]?.unproven ?? {};
	return columnsOf(database, table).filter((column) => !(column in unproven));
}

function otherValue(
	database: DatabaseSync,
	chance: Chance,
	table: string,
	column: string,
	row: BookRow,
): SQLOutputValue {
	const was = row[column] ?? null;
	if (column === 'id') return freshId(chance);
	const own = books[table]?.edits?.[column];
	if (own) return own(String(was), chance);
	const others = database
		.prepare(`SELECT DISTINCT ${column} AS other FROM ${table} WHERE ${column} != ?`)
		.all(was);
	if (others.length > 0 && chance.percent(50)) return chance.pick(others)['other'] ?? null;
	if (typeof was === 'number') return was + chance.pick([1, -1, 10, 1000]);
	const text = String(was);
	if (isDay(text)) return addDays(text, chance.pick([1, -1, 365]));
	if (text === '') return chance.pick(['x', '0', ' ']);
	const at = chance.whole(0, text.length - 1);
	const put = text[at] === '7' ? '3' : '7';
	return chance.percent(70) ? text.slice(0, at) + put + text.slice(at + 1) : `${text} `;
}

/** The largest figure in the last of some columns, among the rows that share the others. */
function most(
	database: DatabaseSync,
	table: string,
	columns: readonly string[],
	row: BookRow,
): number {
	const shared = columns.slice(0, -1);
	const where = shared.map((column) => `${column} = ?`).join(' AND ') || '1';
	const values = shared.map((column) => row[column] ?? null);
	const [last] = rowsOf(database, table, `${where} ORDER BY ${columns.at(-1)} DESC`, ...values);
	return Number(last?.[columns.at(-1) ?? 'id']);
}

function isChain(table: string): boolean {
	return table === 'ledger_entries' || table === 'stock_movements';
}

function namesOf(table: string, row: BookRow): readonly string[] {
	return [String(row['id']), ...(books[table]?.names(row) ?? [])];
}

function pickRow(database: DatabaseSync, chance: Chance, table: string): BookRow {
	return chance.pick(rowsIn(database, table));
}

function rowsIn(database: DatabaseSync, table: string): BookRow[] {
	return rowsOf(database, table, books[table]?.only ?? '1');
}

function valuesOf(row: BookRow, columns: readonly string[]): Record<string, SQLOutputValue> {
	return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
}

function freshId(chance: Chance): string {
	return `forged${chance.whole(100_000_000, 999_999_999)}`;
}
