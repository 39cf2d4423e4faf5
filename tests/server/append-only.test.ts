import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyLedger } from '#start/verify/verify-ledger';
import { books, type BookRow } from '../book-tables.ts';
import { staff } from '../village.ts';
import { openBusyShop } from './busy-shop.ts';
import { ask, redeem, type Shop } from './shop.ts';
import { signInToken } from './staff-tokens.ts';

/** The books, and beside them what is kept in the same way. */
const tables = [...Object.keys(books), 'product_prices', 'settings', 'staff_acts'];
const people = [
	'nobody',
	'kiosk',
	'print agent',
	'storekeeper',
	'director',
	'other director',
	'town office',
	'superuser',
] as const;

let shop: Shop;
let tokens: Readonly<Record<(typeof people)[number], string>>;
let database: DatabaseSync;
let before: string;
beforeAll(async () => {
	({ shop } = await openBusyShop());
	const { email: identity, password } = shop.server.superuser;
	const path = '/api/collections/_superusers/auth-with-password';
	const root = await ask<{ token: string }>(shop, path, { body: { identity, password } });
	const other = { username: 'bailu-director', password: 'demo-only-bailu' };
	tokens = {
		nobody: '',
		kiosk: shop.kiosk,
		'print agent': shop.agent,
		storekeeper: await signInToken(shop, staff.storekeeper),
		director: await signInToken(shop, staff.director),
		'other director': await signInToken(shop, other),
		'town office': await signInToken(shop, staff.townOffice),
		superuser: root.body.token,
	};
	database = new DatabaseSync(join(shop.server.dir, 'data.db'), { readOnly: true });
	before = written();
});
afterAll(async () => {
	database.close();
	await shop.server.stop();
});

const rowsOf = (table: string): BookRow[] =>
	database.prepare(`SELECT * FROM ${table} ORDER BY id`).all();

/** Everything that is written in the books, and what every table and trigger is. */
function written(): string {
	const schema = database.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all();
	return JSON.stringify([...tables.map((table) => [table, rowsOf(table)]), schema]);
}

/** Sends a request to an address exactly as it is written; gives back the status. */
function send(
	method: string,
	address: string,
	token: string,
	content?: object | string,
	headers: Readonly<Record<string, string>> = {},
): Promise<number> {
	const { hostname, port } = new URL(shop.server.url);
	const text = typeof content === 'object' ? JSON.stringify(content) : content;
	return new Promise((resolve, reject) => {
		const asked = request(
			{
				hostname,
				port,
				method,
				path: address,
				headers: {
					'Content-Type': 'application/json',
					'Content-Length': Buffer.byteLength(text ?? ''),
					...(token && { Authorization: token }),
					...headers,
				},
			},
			(reply) => {
				reply.resume().on('end', () => resolve(reply.statusCode ?? 0));
			},
		);
		asked.on('error', reject);
		asked.end(text);
	});
}

/** A row as somebody would like it to be: one word or figure is another. */
function forged(table: string): { id: string; body: Record<string, unknown> } {
	const [row] = rowsOf(table);
	if (!row) throw new Error(`${table} is empty: this would prove nothing`);
	const column = Object.keys(row).findLast((name) => name !== 'id') ?? 'id';
	const was = row[column];
	const value = typeof was === 'number' ? was + 1 : `${was}7`;
	return { id: String(row['id']), body: { ...row, [column]: value } };
}

const isRefusal = (status: number) => status >= 400 && status < 500;

