import type { DatabaseSync } from 'node:sqlite';

/** The first row that does not fit, and why. */
export interface Misfit {
	readonly code: 'misfit';
	readonly table: string;
	readonly id: string;
	readonly says: string;
}

/** A row as SQLite gives it; whole numbers come as bigint, so that none is too large to be read. */
export type Row = Readonly<Record<string, string | number | bigint | Uint8Array | null>>;

/** Says that a row does not fit unless `fits` holds. */
export type Fit = (fits: boolean, says: () => string) => void;

/** A misfit on its way to the one who asked: thrown, because every check may find one. */
export class MisfitFound extends Error {
	readonly misfit: Misfit;
	constructor(table: string, id: unknown, says: string) {
		super(says);
		this.misfit = { code: 'misfit', table, id: String(id), says };
	}
}

/** Throws the misfit unless `fits` holds. */
export function expectFit(fits: boolean, table: string, id: unknown, says: () => string): void {
	if (!fits) throw new MisfitFound(table, id, says());
}

/**
 * Checks one row. What cannot even be read (no whole number, less than nothing redeemed) is a
 * misfit of that row too.
 */
export function checkRow<Value>(table: string, row: Row, check: (fit: Fit) => Value): Value {
	const id = text(row, 'id');
	try {
		return check((fits, says) => expectFit(fits, table, id, says));
	} catch (error) {
		if (error instanceof MisfitFound) throw error;
		throw new MisfitFound(table, id, `cannot be right: ${(error as Error).message}`);
	}
}

/** The rows of a query, one at a time. */
export function each(database: DatabaseSync, sql: string, ...values: (string | number)[]) {
	return prepared(database, sql).iterate(...values) as IterableIterator<Row>;
}

/** All rows of a query. */
export function all(database: DatabaseSync, sql: string, ...values: (string | number)[]): Row[] {
	return prepared(database, sql).all(...values) as Row[];
}

/** All rows of a query, each list under what its rows have in `field`. */
export function grouped(database: DatabaseSync, sql: string, field: string): Map<string, Row[]> {
	const groups = new Map<string, Row[]>();
	for (const row of each(database, sql)) {
		const name = text(row, field);
		const group = groups.get(name);
		if (group) group.push(row);
		else groups.set(name, [row]);
	}
	return groups;
}

/**
 * Rows that are counted within something stand at `first`, the next and so on, each place once; says
 * which place is empty, or which two rows share one.
 */
export function checkPlaces(table: string, rows: readonly Row[], first: number, of: string): void {
	for (const [index, row] of rows.entries()) {
		checkRow(table, row, (fit) => {
			const at = whole(row, 'position');
			const before = rows[index - 1];
			fit(!before || whole(before, 'position') !== at, () => {
				return `stands at position ${at} ${of}, as ${text(before ?? row, 'id')} does`;
			});
			const place = first + index;
			fit(at === place, () => `stands at ${at}, position ${place} ${of} is empty`);
		});
	}
}

/** A field as text; empty when there is nothing. */
export function text(row: Row, field: string): string {
	return String(row[field] ?? '');
}

/** A field that is a whole number; NaN when there is nothing. Throws on anything else. */
export function whole(row: Row, field: string): number {
	const value = row[field] ?? Number.NaN;
	const number = Number(value);
	if (typeof value === 'bigint' && Number.isSafeInteger(number)) return number;
	if (Number.isNaN(value)) return Number.NaN;
	throw new Error(`${field} is no whole number`);
}

function prepared(database: DatabaseSync, sql: string) {
	const statement = database.prepare(sql);
	statement.setReadBigInts(true);
	return statement;
}
