import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayFrom, startOfDay } from '#domain/day';
import type { HouseholdPage } from '#domain/office-wire';
import type { RedemptionFacts } from '#domain/wire';
import { verifyLedger } from '#start/verify/verify-ledger';
import { staff } from '../village.ts';
import { ask, openShop, redeem, scan, shelf, type Shop } from './shop.ts';
import { signInToken } from './staff-tokens.ts';

let shop: Shop;
let storekeeper: string;
let recorder: string;
let otherDirector: string;
beforeAll(async () => {
	shop = await openShop();
	await shop.director.post('/api/office/staff', staff.recorder);
	storekeeper = await signInToken(shop, staff.storekeeper);
	recorder = await signInToken(shop, staff.recorder);
	otherDirector = await signInToken(shop, {
		username: 'bailu-director',
		password: 'demo-only-bailu',
	});
});
afterAll(() => shop.server.stop());

const noon = (day: string) => startOfDay(dayFrom(day)) + 12 * 3_600_000;
const clock = (at: number) => shop.root.post('/api/stage/clock', { at });
const reverse = (
	id: string,
	change: { token?: string; requestKey?: string; reason?: unknown } = {},
) =>
	ask<RedemptionFacts>(shop, `/api/office/redemptions/${id}/reverse`, {
		token: change.token ?? storekeeper,
		body: {
			requestKey: change.requestKey ?? randomUUID(),
			reason: 'reason' in change ? change.reason : '米袋破了',
		},
	});

function inDatabase<Value>(read: (database: DatabaseSync) => Value): Value {
	const database = new DatabaseSync(join(shop.server.dir, 'data.db'), { readOnly: true });
	try {
		return read(database);
	} finally {
		database.close();
	}
}

const rowsOf = () =>
	inDatabase((database) => {
		const all = (sql: string) => database.prepare(sql).all();
		return {
			entries: all('SELECT id FROM ledger_entries ORDER BY seq'),
			movements: all('SELECT id FROM stock_movements ORDER BY seq'),
			acts: all('SELECT id FROM voucher_acts ORDER BY id'),
			reversals: all('SELECT id FROM reversals ORDER BY id'),
			requests: all('SELECT id FROM requests ORDER BY id'),
			accounts: all('SELECT * FROM accounts ORDER BY id'),
			batches: all('SELECT * FROM stock_batches ORDER BY id'),
		};
	});

const rankOf = async (head: string) => {
	const household = shop.cards.get(head)?.household ?? '';
	const page = (await shop.director.get(`/api/office/households/${household}`)) as HouseholdPage;
	return { rank: page.household.rank, total: page.figures.total };
};

describe('a reversal', () => {
	test('brings account, rank, goods and voucher back to where they were', async () => {
		const before = await scan(shop, '王建国');
		const rank = await rankOf('王建国');
		const batches = rowsOf().batches;
		const { body } = await redeem(shop, '王建国', { '大米 5kg': 1, 香皂: 2 });
		expect((await scan(shop, '王建国')).figures.spendable).toBe(before.figures.spendable - 42);

		const reply = await reverse(body.id);
		expect(reply.status).toBe(200);
		expect(reply.body).toMatchObject({ id: body.id, number: body.number, reversed: true });

		const after = await scan(shop, '王建国');
		expect(after.figures).toEqual(before.figures);
		expect(await rankOf('王建国')).toEqual(rank);
		expect(rowsOf().batches).toEqual(batches);
		expect(after.entries[0]).toMatchObject({ kind: 'reversal', points: 42 });
		expect(after.entries[0]?.text).toContain(body.number);
		expect(after.entries[0]?.text).toContain('米袋破了');
		expect(after.entries).toHaveLength(before.entries.length + 2);

		const kept = inDatabase((database) => ({
			acts: database
				.prepare('SELECT act FROM voucher_acts WHERE redemption = ? ORDER BY position')
				.all(body.id)
				.map(({ act }) => act),
			reversal: database
				.prepare(
					`SELECT x.reason, e.kind, n.redemption AS answers FROM reversals x
					JOIN ledger_entries e ON e.id = x.entry JOIN ledger_entries n ON n.id = e.reverses
					WHERE x.redemption = ?`,
				)
				.get(body.id),
			acted: database.prepare('SELECT act FROM staff_acts WHERE subject = ?').all(body.id),
		}));
		expect(kept.acts).toEqual(['use', 'return']);
		expect({ ...kept.reversal }).toEqual({
			reason: '米袋破了',
			kind: 'reversal',
			answers: body.id,
		});
		expect(kept.acted.map(({ act }) => act)).toEqual(['redemption_reversed']);
	});

	test('puts goods from two batches back into the same two', async () => {
		const rice = (await shelf(shop)).get('大米 5kg');
		await shop.director.post('/api/office/stock/opening', {
			requestKey: randomUUID(),
			lines: [{ product: shop.products.get('香皂'), quantity: 3, expiresOn: '2099-01-01' }],
		});
		const before = rowsOf().batches;
		const { body } = await redeem(shop, '何𠮷', { 香皂: 5 });
		const during = rowsOf().batches;
		expect(
			before.filter((batch, index) => batch['left_over'] !== during[index]?.['left_over']),
		).toHaveLength(2);
		await reverse(body.id);
		expect(rowsOf().batches).toEqual(before);
		expect((await shelf(shop)).get('大米 5kg')?.left).toBe(rice?.left);
	});

	test('is seen when the receipt is scanned', async () => {
		const { body } = await redeem(shop, '何𠮷', { 香皂: 1 });
		await reverse(body.id);
		const scanned = await ask<{ receipt: RedemptionFacts }>(shop, '/api/shop/scan', {
			token: shop.kiosk,
			body: { code: body.code },
		});
		expect(scanned.body.receipt).toMatchObject({ id: body.id, reversed: true });
	});

	test('sent again with the same key gets the first answer, byte for byte', async () => {
		const { body } = await redeem(shop, '何𠮷', { 香皂: 1 });
		const requestKey = randomUUID();
		const first = await reverse(body.id, { requestKey });
		const before = rowsOf();
		expect((await reverse(body.id, { requestKey })).text).toBe(first.text);
		expect(rowsOf()).toEqual(before);
		const other = await reverse(body.id, { requestKey, reason: '另一个原因' });
		expect(other.refusal).toEqual({ code: 'request_conflict' });
	});

	test('six at once happen once', async () => {
		const before = await scan(shop, '何𠮷');
		const { body } = await redeem(shop, '何𠮷', { 香皂: 1 });
		const replies = await Promise.all(Array.from({ length: 6 }, () => reverse(body.id)));
		expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
		expect(replies.filter(({ refusal }) => refusal?.code === 'redemption_reversed')).toHaveLength(
			5,
		);
		expect((await scan(shop, '何𠮷')).figures).toEqual(before.figures);
	});

	test('is allowed to the director, on the seventh day too', async () => {
		const { body } = await redeem(shop, '何𠮷', { 香皂: 1 });
		await clock(Date.now() + 7 * 24 * 3_600_000);
		const token = await signInToken(shop, staff.director);
		const reply = await reverse(body.id, { token });
		await clock(0);
		expect(reply.status).toBe(200);
	});
});

