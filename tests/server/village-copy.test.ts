import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayAt } from '#domain/day';
import { viewOfCopy, type VillageCopy } from '#domain/village-copy';
import { ask, openShop, redeem, scan, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(() => shop.server.stop());

const copyFor = async (token: string) => ask<VillageCopy>(shop, '/api/shop/copy', { token });
const mark = (text: string, salt: string) => createHmac('sha256', salt).update(text).digest('hex');

test('recognises each passbook of the village by its code, with the figures of a scan', async () => {
	await redeem(shop, '王建国', { 香皂: 2 });
	const { body: copy } = await copyFor(shop.kiosk);
	expect(copy.households).toHaveLength(shop.cards.size);
	for (const [head, card] of shop.cards) {
		const byCode = copy.households.find((each) => each.codeMark === mark(card.code, copy.salt));
		const scanned = await scan(shop, head);
		const { id, passbook, maskedName, code, figures } = scanned;
		expect(byCode).toMatchObject({ id, passbook, maskedName, code, figures });
		const shown = byCode && viewOfCopy(byCode, copy.at);
		expect(shown).toEqual({ ...scanned, name: maskedName, entries: [], at: copy.at });
	}
});

test('tells no full name, no code and no number, not even marked, and has other marks each time', async () => {
	const first = await copyFor(shop.kiosk);
	const second = await copyFor(shop.kiosk);
	for (const [head, card] of shop.cards) {
		for (const secret of [head, card.code, card.number]) expect(first.text).not.toContain(secret);
		// Ten million numbers are tried in no time: a mark would hide none of them.
		expect(first.text).not.toContain(mark(card.number, first.body.salt));
	}
	expect(second.body.salt).not.toBe(first.body.salt);
	expect(second.body.households[0]?.codeMark).not.toBe(first.body.households[0]?.codeMark);
});

test('holds the own village alone, and only for a kiosk', async () => {
	expect((await copyFor(shop.otherKiosk)).body.households).toEqual([]);
	expect((await copyFor(shop.agent)).refusal?.code).toBe('device_unknown');
	expect((await copyFor('')).status).toBe(401);
});

test('on the first day of a year every household has its base points, before anybody came', async () => {
	const year = Number(dayAt(Date.now()).slice(0, 4)) + 1;
	const at = Date.parse(`${year}-01-01T08:00:00+08:00`);
	await shop.root.post('/api/stage/clock', { at });
	try {
		const { body: copy } = await copyFor(shop.kiosk);
		expect(copy.households).toHaveLength(shop.cards.size);
		for (const { figures } of copy.households) {
			expect(figures).toMatchObject({ total: 100, base: 100, redeemed: 0, spendable: 0 });
		}
		const scanned = await scan(shop, '王建国');
		expect(copy.households.find(({ id }) => id === scanned.id)?.figures).toEqual(scanned.figures);
	} finally {
		await shop.root.post('/api/stage/clock', { at: 0 });
	}
});

test('a passbook that was replaced is not in it any more', async () => {
	const { code, household } = shop.cards.get('李秀芳') ?? { code: '', household: '' };
	await shop.director.post('/api/office/passbooks/replace', {
		requestKey: 'replace-for-the-copy-1',
		household,
		reason: '丢失',
	});
	const { body: copy } = await copyFor(shop.kiosk);
	expect(copy.households.map((each) => each.codeMark)).not.toContain(mark(code, copy.salt));
	expect(copy.households).toHaveLength(shop.cards.size);
});
