import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backUp, restore } from '#start/backup';
import { setup } from '../pocketbase.ts';
import { openShop, redeem, type Shop } from '../server/shop.ts';

let shop: Shop;
let folder: string;
let data: string;
beforeAll(async () => {
	await setup();
	shop = await openShop();
	folder = mkdtempSync(join(tmpdir(), 'love-backup-'));
	data = dirname(shop.server.dir);
	mkdirSync(join(data, 'keys'));
	writeFileSync(join(data, 'keys', 'passbook.key'), 'k'.repeat(32), { mode: 0o600 });
});
afterAll(async () => {
	await shop.server.stop();
	rmSync(folder, { recursive: true, force: true });
});

const keysIn = (database: string) => {
	const opened = new DatabaseSync(database, { readOnly: true });
	const rows = opened.prepare('SELECT request_key FROM redemptions').all();
	opened.close();
	return rows.map((row) => String(row['request_key']));
};

test('a shop is copied while it redeems: what was answered before is in the copy, which fits', async () => {
	const before = (await redeem(shop, '王建国', { 香皂: 1 })).body.number;
	let isOver = false;
	const going = (async () => {
		while (!isOver) await redeem(shop, '王建国', { 香皂: 1 });
	})();
	const { folder: copy, walked } = await backUp(data, join(folder, 'backups'), 30);
	isOver = true;
	await going;
	expect(walked.redemptions).toBeGreaterThanOrEqual(1);
	const opened = new DatabaseSync(join(copy, 'pb_data', 'data.db'), { readOnly: true });
	const found = opened
		.prepare('SELECT COUNT(*) AS n FROM redemptions WHERE number = ?')
		.get(before);
	expect(found?.['n']).toBe(1);
	opened.close();
	expect(statSync(join(copy, 'keys', 'passbook.key')).mode & 0o077).toBe(0);
});

test('a backup comes back into an empty folder with every line, and nowhere else', async () => {
	const { folder: copy, walked } = await backUp(data, join(folder, 'again'), 30);
	const restored = join(folder, 'restored');
	expect(restore(copy, restored)).toEqual(walked);
	expect(keysIn(join(restored, 'pb_data', 'data.db'))).toEqual(
		keysIn(join(shop.server.dir, 'data.db')),
	);
	expect(() => restore(copy, restored)).toThrow(/belongs to a shop already/);
	expect(() => restore(folder, join(folder, 'other'))).toThrow(/is no backup/);
	expect(existsSync(join(folder, 'other'))).toBe(false);
});

test('a shop whose books do not fit gets no backup that looks like one', async () => {
	const bad = join(folder, 'bad');
	const { folder: copy } = await backUp(data, join(folder, 'sound'), 30);
	restore(copy, bad);
	const opened = new DatabaseSync(join(bad, 'pb_data', 'data.db'));
	opened.exec('UPDATE accounts SET total = total + 1 WHERE id = (SELECT MIN(id) FROM accounts)');
	opened.close();
	await expect(backUp(bad, join(folder, 'none'), 30)).rejects.toThrow(/do not fit: accounts/);
	expect(readdirSync(join(folder, 'none'))).toEqual([]);
});

test('only the newest backups stay, and nothing else in their folder is touched', async () => {
	const to = join(folder, 'few');
	for (const day of ['01', '02', '03'])
		mkdirSync(join(to, `2026-01-${day}T03-00-00`), { recursive: true });
	mkdirSync(join(to, 'photos'));
	const { folder: copy } = await backUp(data, to, 2);
	expect(readdirSync(to).sort()).toEqual(
		['2026-01-03T03-00-00', copy.slice(to.length + 1), 'photos'].sort(),
	);
});
