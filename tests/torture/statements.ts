import type { DatabaseSync } from 'node:sqlite';

/** What the server itself moves, with each entry and movement: verify holds it against them. */
const moved: Readonly<Record<string, readonly string[]>> = {
	accounts: ['total', 'bonus', 'redeemed', 'held'],
	stock_batches: ['left_over'],
};

/** Statements that would change a table of the books, with every way SQLite has to say so. */
export function statementsAgainst(database: DatabaseSync, table: string): readonly string[] {
	const [first, second] = database.prepare(`SELECT * FROM ${table} ORDER BY id`).all();
	if (!first || !second) throw new Error(`${table} has too few rows: this would prove nothing`);
	const text = (value: unknown) => (typeof value === 'number' ? `${value}` : `'${String(value)}'`);
	const columns = Object.keys(first).filter((column) => !moved[table]?.includes(column));
	const one = `id = ${text(first['id'])}`;
	const names = Object.keys(first).join(', ');
	const other = (column: string) => {
		const value = first[column];
		return text(typeof value === 'number' ? value + 1 : `${value}7`);
	};
	const insert = (row: Readonly<Record<string, string>>) => {
		const values = Object.keys(first).map((column) => row[column] ?? text(first[column]));
		return `INTO ${table} (${names}) VALUES (${values.join(', ')})`;
	};
	const last = columns.findLast((column) => column !== 'id') ?? 'id';
	return [
		...columns.map((column) => `UPDATE ${table} SET ${column} = ${other(column)} WHERE ${one}`),
		...columns
			.filter((column) => first[column] !== second[column])
			.map((column) => {
				return `UPDATE OR REPLACE ${table} SET ${column} = ${text(second[column])} WHERE ${one}`;
			}),
		`UPDATE ${table} SET id = id`,
		`DELETE FROM ${table}`,
		`DELETE FROM ${table} WHERE ${one}`,
		// Over itself, and under another id over everything that stands at the same places.
		`REPLACE ${insert({ [last]: other(last) })}`,
		`INSERT OR REPLACE ${insert({ id: "'forged000000001'" })}`,
		`INSERT ${insert({})} ON CONFLICT (id) DO UPDATE SET ${last} = ${other(last)}`,
		`INSERT ${insert({})} ON CONFLICT DO NOTHING`,
	];
}
