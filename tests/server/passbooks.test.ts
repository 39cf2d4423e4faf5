import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PassbookCard, PassbookRow } from '#domain/office-wire';
import { readScan } from '#domain/passbook';
import { footprint, grown, look, openOffice, send, type Office } from './office.ts';
import { ask, redeem, scan } from './shop.ts';

let office: Office;
beforeAll(async () => {
	office = await openOffice();
});
afterAll(() => office.shop.server.stop());

const path = '/api/office/passbooks';
const idOf = (head: string) => office.shop.cards.get(head)?.household ?? '';
const enrol = async (head: string) => {
	const form = { group: 1, head, residence: 'living_here', members: [] };
	return (await send<{ id: string }>(office, 'director', '/api/office/households', form)).body.id;
};
const cardsOf = async (households: readonly string[]) =>
	(await send<{ cards: PassbookCard[] }>(office, 'director', `${path}/cards`, { households })).body
		.cards;
const shown = (code: string) =>
	ask<{ household: { id: string } }>(office.shop, '/api/shop/scan', {
		token: office.kiosk,
		body: { code },
	});

describe('opening', () => {
	test('gives every household without one a passbook that the kiosk reads', async () => {
		const ids = [await enrol('新来一'), await enrol('新来二')];
		const before = footprint(office);
		const { body } = await send<{ opened: { household: string; number: string }[] }>(
			office,
			'recorder',
			`${path}/open`,
			{ households: 'all_without' },
		);
		expect(body.opened.map(({ household }) => household)).toEqual(ids);
		expect(grown(before, footprint(office))).toEqual({
			passbooks: 2,
			staff_acts: 1,
			requests: 1,
		});
		for (const card of await cardsOf(ids)) {
			expect(readScan(card.code)).toMatchObject({ ok: true, value: { kind: 'passbook' } });
			expect(readScan(card.number)).toMatchObject({ ok: true, value: { kind: 'number' } });
			expect((await shown(card.code)).body.household.id).toBe(card.household);
			expect((await shown(card.number)).body.household.id).toBe(card.household);
		}
	});

	test('asked twice with one key opens once, and never a second one beside the first', async () => {
		const id = await enrol('只要一本');
		const form = { requestKey: randomUUID(), households: [id] };
		const first = await send(office, 'director', `${path}/open`, form);
		expect((await send(office, 'director', `${path}/open`, form)).text).toBe(first.text);
		const before = footprint(office);
		const second = await send(office, 'director', `${path}/open`, { households: [id] });
		expect(second.refusal?.code).toBe('passbook_open');
		expect(grown(before, footprint(office))).toEqual({});
	});

	test('refuses all when one of them cannot have it', async () => {
		const id = await enrol('清白');
		const before = footprint(office);
		const tries: readonly [unknown, string][] = [
			[[id, idOf('王建国')], 'passbook_open'],
			[[id, 'abcdefghijklmno'], 'record_unknown'],
			['everybody', 'request_invalid'],
			[[42], 'request_invalid'],
		];
		for (const [households, code] of tries) {
			const reply = await send(office, 'director', `${path}/open`, { households });
			expect(reply.refusal?.code).toBe(code);
		}
		expect(grown(before, footprint(office))).toEqual({});
	});
});

