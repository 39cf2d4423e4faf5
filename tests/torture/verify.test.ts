import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chainCode } from '#domain/ledger';
import type { RedemptionFacts } from '#domain/wire';
import { chanceFrom, type Chance } from '#start/demo/random';
import { runNode } from '#start/run';
import { verifyLedger } from '#start/verify/verify-ledger';
import { patienceMs, rounds, seedOf } from '../effort.ts';
import { openBusyShop } from '../server/busy-shop.ts';
import { books, otherTables } from '../book-tables.ts';
import { statementsAgainst } from './statements.ts';
import {
	duplicate,
	edit,
	editAndHash,
	forge,
	onACopy,
	provenColumns,
	remove,
	rebuild,
	swap,
	thrownAway,
	withoutGuards,
	type Deed,
} from './insider.ts';

let folder: string;
let database: DatabaseSync;
let chance: Chance;
let told: readonly RedemptionFacts[];
beforeAll(async () => {
	chance = chanceFrom(seedOf('verify'));
	folder = mkdtempSync(join(tmpdir(), 'love-books-'));
	const busy = await openBusyShop();
	told = busy.told;
	const { shop } = busy;
	await shop.server.kill();
	for (const name of ['data.db', 'data.db-wal']) {
		copyFileSync(join(shop.server.dir, name), join(folder, name));
	}
	await shop.server.stop();
	database = new DatabaseSync(join(folder, 'data.db'));
	database.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = MEMORY');
});
afterAll(() => {
	database.close();
	rmSync(folder, { recursive: true, force: true });
});

/** How every guard of the database says no. */
const refusal = / (append-only|keeps? |never |moves |says )/;

/** What ledger:verify prints of the database as it stands. */
function verdictOf(books: DatabaseSync): string {
	const verdict = verifyLedger(books);
	if (verdict.ok) return 'All fits';
	const { table, id, says } = verdict.refusal;
	return `${table} ${id}: ${says}`;
}

/** Whether the verdict names the row: its table, and one of its names as a word of its own. */
function names({ table, names }: Deed, verdict: string): boolean {
	const isWord = (name: string) =>
		new RegExp(`(^|[^A-Za-z0-9])${name}($|[^A-Za-z0-9])`).test(verdict);
	return isWord(table) && names.some(isWord);
}

/** What is wrong with how a deed was found; nothing when it was found and named. */
function missed(work: () => Deed | undefined): string[] {
	const found = onACopy(database, work, (deed) => {
		const verdict = verdictOf(database);
		return verdict !== 'All fits' && names(deed, verdict) ? [] : [`${deed.says} => ${verdict}`];
	});
	return found ?? [];
}

test('what lived through a turn of the year fits', () => {
	expect(verifyLedger(database)).toMatchObject({ ok: true, value: { villages: 2, accounts: 20 } });
});

test('every table is either in the books or is left out with a reason', () => {
	const tables = database
		.prepare(
			`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'
			AND name NOT LIKE 'sqlite%' ORDER BY name`,
		)
		.all()
		.map(({ name }) => name);
	expect(Object.keys({ ...books, ...otherTables }).sort()).toEqual(tables);
});

describe.each(Object.entries(books))('%s', (table, { unproven, unprovenRows }) => {
	test(
		'one changed value is found in every column, and the row named',
		() => {
			const columns = provenColumns(database, table);
			expect(columns.length).toBeGreaterThan(3);
			for (let round = 0; round < rounds(2, 10); round += 1) {
				const deeds = columns.map((column) => () => edit(database, chance, table, column));
				expect(deeds.flatMap(missed)).toEqual([]);
			}
		},
		patienceMs(60_000),
	);

	test(
		'a row taken away, put in or exchanged is found and named',
		() => {
			const deeds = [remove, swap, ...(unprovenRows ? [] : [duplicate, forge])];
			for (let round = 0; round < rounds(3, 10); round += 1) {
				expect(deeds.flatMap((deed) => missed(() => deed(database, chance, table)))).toEqual([]);
			}
		},
		patienceMs(60_000),
	);

	test('what the file does not prove is no more than what is written down', () => {
		const found = Object.keys(unproven).map((column) =>
			onACopy(
				database,
				() => edit(database, chance, table, column),
				(deed) => `${deed.says} => ${verdictOf(database)}`,
			),
		);
		for (const verdict of found) expect(verdict).toMatch(/ => All fits$/);
	});
});

test.each(['ledger_entries', 'stock_movements'])(
	'%s: one changed value is found although the row has a hash to go with it',
	(table) => {
		const columns = provenColumns(database, table).filter((column) => column !== 'hash');
		for (let round = 0; round < rounds(2, 10); round += 1) {
			const deeds = columns.map((column) => () => editAndHash(database, chance, table, column));
			expect(deeds.flatMap(missed)).toEqual([]);
		}
	},
	patienceMs(60_000),
);

