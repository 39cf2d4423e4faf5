import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayAt } from '#domain/day';
import { books } from '../book-tables.ts';
import { expectVerified } from '../torture/books.ts';
import { openShop, redeem, scan, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(() => shop.server.stop());

const heads = ['王建国', '何𠮷', '陈远'];

test('statements that are kept ready write what PocketBase writes when it meets them first', async () => {
	await redeem(shop, '何𠮷', { 香皂: 1 });
	const { count: met } = await prepared();
	expect(met).toBeGreaterThan(10);
	for (const head of [...heads, ...heads, ...heads]) {
		expect(await redeem(shop, head, { 香皂: 1 })).toMatchObject({ status: 200 });
	}
	// Nothing of a redemption is new any more: all of it is ready in whatever runtime.
	expect((await prepared()).count).toBe(met);
	expect(mixedColumns()).toEqual([]);
	expectVerified(shop.server.dir);
});

test('they serve a connection that PocketBase has reopened', async () => {
	await shop.root.post('/api/stage/reopen', {});
	const before = await scan(shop, '王建国');
	expect(await redeem(shop, '王建国', { 香皂: 2 })).toMatchObject({ status: 200 });
	expect((await scan(shop, '王建国')).figures.redeemed).toBe(before.figures.redeemed + 10);
	expectVerified(shop.server.dir);
});

test('what they wrote before the last line was refused is undone, however often', async () => {
	const household = shop.cards.get('王建国')?.household;
	const deed = { household, day: dayAt(Date.now()), text: '打扫巷道', points: 2 };
	const enter = (third: object) =>
		shop.director.post('/api/office/imports/entries', {
			requestKey: randomUUID(),
			rows: [
				{ ...deed, row: 1 },
				{ ...deed, row: 2 },
				{ ...deed, row: 3, ...third },
			],
		});
	const { total } = (await scan(shop, '王建国')).figures;
	for (let round = 1; round <= 3; round += 1) {
		await expect(enter({ day: '2019-05-05' })).rejects.toThrow();
		expect((await scan(shop, '王建国')).figures.total).toBe(total + 6 * (round - 1));
		await enter({});
		expect((await scan(shop, '王建国')).figures.total).toBe(total + 6 * round);
	}
	expectVerified(shop.server.dir);
});

const prepared = async () => (await shop.root.get('/api/stage/prepared')) as { count: number };

/** Columns of the books that hold values of more than one kind: written in two ways. */
function mixedColumns(): string[] {
	const database = new DatabaseSync(join(shop.server.dir, 'data.db'), { readOnly: true });
	try {
		return Object.keys(books).flatMap((table) => {
			const columns = database.prepare(`SELECT name FROM pragma_table_info('${table}')`).all();
			return columns
				.map(({ name }) => String(name))
				.filter((name) => {
					const kinds = `SELECT COUNT(DISTINCT typeof("${name}")) AS kinds FROM ${table}`;
					return Number(database.prepare(kinds).get()?.['kinds']) > 1;
				})
				.map((name) => `${table}.${name}`);
		});
	} finally {
		database.close();
	}
}
