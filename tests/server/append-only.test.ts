import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signIn } from '#start/demo/client';
import { ask, openShop, redeem, type Reply, type Shop } from './shop.ts';

let shop: Shop;
let superuser: string;
beforeAll(async () => {
	shop = await openShop();
	await redeem(shop, '王建国', { 香皂: 1 });
	const { email, password } = shop.server.superuser;
	await signIn(shop.server.url, '_superusers', email, password);
	const answer = await ask<{ token: string }>(
		shop,
		'/api/collections/_superusers/auth-with-password',
		{ body: { identity: email, password } },
	);
	superuser = answer.body.token;
});
afterAll(() => shop.server.stop());

const tables = [
	['ledger_entries', 'text', '改过的'],
	['stock_movements', 'quantity', 99],
	['redemptions', 'cost', 1],
	['redemption_lines', 'points', 1],
	['vouchers', 'points', 1],
	['voucher_acts', 'act', 'void'],
	['requests', 'answer', '{}'],
	['settings', 'fen_per_point', 500],
	['product_prices', 'source', 'x'],
] as const;

describe.each(tables)('%s', (table, field, value) => {
	const sql = (statement: string): Promise<Reply> =>
		ask(shop, '/api/sql', { token: superuser, body: { query: statement } });
	const rows = async (): Promise<string> => {
		const { text } = await ask(shop, `/api/collections/${table}/records?perPage=200`, {
			token: superuser,
		});
		return text;
	};

	test('a superuser neither changes nor deletes a row, by API or console', async () => {
		const before = await rows();
		const { items } = JSON.parse(before) as { items: { id: string }[] };
		const first = items[0];
		if (!first) throw new Error(`${table} is empty: this would prove nothing`);
		const path = `/api/collections/${table}/records/${first.id}`;
		const changed = await ask(shop, path, {
			token: superuser,
			method: 'PATCH',
			body: { [field]: value },
		});
		expect(changed.status).toBeGreaterThanOrEqual(400);
		const deleted = await ask(shop, path, { token: superuser, method: 'DELETE' });
		expect(deleted.status).toBeGreaterThanOrEqual(400);
		const truncated = await ask(shop, `/api/collections/${table}/truncate`, {
			token: superuser,
			method: 'DELETE',
		});
		expect(truncated.status).toBeGreaterThanOrEqual(400);
		expect((await sql(`UPDATE ${table} SET ${field} = '${value}'`)).status).not.toBe(200);
		expect((await sql(`DELETE FROM ${table}`)).status).not.toBe(200);
		expect(await rows()).toBe(before);
	});

	test('staff and devices do not write past the routes', async () => {
		const before = await rows();
		const { body } = await ask<{ token: string }>(
			shop,
			'/api/collections/staff/auth-with-password',
			{
				body: { identity: 'zhouwenbin', password: 'demo-only-director' },
			},
		);
		for (const token of [body.token, shop.kiosk, shop.agent, '']) {
			const made = await ask(shop, `/api/collections/${table}/records`, {
				token,
				body: { [field]: value },
			});
			expect([400, 403]).toContain(made.status);
		}
		expect(await rows()).toBe(before);
	});
});
