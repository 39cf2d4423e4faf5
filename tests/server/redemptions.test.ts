import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, dayAt, startOfDay } from '#domain/day';
import { verifyLedger } from '#start/verify/verify-ledger';
import { ask, openShop, redeem, scan, shelf, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(() => shop.server.stop());

/** Everything that a refused redemption must leave as it was. */
function rowsOf(): Record<string, unknown> {
	const database = new DatabaseSync(join(shop.server.dir, 'data.db'), { readOnly: true });
	const count = (table: string) => database.prepare(`SELECT COUNT(*) AS n FROM ${table}`).get();
	const tables = ['ledger_entries', 'stock_movements', 'redemptions', 'redemption_lines'];
	const more = ['vouchers', 'voucher_acts', 'print_jobs'];
	const counts = Object.fromEntries([...tables, ...more].map((table) => [table, count(table)]));
	const accounts = database.prepare('SELECT * FROM accounts ORDER BY id').all();
	const batches = database.prepare('SELECT * FROM stock_batches ORDER BY id').all();
	database.close();
	return { counts, accounts, batches };
}

describe('a redemption', () => {
	test('moves points, stock, voucher and receipt together', async () => {
		const before = await scan(shop, '王建国');
		const rice = (await shelf(shop)).get('大米 5kg');
		const reply = await redeem(shop, '王建国', { '大米 5kg': 2, 香皂: 1 });
		expect(reply.status).toBe(200);
		const facts = reply.body;
		expect(facts).toMatchObject({
			cost: 69,
			spendableBefore: 82,
			spendableAfter: 13,
			total: 182,
			maskedName: '王＊国',
			village: '青松村',
			shop: '青松村爱心超市',
			reversed: false,
		});
		expect(facts.lines.map(({ name, quantity, points }) => [name, quantity, points])).toEqual([
			['大米 5kg', 2, 64],
			['香皂', 1, 5],
		]);
		expect(facts.number).toMatch(/^03-\d{6}-0001$/);
		expect(facts.voucher).toMatch(/^Q03-\d{4}-000001$/);
		expect(facts.chainCode).toMatch(/^[0-9A-F]{8}$/);

		const after = await scan(shop, '王建国');
		expect(after.figures).toEqual({ ...before.figures, redeemed: 69, spendable: 13 });
		expect(after.entries[0]).toMatchObject({
			kind: 'redemption',
			text: `兑换 大米 5kg×2、香皂×1（小票 ${facts.number}）`,
			english: `Redeemed Rice 5 kg ×2, Toilet soap ×1 (slip ${facts.number})`,
			points: -69,
			totalAfter: 182,
		});
		expect((await shelf(shop)).get('大米 5kg')?.left).toBe((rice?.left ?? 0) - 2);
		expect(facts.printJob).not.toBe('');
	});

	test('sent again with the same key gets the first answer, byte for byte', async () => {
		const key = randomUUID();
		const first = await redeem(shop, '何𠮷', { 香皂: 1 }, { key });
		const before = rowsOf();
		const again = await redeem(shop, '何𠮷', { 香皂: 1 }, { key });
		expect(again.text).toBe(first.text);
		expect(rowsOf()).toEqual(before);
	});

	test('the same key with other content is refused', async () => {
		const key = randomUUID();
		await redeem(shop, '何𠮷', { 香皂: 1 }, { key });
		const before = rowsOf();
		const other = await redeem(shop, '何𠮷', { 香皂: 2 }, { key });
		expect(other.refusal).toEqual({ code: 'request_conflict' });
		expect(rowsOf()).toEqual(before);
	});

	test('six at once with one key happen once', async () => {
		const key = randomUUID();
		const before = await scan(shop, '何𠮷');
		const replies = await Promise.all(
			Array.from({ length: 6 }, () => redeem(shop, '何𠮷', { 香皂: 1 }, { key })),
		);
		expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
		const after = await scan(shop, '何𠮷');
		expect(after.figures.redeemed).toBe(before.figures.redeemed + 5);
	});

	test('an away household spends what it earned', async () => {
		expect((await redeem(shop, '陈远', { 香皂: 1 })).status).toBe(200);
	});

	test('twenty want the last oil: one gets it, the others hear why', async () => {
		const replies = await Promise.all(
			Array.from({ length: 20 }, (_, index) =>
				redeem(shop, index % 2 ? '何𠮷' : '陈远', { 最后一桶油: 1 }, { pointsEach: 10 }),
			),
		);
		expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
		const refused = replies.filter(({ status }) => status !== 200);
		expect(new Set(refused.map(({ refusal }) => refusal?.code))).toEqual(
			new Set(['product_out_of_stock']),
		);
	});

	test('twenty spend the last points: as many win as the points allow', async () => {
		const { figures } = await scan(shop, '王建国');
		const replies = await Promise.all(
			Array.from({ length: 20 }, () => redeem(shop, '王建国', { 香皂: 1 })),
		);
		const winners = replies.filter(({ status }) => status === 200);
		expect(winners).toHaveLength(Math.floor(figures.spendable / 5));
		for (const { refusal } of replies.filter(({ status }) => status !== 200)) {
			expect(refusal).toMatchObject({ code: 'spendable_too_low', spendable: 3, missing: 2 });
		}
	});
});

describe('a redemption is refused, and nothing changes:', () => {
	const anyId = '000000000000000';
	const rows: readonly {
		says: string;
		head?: string;
		wanted?: Record<string, number>;
		change?: Parameters<typeof redeem>[3];
		code: string;
	}[] = [
		{ says: 'an empty basket', wanted: {}, code: 'basket_empty' },
		{ says: 'quantity 0', wanted: { 香皂: 0 }, code: 'quantity_invalid' },
		{ says: 'a negative quantity', wanted: { 香皂: -1 }, code: 'quantity_invalid' },
		{ says: 'half a bar', wanted: { 香皂: 0.5 }, code: 'quantity_invalid' },
		{ says: 'a huge quantity', wanted: { 香皂: 2 ** 53 }, code: 'quantity_invalid' },
		{ says: 'unknown goods', wanted: { [anyId]: 1 }, code: 'product_unknown' },
		{ says: 'sold-out goods', wanted: { 没货的锅: 1 }, code: 'product_out_of_stock' },
		{ says: 'expired goods', wanted: { 过期的盐: 1 }, code: 'product_expired' },
		{ says: 'unpriced goods', wanted: { 没定价的碗: 1 }, code: 'product_unpriced' },
		{
			says: 'another price',
			wanted: { 香皂: 1 },
			change: { pointsEach: 4 },
			code: 'price_changed',
		},
		{ says: 'points at the base', head: '李秀芳', code: 'spendable_too_low' },
		{ says: 'points below the base', head: '赵大山', code: 'total_below_base' },
		{ says: 'an unknown passbook', change: { passbook: anyId }, code: 'passbook_unknown' },
		{ says: 'a key that is too short', change: { key: 'short' }, code: 'request_invalid' },
	];
	test.each(rows)('$says', async ({ head = '何𠮷', wanted = { 香皂: 1 }, change, code }) => {
		await scan(shop, head);
		const before = rowsOf();
		const reply = await redeem(shop, head, wanted, change);
		expect(reply.status).toBe(400);
		expect(reply.refusal?.code).toBe(code);
		expect(rowsOf()).toEqual(before);
	});

	test('and the same key is refused for ever, word for word, though goods came in', async () => {
		const key = randomUUID();
		const first = await redeem(shop, '何𠮷', { 没货的锅: 1 }, { key });
		expect(first.refusal).toMatchObject({ code: 'product_out_of_stock', left: 0 });
		const product = shop.products.get('没货的锅');
		await shop.storekeeper.post('/api/office/stock/opening', {
			requestKey: randomUUID(),
			lines: [{ product, quantity: 1, expiresOn: '' }],
		});
		const before = rowsOf();
		// Who was told no must never find it done: this is the first try, come late.
		const late = await redeem(shop, '何𠮷', { 没货的锅: 1 }, { key });
		expect([late.status, late.text]).toEqual([first.status, first.text]);
		expect(rowsOf()).toEqual(before);
		// With other goods it is another request, and confirmed anew it has another key.
		const other = await redeem(shop, '何𠮷', { 香皂: 1 }, { key });
		expect(other.refusal).toEqual({ code: 'request_conflict' });
		expect((await redeem(shop, '陈远', { 没货的锅: 1 })).status).toBe(200);
	});

	test('no token, a wrong one, a person, an agent, another village', async () => {
		const { passbook } = await scan(shop, '何𠮷');
		const before = rowsOf();
		const with_ = (token: string) => redeem(shop, '何𠮷', { 香皂: 1 }, { token, passbook });
		expect((await with_('none')).refusal?.code).toBe('device_unknown');
		expect((await with_(shop.agent)).refusal?.code).toBe('device_unknown');
		expect((await with_(shop.otherKiosk)).refusal?.code).toBe('passbook_other_village');
		expect(rowsOf()).toEqual(before);
	});

	test('what is no JSON, and a body that is too large', async () => {
		const path = '/api/shop/redemptions';
		const broken = await ask(shop, path, { token: shop.kiosk, raw: '{"requestKey":' });
		expect(broken.status).toBe(400);
		const large = await ask(shop, path, {
			token: shop.kiosk,
			body: { requestKey: randomUUID(), passbook: anyId, lines: [], pad: 'x'.repeat(70_000) },
		});
		expect(large.status).toBe(413);
	});
});

test('across midnight the books and the slip name one day', async () => {
	const today = dayAt(Date.now());
	// With the last day of the year the account would end.
	const midnight = startOfDay(addDays(today, today.endsWith('12-31') ? 2 : 1));
	const { passbook } = await scan(shop, '何𠮷');
	const count = 5;
	let left = count;
	// The day turns and turns back all the while, so that it also turns within a redemption.
	const turning = [0, 1].map(async (offset) => {
		for (let turn = offset; left > 0; turn += 1) {
			await shop.root.post('/api/stage/clock', { at: midnight - (turn % 2) });
		}
	});
	try {
		for (; left > 0; left -= 1) {
			expect((await redeem(shop, '何𠮷', { 香皂: 1 }, { passbook })).status).toBe(200);
		}
	} finally {
		left = 0;
		await Promise.all(turning);
		await shop.root.post('/api/stage/clock', { at: 0 });
	}
	const database = new DatabaseSync(join(shop.server.dir, 'data.db'), { readOnly: true });
	const kept = database
		.prepare(
			`SELECT r.day, r.at, r.number, e.day AS entered, e.entered_at AS enteredAt
			FROM redemptions r JOIN ledger_entries e ON e.redemption = r.id WHERE r.at >= ?`,
		)
		.all(midnight - 1) as { day: string; at: number; number: string; enteredAt: number }[];
	database.close();
	expect(kept).toHaveLength(count);
	for (const { at, number, ...row } of kept) {
		const day = dayAt(at);
		expect(row).toEqual({ day, entered: day, enteredAt: at });
		expect(number).toContain(`-${day.slice(2).replaceAll('-', '')}-`);
	}
});

test('after all this every figure equals its entries', () => {
	const database = new DatabaseSync(join(shop.server.dir, 'data.db'), { readOnly: true });
	expect(verifyLedger(database)).toMatchObject({ ok: true });
	database.close();
});
