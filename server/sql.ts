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
	readonly values: Values;
	/** Never there: it tells the compiler what a row of the answer is. */
	readonly row?: Row;
}

/** The answers to several questions about one moment, each the list of its rows. */
type Answers<Questions extends Readonly<Record<string, Question<unknown>>>> = {
	readonly [Name in keyof Questions]: Questions[Name] extends Question<infer Row> ? Row[] : never;
};

/**
 * Asks several questions in one statement: under load most of a statement's time goes into bringing
 * it to SQLite, and a redemption would ask ten. Throws when two of them call different values by the
 * same name.
 */
export function together<Questions extends Readonly<Record<string, Question<unknown>>>>(
	db: Db,
	questions: Questions,
): Answers<Questions> {
	const values: Record<string, Value> = {};
	let sql = 'SELECT json_object(';
	let between = '';
	for (const name in questions) {
		const { columns, tail, values: own } = questions[name] as Question<unknown>;
		for (const key in own) {
			const value = own[key] as Value;
			if ((values[key] ??= value) !== value) throw new Error(`Two questions differ in ${key}`);
		}
		sql += `${between}'${name}', json((${listOf(columns, tail)}))`;
		between = ', ';
	}
	return JSON.parse(text(db, `${sql}) AS json`, values) ?? '{}') as Answers<Questions>;
}

/** Runs a statement; tells how many rows it touched. */
export function execute(db: Db, sql: string, values: Values = {}): number {
	return Number(db.db().newQuery(sql).bind(values).execute().rowsAffected());
}

/** Inserts one row. */
export function insert(db: Db, table: string, values: Values): void {
	const names = Object.keys(values);
	const key = `${table} ${names.join()}`;
	let sql = inserts.get(key);
	if (sql === undefined) {
		sql = `INSERT INTO ${table} ([[${names.join(']], [[')}]]) VALUES ({:${names.join('}, {:')}})`;
		inserts.set(key, sql);
	}
	execute(db, sql, values);
}

/** By the names of table and columns, which stand in the code: there are only so many. */
const inserts = new Map<string, string>();

/** Inserts rows of the same columns, in their order; nothing when there are none. */
export function insertAll(db: Db, table: string, all: readonly Values[]): void {
	const [first] = all;
	if (!first) return;
	if (all.length === 1) return insert(db, table, first);
	const names = Object.keys(first);
	const bound: Record<string, Value> = {};
	const places = all.map((values, index) => {
		for (const name of names) bound[`${name}_${index}`] = values[name] ?? null;
		return `(${names.map((name) => `{:${name}_${index}}`).join(', ')})`;
	});
	const columns = names.join(']], [[');
	execute(db, `INSERT INTO ${table} ([[${columns}]]) VALUES ${places.join(', ')}`, bound);
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
