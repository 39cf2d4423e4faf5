import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportOutcome } from '#domain/office-wire';
import { footprint, grown, openOffice, send, type Office } from './office.ts';

let office: Office;
beforeAll(async () => {
	office = await openOffice();
});
afterAll(() => office.shop.server.stop());

const bring = (commit: boolean, rows: readonly object[]) =>
	send<ImportOutcome>(office, 'director', '/api/office/imports/households', {
		commit,
		rows: rows.map((row, index) => ({ row: index + 2, ...row })),
	});

/** One household of every kind: new with and without points, known and changed in each way. */
const everyKind = [
	{ group: 5, head: '新来的', total: 120 },
	{ group: 5, head: '新来没分的' },
	{ group: 1, number: 1, head: '王建国', total: 182 },
	{ group: 1, number: 2, head: '李秀芳', residence: 'away' },
	{ group: 1, head: '赵大山', members: [{ name: '赵小山', relation: 'child', birthYear: 2001 }] },
	{ group: 2, number: 1, head: '何𠮷', members: [{ name: '何𠮷', relation: 'head' }] },
];

test('a preview counts exactly what the import then does', async () => {
	const before = footprint(office);
	const preview = await bring(false, everyKind);
	expect(grown(before, footprint(office))).toEqual({});
	expect(preview.body).toEqual({ added: 2, changed: 3, unchanged: 1, openings: 1, faults: [] });
	expect((await bring(true, everyKind)).body).toEqual(preview.body);
	expect(grown(before, footprint(office))).toMatchObject({ households: 2, accounts: 2 });
	// And what it did leaves nothing to do.
	const again = { added: 0, changed: 0, unchanged: 6, openings: 0, faults: [] };
	expect((await bring(false, everyKind)).body).toEqual(again);
});

test('a preview tells another opening total than was entered', async () => {
	const preview = await bring(false, [{ group: 1, number: 1, head: '王建国', total: 999 }]);
	expect(preview.body.faults).toEqual([{ row: 2, reason: 'opening_differs', text: '999' }]);
});

test('a head among the members however his name is spaced, is the head', async () => {
	const members = [{ name: '王芳', relation: 'head', birthYear: 1960 }];
	const row = { group: 5, number: 77, head: '王　芳', members };
	expect((await bring(true, [row])).body).toMatchObject({ added: 1, faults: [] });
	expect((await bring(false, [row])).body).toMatchObject({ unchanged: 1, faults: [] });
	const database = new DatabaseSync(join(office.shop.server.dir, 'data.db'), { readOnly: true });
	const people = database
		.prepare(
			`SELECT v.name, v.relation, v.birth_year AS born FROM villagers v
			JOIN households h ON h.id = v.household WHERE h.head_name = '王　芳'`,
		)
		.all();
	database.close();
	expect(people).toEqual([{ name: '王　芳', relation: 'head', born: 1960 }]);
});

test('a preview is answered while somebody else is writing', async () => {
	const writer = new DatabaseSync(join(office.shop.server.dir, 'data.db'));
	writer.exec('BEGIN IMMEDIATE');
	try {
		const { status, body } = await bring(false, everyKind);
		expect([status, body.unchanged]).toEqual([200, everyKind.length]);
	} finally {
		writer.exec('ROLLBACK');
		writer.close();
	}
});