describe.each(tables)('%s', (table) => {
	test.each(people)('%s neither changes, takes away nor adds a row as a record', async (who) => {
		const token = tokens[who];
		const { id, body } = forged(table);
		const records = `/api/collections/${table}/records`;
		const statuses = [
			await send('PATCH', `${records}/${id}`, token, body),
			await send('DELETE', `${records}/${id}`, token),
			await send('POST', records, token, { ...body, id: 'forged000000001' }),
			await send('PUT', `${records}/${id}`, token, body),
		];
		// PocketBase gives a superuser everything, so it is our own no that must come.
		if (who === 'superuser') expect(statuses.slice(0, 3)).toEqual([403, 403, 403]);
		expect(statuses.filter((status) => !isRefusal(status))).toEqual([]);
		expect(written()).toBe(before);
	});

	test('a superuser neither empties, drops nor reshapes it as a collection', async () => {
		const token = tokens.superuser;
		const address = `/api/collections/${table}`;
		const kept = (await shop.root.get(address)) as { fields: { name: string }[] };
		const fields = kept.fields.filter(({ name }) => name !== Object.keys(forged(table).body)[2]);
		const index = `CREATE INDEX idx_x ON ${table} (id) WHERE 1; DROP TRIGGER ${table}_no_replace`;
		const statuses = [
			await send('DELETE', `${address}/truncate`, token),
			await send('DELETE', address, token),
			await send('PATCH', address, token, { fields }),
			await send('PATCH', address, token, { name: `${table}_old` }),
			await send('PATCH', address, token, { createRule: '', updateRule: '', deleteRule: '' }),
			await send('PATCH', address, token, { indexes: [index] }),
			await send('PUT', '/api/collections/import', token, {
				collections: [{ ...kept, fields }],
				deleteMissing: true,
			}),
			await send('POST', '/api/collections', token, {
				name: 'a_view',
				type: 'view',
				viewQuery: `SELECT id FROM ${table}); DROP TABLE ${table}; SELECT * FROM (SELECT 1 AS id`,
			}),
			await send('POST', '/api/collections/meta/dry-run-view', token, {
				query: `SELECT id FROM ${table}); DELETE FROM ${table}; COMMIT; SELECT * FROM (SELECT 1`,
			}),
		];
		expect(statuses.filter((status) => !isRefusal(status))).toEqual([]);
		expect(written()).toBe(before);
	});

	test('no statement reaches it by the console or in a batch', async () => {
		const { id, body } = forged(table);
		const columns = Object.keys(body).join(', ');
		const values = Object.values(body).map((value) => `'${value}'`);
		const statements = [
			`UPDATE ${table} SET id = 'x'`,
			`DELETE FROM ${table}`,
			`INSERT INTO ${table} (${columns}) VALUES (${values})`,
			`INSERT OR REPLACE INTO ${table} (${columns}) VALUES (${values})`,
			`REPLACE INTO ${table} (${columns}) VALUES (${values})`,
			`DROP TABLE ${table}`,
			`DROP TRIGGER ${table}_no_replace`,
			`DROP TRIGGER ${table}_no_replace; DELETE FROM ${table}`,
			`ALTER TABLE ${table} DROP COLUMN village`,
			`ALTER TABLE ${table} RENAME TO old; CREATE TABLE ${table} AS SELECT * FROM old`,
			'PRAGMA writable_schema = ON',
			`PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE type = 'trigger'`,
			`ATTACH '${join(shop.server.dir, 'data.db')}' AS side; DELETE FROM side.${table}`,
			`WITH one AS (SELECT 1) DELETE FROM ${table}`,
			`/* a note */ DELETE FROM ${table}`,
			`SELECT 1; DELETE FROM ${table}`,
		];
		for (const query of statements) {
			expect(await send('POST', '/api/sql', tokens.superuser, { query }), query).toBe(404);
		}
		const requests = [
			{ method: 'PATCH', url: `/api/collections/${table}/records/${id}`, body },
			{ method: 'DELETE', url: `/api/collections/${table}/records/${id}` },
		];
		expect(await send('POST', '/api/batch', tokens.superuser, { requests })).toBe(404);
		expect(written()).toBe(before);
	});
});

test('the console is shut at every way of writing its address, for everybody', async () => {
	const query = 'DROP TRIGGER ledger_entries_no_delete; DELETE FROM ledger_entries';
	const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
	const addresses = [
		'/api/sql',
		'/api/sql/',
		'/api/sql?query=SELECT+1',
		'/api/%73ql',
		'/api/s%71l',
		'/%61pi/sql',
		'/api//sql',
		'//api/sql',
		'/api/./sql',
		'/api/x/../sql',
		'/api/sql/.',
		'/api/sql%2f',
		'/api%2fsql',
		'/API/SQL',
		`${shop.server.url}/api/sql`,
	];
	for (const address of addresses) {
		for (const who of people) {
			const status = await send('POST', address, tokens[who], { query });
			// A redirect leads to the tidy address, which is shut.
			expect(status === 307 || isRefusal(status), `${who} ${address}: ${status}`).toBe(true);
		}
		await send('POST', address, tokens.superuser, `query=${encodeURIComponent(query)}`, form);
		for (const method of ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD']) {
			const override = { 'X-HTTP-Method-Override': 'POST', 'X-Method-Override': 'POST' };
			const status = await send(method, address, tokens.superuser, { query }, override);
			expect(status, `${method} ${address}`).toBeLessThan(500);
		}
	}
	expect(written()).toBe(before);
});

test('a superuser puts no other database in the place of the books', async () => {
	const { superuser } = tokens;
	const backups = join(shop.server.dir, 'backups');
	mkdirSync(backups, { recursive: true });
	writeFileSync(join(backups, 'other.zip'), 'another shop');
	expect(await send('GET', '/api/backups', superuser)).toBe(200);
	expect(await send('POST', '/api/backups/other.zip/restore', superuser)).toBe(404);
	expect(await send('POST', '/api/backups/upload', superuser, 'another shop')).toBe(404);
});

test('what is set in the dashboard opens no door', async () => {
	const { superuser } = tokens;
	const batch = { enabled: true, maxRequests: 50, timeout: 3 };
	expect(await send('PATCH', '/api/settings', superuser, { batch })).toBe(200);
	expect(await send('POST', '/api/batch', superuser, { requests: [] })).toBe(404);
});

test('a superuser still helps somebody who lost the password', async () => {
	const [person] = database.prepare('SELECT id FROM staff ORDER BY username').all();
	const address = `/api/collections/staff/records/${person?.['id']}`;
	const password = 'demo-only-new-password';
	const body = { password, passwordConfirm: password };
	expect(await send('PATCH', address, tokens.superuser, body)).toBe(200);
});

test('after all that the shop serves on, and everything fits', async () => {
	expect(await redeem(shop, '王建国', { 香皂: 1 })).toMatchObject({ status: 200 });
	expect(verifyLedger(database)).toMatchObject({ ok: true });
});
