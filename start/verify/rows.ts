import type { DatabaseSync } from 'node:sqlite';

/** The first row that does not fit, and why. */
export interface Misfit {
	readonly code: 'misfit';
	readonly table: string;
	readonly id: string;
	readonly says: string;
}

/** A row as SQLite gives it; numbers are whole, texts are texts. */
export type Row = Readonly<Record<string, string | number>>;

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

/** The rows of a query, one at a time. */
export function each(database: DatabaseSync, sql: string, ...values: (string | number)[]) {
	return database.prepare(sql).iterate(...values) as IterableIterator<Row>;
}

/** All rows of a query. */
export function all(database: DatabaseSync, sql: string, ...values: (string | number)[]): Row[] {
	return database.prepare(sql).all(...values) as Row[];
}

/** A field that must be a text. */
export function text(row: Row, field: string): string {
	return String(row[field] ?? '');
}

/** A field that must be a number. */
export function whole(row: Row, field: string): number {
	return Number(row[field] ?? Number.NaN);
}