describe('replacing', () => {
	test('ends the old code at once and keeps every point', async () => {
		const old = office.shop.cards.get('何𠮷');
		const before = await scan(office.shop, '何𠮷');
		const reply = await send<{ number: string }>(office, 'director', `${path}/replace`, {
			household: old?.household,
			reason: '赶集时丢了',
		});
		expect(reply.status).toBe(200);
		expect((await shown(old?.code ?? '')).refusal?.code).toBe('passbook_replaced');
		expect((await shown(old?.number ?? '')).refusal?.code).toBe('passbook_replaced');
		const [card] = await cardsOf([old?.household ?? '']);
		expect(card?.number).toBe(reply.body.number);
		expect(card?.code).not.toBe(old?.code);
		const after = await shown(card?.code ?? '');
		expect(after.body.household).toMatchObject({ id: before.id, figures: before.figures });
		// A basket that was filled with the old passbook does not get through either.
		const passbook = before.passbook;
		const late = await redeem(office.shop, '何𠮷', { 香皂: 1 }, { passbook });
		expect(late.refusal?.code).toBe('passbook_replaced');
	});

	test.each([
		['without a reason', { reason: ' ' }, 'request_invalid'],
		['for nobody', { household: 'abcdefghijklmno' }, 'record_unknown'],
	])('is refused %s', async (_, change, code) => {
		const before = footprint(office);
		const form = { household: idOf('赵大山'), reason: '丢了', ...change };
		const reply = await send(office, 'director', `${path}/replace`, form);
		expect(reply.refusal?.code).toBe(code);
		expect(grown(before, footprint(office))).toEqual({});
	});

	test('is refused where there is none to replace', async () => {
		const form = { household: await enrol('从没有过'), reason: '丢了' };
		const reply = await send(office, 'director', `${path}/replace`, form);
		expect(reply.refusal?.code).toBe('passbook_missing');
	});
});

describe('cards', () => {
	test('come in the order of their places, and who asked is written down', async () => {
		const before = footprint(office);
		const cards = await cardsOf([idOf('赵大山'), idOf('王建国')]);
		expect(cards.map(({ head, group }) => [head, group])).toEqual([
			['王建国', 1],
			['赵大山', 1],
		]);
		expect(grown(before, footprint(office))).toEqual({ staff_acts: 1 });
		const acts = (await office.shop.root.get(
			'/api/collections/staff_acts/records?sort=-at&perPage=1',
		)) as { items: { act: string; details: string }[] };
		const codes = cards.map(({ householdCode }) => householdCode).join(' ');
		expect(acts.items[0]).toMatchObject({ act: 'cards_printed', details: codes });
	});

	test('the list never holds a code', async () => {
		const reply = await look<{ passbooks: PassbookRow[] }>(office, 'storekeeper', path);
		expect(reply.body.passbooks.length).toBeGreaterThan(4);
		const [card] = await cardsOf([idOf('王建国')]);
		expect(reply.text).toContain(card?.number);
		expect(reply.text).not.toContain(card?.code);
	});

	test('of another village are out of reach', async () => {
		const households = [idOf('王建国')];
		const before = footprint(office);
		const cards = await send(office, 'otherDirector', `${path}/cards`, { households });
		expect(cards.refusal?.code).toBe('passbook_missing');
		const form = { household: households[0], reason: '想要' };
		const replaced = await send(office, 'otherDirector', `${path}/replace`, form);
		expect(replaced.refusal?.code).toBe('record_unknown');
		const opened = await send(office, 'otherDirector', `${path}/open`, { households });
		expect(opened.refusal?.code).toBe('record_unknown');
		const list = await look<{ passbooks: PassbookRow[] }>(office, 'otherDirector', path);
		expect(list.body.passbooks).toEqual([]);
		expect(grown(before, footprint(office))).toEqual({});
	});

	test('are not for the storekeeper, nor for a device', async () => {
		const households = [idOf('王建国')];
		for (const [desk, code] of [
			['storekeeper', 'not_allowed'],
			['kiosk', 'staff_unknown'],
		] as const) {
			for (const act of ['cards', 'open', 'replace']) {
				const form = { households, household: households[0], reason: '丢了' };
				const reply = await send(office, desk, `${path}/${act}`, form);
				expect(reply.refusal?.code).toBe(code);
			}
		}
	});

	test('the collection itself shows neither hash nor seal to staff', async () => {
		const reply = await look<{ items: object[] }>(
			office,
			'director',
			'/api/collections/passbooks/records?perPage=1',
		);
		expect(reply.body.items.length).toBe(1);
		expect(reply.body.items[0]).not.toHaveProperty('code_hash');
		expect(reply.body.items[0]).not.toHaveProperty('sealed_code');
	});
});
