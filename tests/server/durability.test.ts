import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, openShop, redeem, scan, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(() => shop.server.stop());

test('a redemption is written with synchronous=FULL, also after the connection was reopened', async () => {
	const reopened = (await shop.root.post('/api/stage/reopen', {})) as { synchronous: number };
	// What PocketBase opens by itself is NORMAL: the test would prove nothing if it were FULL.
	expect(reopened.synchronous).toBe(1);
	expect((await redeem(shop, '王建国', { 香皂: 1 })).status).toBe(200);
	const { seen } = (await shop.root.get('/api/stage/synchronous')) as { seen: number };
	expect(seen).toBe(2);
});

test('a server killed right after its answer has kept the redemption', async () => {
	const key = randomUUID();
	const { passbook } = await scan(shop, '何𠮷');
	const first = await redeem(shop, '何𠮷', { 香皂: 1 }, { key, passbook });
	await shop.server.kill();
	await shop.server.restart();
	const again = await redeem(shop, '何𠮷', { 香皂: 1 }, { key, passbook });
	expect(again.text).toBe(first.text);
	expect((await scan(shop, '何𠮷')).figures.redeemed).toBe(5);
});

test('health tells of a durable write and knows the key', async () => {
	expect((await ask(shop, '/api/shop/health')).status).toBe(200);
});
