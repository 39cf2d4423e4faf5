import { executePrepared, placed, preparedIn, textPrepared } from './prepared.ts';

/** The PocketBase application, or the transaction that stands for it. */
export type Db = Pick<core.App, 'db'>;
export type Value = string | number | boolean | null;
export type Values = Readonly<Record<string, Value>>;

/**
 * The rows of a query as plain objects: `columns` maps names to SQL expressions, `tail` is the rest
 * of the statement from FROM on. Both are written in code; what comes from outside is bound.
 */
export function rows<Row>(
	db: Db,
	columns: Readonly<Record<keyof Row & string, string>>,
	tail: string,
	values: Values = {},
): Row[] {
	// SQLite writes the JSON: one text crosses into JavaScript instead of a field at a time.
	return JSON.parse(text(db, listOf(columns, tail), values) ?? '[]') as Row[];
}

/** The one field of a statement's first row, as text; nothing when there is no row. */
export function text(db: Db, sql: string, values: Values = {}): string | undefined {
	const prepared = preparedIn(db, sql);
	if (prepared) return textPrepared(prepared, placed(prepared, values));
	// A list of texts is what PocketBase fills most cheaply; a model is a new type each time.
	const texts = arrayOf('');
	db.db()
		.newQuery(sql)
		.bind(values)
		.column(texts as never);
	return texts[0];
}

function listOf(columns: Columns, tail: string): string {
	return `SELECT json_group_array(json(item)) AS json FROM
		(SELECT json_object(${pairsOf(columns)}) AS item ${tail})`;
}

type Columns = Readonly<Record<string, string>> & { readonly [written]?: string };

// JavaScript takes longer to write SQL here than SQLite to run it: what was written is kept, on the
// columns themselves. Not in a WeakMap: goja's knows its keys by their address, which another object
// has after a collection. Not enumerable: else columns spread into others would bring it along.
const written = Symbol('as SQL');

function pairsOf(columns: Columns): string {
	const known = columns[written];
	if (known !== undefined) return known;
	const value = Object.entries(columns)
		.map(([name, sql]) => `'${name}', ${sql}`)
		.join(', ');
	Object.defineProperty(columns, written, { value });
	return value;
}

/** The first row of a query, if there is one. */
export function row<Row>(
	db: Db,
	columns: Readonly<Record<keyof Row & string, string>>,
	tail: string,
	values: Values = {},
): Row | undefined {
	return rows<Row>(db, columns, `${tail} LIMIT 1`, values)[0];
}

/** One whole figure of a query: a count or a sum. */
export function figure(db: Db, sql: string, tail: string, values: Values = {}): number {
	return row<{ figure: number }>(db, { figure: sql }, tail, values)?.figure ?? 0;
}

/** A question to the database: as the arguments of `rows`, to be asked alone or with others. */
export interface Question<Row> {
	readonly columns: Readonly<Record<keyof Row & string, string>>;
	readonly tail: string;
	/** Never there: it tells the compiler what a row of the answer is. */
	readonly row?: Row;
}

/** All rows that answer a question. */
export function ask<Row>(db: Db, { columns, tail }: Question<Row>, values: Values): Row[] {
	return rows<Row>(db, columns, tail, values);
}

/** The answers to several questions about one moment, each the list of its rows. */
type Answers<Questions extends Readonly<Record<string, Question<unknown>>>> = {
	readonly [Name in keyof Questions]: Questions[Name] extends Question<infer Row> ? Row[] : never;
};

/**
 * Several questions as one statement, written once: under load most of a statement's time goes into
 * bringing it to SQLite, and a redemption would ask ten. Values of the same name are the same.
 */
export function together<Questions extends Readonly<Record<string, Question<unknown>>>>(
	questions: Questions,
): (db: Db, values: Values) => Answers<Questions> {
	const parts = Object.entries(questions).map(
		([name, { columns, tail }]) => `'${name}', json((${listOf(columns, tail)}))`,
	);
	const sql = `SELECT json_object(${parts.join(', ')}) AS json`;
	return (db, values) => JSON.parse(text(db, sql, values) ?? '{}') as Answers<Questions>;
}

/** Runs a statement; tells how many rows it touched. */
export function execute(db: Db, sql: string, values: Values = {}): number {
	const prepared = preparedIn(db, sql);
	const done = prepared
		? executePrepared(prepared, placed(prepared, values))
		: db.db().newQuery(sql).bind(values).execute();
	return Number(done.rowsAffected());
}

/** Inserts one row. */
export function insert(db: Db, table: string, values: Values): void {
	insertAll(db, table, [values]);
}

/** Inserts rows of the same columns, in their order; nothing when there are none. */
export function insertAll(db: Db, table: string, all: readonly Values[]): void {
	const [first] = all;
	if (!first) return;
	const names = Object.keys(first);
	const list: Value[] = [];
	for (const values of all) {
		for (let place = 0; place < names.length; place += 1) {
			list.push(values[names[place] ?? ''] ?? null);
		}
	}
	const sql = insertText(table, names, all.length);
	const prepared = preparedIn(db, sql);
	if (prepared) executePrepared(prepared, list);
	else db.db().newQuery(sql).bind(Object.fromEntries(list.entries())).execute();
}

/** By the names of table and columns, which stand in the code, and so many rows. */
const inserts = new Map<string, string>();

function insertText(table: string, names: readonly string[], count: number): string {
	const key = `${table} ${names.join()} ${count}`;
	let sql = inserts.get(key);
	if (sql !== undefined) return sql;
	const row = (_: unknown, index: number) =>
		`(${names.map((_name, place) => `{:${index * names.length + place}}`).join(', ')})`;
	const places = Array.from({ length: count }, row).join(', ');
	sql = `INSERT INTO ${table} ([[${names.join(']], [[')}]]) VALUES ${places}`;
	inserts.set(key, sql);
	return sql;
}

/**
 * Runs an UPDATE that touches at most one row and gives back what it then holds; nothing when it
 * touched none.
 */
export function updated<Row>(
	db: Db,
	update: string,
	columns: Readonly<Record<keyof Row & string, string>>,
	values: Values,
): Row | undefined {
	const json = text(db, `${update} RETURNING json_object(${pairsOf(columns)}) AS json`, values);
	return json === undefined ? undefined : (JSON.parse(json) as Row);
}

/** Runs a statement that must touch exactly one row; throws when it does not: that is a defect. */
export function executeOne(db: Db, sql: string, values: Values): void {
	const touched = execute(db, sql, values);
	if (touched !== 1) throw new Error(`Touched ${touched} rows instead of one: ${sql}`);
}

/** A new id: sorts by time, so that indexes grow at their end. */
export function newId(instantMs: number): string {
	return (
		instantMs.toString(36).padStart(9, '0').slice(-9) +
		$security.randomStringWithAlphabet(6, '0123456789abcdefghijklmnopqrstuvwxyz')
	);
}