test(
	'whatever somebody with the file does to one row is found, and the row named',
	() => {
		let done = 0;
		const faults: string[] = [];
		while (done < rounds(60, 500)) {
			const table = chance.pick(Object.keys(books));
			const column = chance.pick(provenColumns(database, table));
			const deed = chance.pick([
				() => edit(database, chance, table, column),
				() => remove(database, chance, table),
				() => swap(database, chance, table),
				...(books[table]?.unprovenRows
					? []
					: [() => duplicate(database, chance, table), () => forge(database, chance, table)]),
			]);
			const says = missed(() => {
				const made = deed();
				if (made) done += 1;
				return made;
			});
			faults.push(...says);
		}
		expect(faults).toEqual([]);
	},
	patienceMs(60_000),
);

describe('npm run ledger:verify', () => {
	const verify = (data: string) => runNode(['start/ledger-verify.ts', '--data', data]);
	const copied = (work: (copy: DatabaseSync) => Deed) => {
		const place = mkdtempSync(join(folder, 'copy-'));
		copyFileSync(join(folder, 'data.db'), join(place, 'data.db'));
		const copy = new DatabaseSync(join(place, 'data.db'));
		try {
			return { place, deed: withoutGuards(copy, () => work(copy)) };
		} finally {
			copy.close();
		}
	};

	test('ends with 0 when all fits', async () => {
		const { code, output } = await verify(folder);
		expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^All fits: 2 vi/) });
	});

	test(
		'ends with 1 and names the row',
		async () => {
			for (let round = 0; round < rounds(3, 30); round += 1) {
				const table = chance.pick(Object.keys(books));
				const { place, deed } = copied((copy) => {
					return edit(copy, chance, table, chance.pick(provenColumns(copy, table)));
				});
				const { code, output } = await verify(place);
				expect({ code, output }).toEqual({
					code: 1,
					output: expect.stringMatching(/^Does not fit: /),
				});
				expect(names(deed, output), `${deed.says} => ${output}`).toBe(true);
			}
		},
		patienceMs(60_000),
	);
});

describe.each(Object.keys(books))('%s, with its guards on', (table) => {
	test('no statement changes what it says, takes a row away or puts one in its place', () => {
		const before = JSON.stringify(database.prepare(`SELECT * FROM ${table} ORDER BY id`).all());
		for (const statement of statementsAgainst(database, table)) {
			thrownAway(database, () => {
				expect(() => database.exec(statement), statement).toThrow(refusal);
			});
		}
		expect(JSON.stringify(database.prepare(`SELECT * FROM ${table} ORDER BY id`).all())).toBe(
			before,
		);
	});
});

test('a guard that was taken off and not put back is missed', () => {
	const guards = database
		.prepare(
			`SELECT name FROM sqlite_schema WHERE type = 'trigger'
			AND tbl_name IN (${Object.keys(books).map(() => '?')})`,
		)
		.all(...Object.keys(books));
	expect(guards.length).toBeGreaterThan(30);
	for (const { name } of guards) {
		thrownAway(database, () => {
			database.exec(`DROP TRIGGER ${name}`);
			expect(verdictOf(database)).toContain(`triggers ${name}: is missing`);
		});
	}
});

test('a table that is gone, or a column, is said instead of a crash', () => {
	for (const damage of ['DROP TABLE redemption_lines', 'ALTER TABLE vouchers DROP COLUMN points']) {
		thrownAway(database, () => {
			database.exec(damage);
			expect(verdictOf(database)).toMatch(/^(database data\.db: no such table|vouchers )/);
		});
	}
});

// Nothing inside the file can tell: who holds it can make every hash anew. The slips in the drawers
// of the village, and the kiosks' own copies, say what the code was.
test('who makes a whole chain anew is told by the paper alone', () => {
	const [first] = database
		.prepare(`SELECT id, village FROM ledger_entries WHERE kind = 'award' ORDER BY seq LIMIT 1`)
		.all();
	const village = String(first?.['village']);
	const work = () => {
		rebuild(database, String(first?.['id']), '改过的');
		return { says: 'a chain made anew', table: 'ledger_entries', names: [] };
	};
	const codes = onACopy(database, work, () => {
		expect(verdictOf(database)).toBe('All fits');
		const entries = database
			.prepare(
				`SELECT redemption, hash FROM ledger_entries WHERE kind = 'redemption'
				AND village = ?`,
			)
			.all(village);
		return new Map(entries.map((entry) => [entry['redemption'], chainCode(`${entry['hash']}`)]));
	});
	const slips = told.filter(({ id }) => codes?.has(id));
	expect(slips.length).toBeGreaterThan(10);
	for (const slip of slips) expect(codes?.get(slip.id)).not.toBe(slip.chainCode);
});
