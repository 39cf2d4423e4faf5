import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staff } from '../village.ts';
import { ask, openShop, redeem, scan, type Reply, type Shop } from './shop.ts';
import { signInToken } from './staff-tokens.ts';

let shop: Shop;
let director: string;
/** A device that waits, and the code that pairs it. */
let device: string;
let code: string;
beforeAll(async () => {
	shop = await openShop();
	director = await signInToken(shop, staff.director);
	const { body } = await office<{ id: string; code: string }>('devices', {
		name: '门口',
		kind: 'kiosk',
	});
	({ id: device, code } = body);
});
afterAll(() => shop.server.stop());

const office = <Body>(where: string, body: object = {}) =>
	ask<Body>(shop, `/api/office/${where}`, { token: director, body });

/** Each with its own way to the database; none may be lost in a power cut once it was answered. */
const deeds: readonly (readonly [string, () => Promise<Reply>])[] = [
	['a redemption', () => redeem(shop, '王建国', { 香皂: 1 })],
	['a pairing', () => ask(shop, '/api/devices/pair', { body: { code } })],
	['a revocation', () => office(`devices/${device}/revoke`)],
	['a password', () => office('me/password', { old: staff.director.password, new: 'another one' })],
];

test.each(deeds)(
	'%s is written with synchronous=FULL, also after the connection was reopened',
	async (_, deed) => {
		const reopened = (await shop.root.post('/api/stage/reopen', {})) as { synchronous: number };
		// What PocketBase opens by itself is NORMAL: the test would prove nothing if it were FULL.
		expect(reopened.synchronous).toBe(1);
		expect((await deed()).status).toBe(200);
		const { seen } = (await shop.root.get('/api/stage/synchronous')) as { seen: number };
		expect(seen).toBe(2);
	},
);

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