describe('a reversal is refused, and nothing changes:', () => {
	let id: string;
	beforeAll(async () => {
		id = (await redeem(shop, '何𠮷', { 香皂: 1 })).body.id;
	});
	const refused = async (act: () => ReturnType<typeof reverse>) => {
		const before = rowsOf();
		const { refusal } = await act();
		expect(rowsOf()).toEqual(before);
		return refusal;
	};

	test('without a reason', async () => {
		for (const reason of [undefined, '', '   ', 3, '长'.repeat(201), 'a\u0000b']) {
			expect(await refused(() => reverse(id, { reason }))).toEqual({
				code: 'request_invalid',
				field: 'reason',
			});
		}
	});

	test('without a request key', async () => {
		expect(await refused(() => reverse(id, { requestKey: 'short' }))).toEqual({
			code: 'request_invalid',
			field: 'requestKey',
		});
	});

	test('to a recorder, a kiosk, and nobody', async () => {
		const codeOf = async (token: string) => (await refused(() => reverse(id, { token })))?.code;
		expect(await codeOf(recorder)).toBe('not_allowed');
		expect(await codeOf(shop.kiosk)).toBe('staff_unknown');
		expect(await codeOf('nobody')).toBe('staff_unknown');
	});

	test('to another village', async () => {
		const reply = () => reverse(id, { token: otherDirector });
		expect(await refused(reply)).toEqual({ code: 'record_unknown' });
	});

	test('for what is no redemption', async () => {
		expect(await refused(() => reverse('000000000000000'))).toEqual({ code: 'record_unknown' });
	});

	test('a second time', async () => {
		const { body } = await redeem(shop, '何𠮷', { 香皂: 1 });
		await reverse(body.id);
		expect(await refused(() => reverse(body.id))).toEqual({ code: 'redemption_reversed' });
	});

	test('on the eighth day', async () => {
		await clock(Date.now() + 8 * 24 * 3_600_000);
		const refusal = await refused(() => reverse(id));
		await clock(0);
		expect(refusal).toEqual({ code: 'reversal_too_late', daysMost: 7, days: 8 });
	});

	test('in the next cycle', async () => {
		const year = new Date().getFullYear();
		await clock(noon(`${year}-12-31`));
		const { body } = await redeem(shop, '陈远', { 香皂: 1 });
		await clock(noon(`${year + 1}-01-02`));
		const refusal = await refused(() => reverse(body.id));
		await clock(0);
		expect(refusal).toEqual({ code: 'cycle_closed' });
	});
});

test('after all of it the ledger still fits', () => {
	expect(inDatabase((database) => verifyLedger(database))).toMatchObject({ ok: true });
});
