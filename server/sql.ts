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
	const pairs = Object.entries<string>(columns).map(([name, sql]) => `'${name}', ${sql}`);
	// SQLite writes the JSON: one text crosses into JavaScript instead of a field at a time.
	const model = new DynamicModel({ json: '' });
	db.db()
		.newQuery(
			`SELECT json_group_array(json(item)) AS json FROM
			(SELECT json_object(${pairs.join(', ')}) AS item ${tail})`,
		)
		.bind({ ...values })
		.one(model);
	return JSON.parse(String(model['json'])) as Row[];
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

/** Runs a statement; tells how many rows it touched. */
export function execute(db: Db, sql: string, values: Values = {}): number {
	return Number(
		db
			.db()
			.newQuery(sql)
			.bind({ ...values })
			.execute()
			.rowsAffected(),
	);
}

/** Inserts one row. */
export function insert(db: Db, table: string, values: Values): void {
	const names = Object.keys(values);
	const places = names.map((name) => `{:${name}}`);
	execute(
		db,
		`INSERT INTO ${table} ([[${names.join(']], [[')}]]) VALUES (${places.join(', ')})`,
		values,
	);
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
