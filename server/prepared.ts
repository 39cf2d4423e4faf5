import type { Db, Value, Values } from './sql.ts';

/** A statement that SQLite keeps ready, and what its places are called, in their order. */
export interface Prepared {
	readonly statement: sql.Stmt;
	/** Counts what this runtime keeps. */
	readonly number: number;
	readonly names: readonly string[];
}

interface Running {
	readonly tx: Db;
	readonly transaction: sql.Tx;
	/** The statements as they run inside the transaction, by their number; each is made once. */
	readonly inside: sql.Stmt[];
	/** Statements that were met and are not ready yet. */
	readonly wanted: Set<string>;
}

/** What this runtime has met. */
const kept = new Map<string, Prepared>();
/** In all runtimes. A list of each length is a text of its own: they must not fill the memory. */
const sharedMost = 300;
/** A runtime of PocketBase does one thing at a time, and no transaction holds another. */
let running: Running | undefined;

/**
 * Runs `act`, the work of the transaction `tx`, with the statements that are ready, and says which
 * others it would have liked. PocketBase's own way has SQLite read every text anew, with the
 * triggers of its table, which takes longer than what is then done (decision 0042).
 */
export function withPrepared(tx: Db, act: () => void): ReadonlySet<string> {
	const wanted = new Set<string>();
	// Where developers watch, statements go PocketBase's way, which tells them.
	if (!$app.isDev()) {
		running = { tx, transaction: transactionOf(tx), inside: [], wanted };
	}
	try {
		act();
	} finally {
		running = undefined;
	}
	return wanted;
}

/**
 * Makes statements ready for the transactions to come. Not inside one: it needs the one connection
 * that writes. What cannot be is logged and goes PocketBase's way again.
 */
export function prepare(wanted: Iterable<string>): void {
	for (const text of wanted) {
		try {
			const statement = sharedStatement(text);
			if (!statement) continue;
			kept.set(text, { statement, number: kept.size, names: [...new Set(namesIn(text))] });
		} catch (error) {
			$app.logger().warn('statement not prepared', 'sql', text, 'cause', String(error));
		}
	}
}

/** The statement of a text, if it is ready in the transaction that `db` is. */
export function preparedIn(db: Db, text: string): Prepared | undefined {
	if (running?.tx !== db) return undefined;
	const found = kept.get(text);
	// What a pragma says is settled when it is prepared, and would stay so.
	if (!found && !text.startsWith('PRAGMA')) running.wanted.add(text);
	return found;
}

/**
 * Its values in the order of its places. Throws when one is missing. Counted and not iterated over,
 * as in `insertAll`: goja makes an object of every step of an iterator.
 */
export function placed({ names }: Prepared, values: Values): Value[] {
	const list: Value[] = [];
	for (let place = 0; place < names.length; place += 1) {
		const name = names[place] ?? '';
		const value = values[name];
		if (value === undefined) throw new Error(`No value for ${name}`);
		list.push(value);
	}
	return list;
}

/** Runs it; gives what it did. */
export function executePrepared(prepared: Prepared, list: readonly Value[]): sql.Result {
	const statement = inTransaction(prepared);
	// Here and below not by spreading: that is iterating too.
	return Reflect.apply(statement.exec, statement, list);
}

/** The one field of its first row, as text; nothing when there is no row. */
export function textPrepared(prepared: Prepared, list: readonly Value[]): string | undefined {
	const statement = inTransaction(prepared);
	const field = nullString();
	try {
		Reflect.apply(statement.queryRow, statement, list).scan(field);
	} catch (error) {
		if (String(error).endsWith('sql: no rows in result set')) return undefined;
		throw error;
	}
	return toString(field);
}

function inTransaction({ statement, number }: Prepared): sql.Stmt {
	if (!running) throw new Error('A prepared statement outside its transaction');
	return (running.inside[number] ??= running.transaction.stmt(statement));
}

/** Go's own transaction below PocketBase's, which takes prepared statements. */
function transactionOf(tx: Db): sql.Tx {
	const { builder } = tx.db() as unknown as { builder: { executor(): sql.Tx } };
	return builder.executor();
}

/** One for all runtimes of the server: they write through the same connection. */
function sharedStatement(text: string): sql.Stmt | undefined {
	const name = `love.statement ${text}`;
	const known = $app.store().get(name) as sql.Stmt | null;
	if (known) return known;
	if ($app.store().length() >= sharedMost) return undefined;
	const pool = $app.nonconcurrentDB() as dbx.DB;
	const made = pool.db().prepare(withPlaces(text));
	// Another runtime may have made the same meanwhile: then that one counts.
	const shared = $app.store().getOrSet(name, () => made) as sql.Stmt;
	if (shared !== made) made.close();
	return shared;
}

const written = /\{:(\w+)\}|\[\[([^\]]+)\]\]/g;

function namesIn(text: string): string[] {
	return [...text.matchAll(written)].flatMap(([, name]) => name ?? []);
}

/**
 * The text as SQLite reads it: a value that is named twice has one numbered place. Where none is,
 * as in long lists, places have no number: each would be looked for among all values.
 */
function withPlaces(text: string): string {
	const names = [...new Set(namesIn(text))];
	const isNumbered = namesIn(text).length > names.length;
	return text.replaceAll(written, (_, name?: string, column?: string) => {
		// As PocketBase quotes: a name between double quotes that is no column would become a text.
		if (name === undefined) return `\`${column}\``;
		return isNumbered ? `?${names.indexOf(name) + 1}` : '?';
	});
}
