import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, dayAt, type Day } from '#domain/day';
import type { OfficeToday } from '#domain/office-shop-wire';
import type { HouseholdList, HouseholdPage, PassbookCard } from '#domain/office-wire';
import type { VillageCopy } from '#domain/village-copy';
import { footprint, grown, look, openOffice, send, type Office } from './office.ts';
import { ask, redeem, scan } from './shop.ts';

let office: Office;
beforeAll(async () => {
	office = await openOffice();
});
afterAll(() => office.shop.server.stop());

const list = async (query = '') =>
	(await look<HouseholdList>(office, 'director', `/api/office/households?${query}`)).body;
const pageOf = async (id: string) =>
	(await look<HouseholdPage>(office, 'director', `/api/office/households/${id}`)).body;
const idOf = (head: string) => office.shop.cards.get(head)?.household ?? '';
const dayMs = 86_400_000;
const setClock = (at: number) => office.shop.root.post('/api/stage/clock', { at });
const copied = async (id: string) => {
	const { body } = await ask<VillageCopy>(office.shop, '/api/shop/copy', { token: office.kiosk });
	return body.households.find((each) => each.id === id)?.standing;
};
const shownToKiosk = async (code: string | undefined) =>
	(await ask(office.shop, '/api/shop/scan', { token: office.kiosk, body: { code } })).refusal?.code;

test('who moves out keeps what lies above the base to be spent until the cycle ends (R13)', async () => {
	const id = idOf('何𠮷');
	const path = `/api/office/households/${id}`;
	const { version } = (await pageOf(id)).household;
	expect(await send(office, 'director', `${path}/move-out`, { version })).toMatchObject({
		status: 200,
	});
	const year = dayAt(Date.now()).slice(0, 4);
	expect((await pageOf(id)).household).toMatchObject({
		standing: 'moved_out',
		rank: 0,
		passbook: 'open',
		redeemsUntil: `${year}-12-31`,
	});
	expect(await scan(office.shop, '何𠮷')).toMatchObject({ standing: 'leaving' });
	expect(await copied(id)).toBe('leaving');
	expect(await redeem(office.shop, '何𠮷', { 香皂: 1 })).toMatchObject({ status: 200 });
	// A lost passbook would take the points along.
	const lost = { household: id, reason: '丢了' };
	const replaced = await send(office, 'director', '/api/office/passbooks/replace', lost);
	expect(replaced.status).toBe(200);

	const nextYear = Date.parse(`${Number(year) + 1}-01-01T00:00:00+08:00`);
	await setClock(nextYear);
	const { cards } = (await office.shop.director.post('/api/office/passbooks/cards', {
		households: [id],
	})) as { cards: PassbookCard[] };
	expect(await shownToKiosk(cards[0]?.code)).toBe('household_moved_out');
	expect((await pageOf(id)).household.redeemsUntil).toBe('');
	const late = await send(office, 'director', '/api/office/passbooks/replace', lost);
	expect(late.refusal?.code).toBe('household_moved_out');
	// A kiosk that saw the year end with the household before it is refused as well.
	const passbook = String(
		office.witness.read("SELECT id FROM passbooks WHERE household = ? AND status = 'open'", id),
	);
	expect((await redeem(office.shop, '', { 香皂: 1 }, { passbook })).refusal?.code).toBe(
		'household_moved_out',
	);
	await setClock(0);

	expect(await shownToKiosk(cards[0]?.code)).toBeUndefined();
	const back = await send(office, 'director', `${path}/return`, { version: version + 1 });
	expect(back.status).toBe(200);
	const page = await pageOf(id);
	expect(page.household).toMatchObject({ standing: 'good', passbook: 'open' });
	expect(page.household.redeemsUntil).toBe('');
});

test('a passbook that is closed ends at once, and the ledger stays', async () => {
	const id = idOf('李秀芳');
	const card = office.shop.cards.get('李秀芳');
	const before = await pageOf(id);
	const { version } = before.household;
	const path = `/api/office/households/${id}`;
	const leave = { version, reason: '进城', closesPassbook: true };
	const gone = await send(office, 'director', `${path}/move-out`, leave);
	expect(gone.status).toBe(200);
	const page = await pageOf(id);
	expect(page.household).toMatchObject({ standing: 'moved_out', rank: 0, passbook: 'none' });
	expect(page.passbooks[0]).toMatchObject({ status: 'closed', reason: '进城' });
	expect(page.entries).toEqual(before.entries);
	expect(await shownToKiosk(card?.code)).toBe('household_moved_out');
	expect((await list('show=moved_out')).rows.map((row) => row.id)).toEqual([id]);
	expect((await list()).rows.map((row) => row.id)).not.toContain(id);

	const twice = await send(office, 'director', `${path}/move-out`, { version: version + 1 });
	expect(twice.refusal?.code).toBe('household_moved_out');
	const back = await send(office, 'director', `${path}/return`, { version: version + 1 });
	expect(back.status).toBe(200);
	expect((await pageOf(id)).household).toMatchObject({ standing: 'good', passbook: 'none' });
	expect(await shownToKiosk(card?.code)).toBe('passbook_closed');
	const again = await send(office, 'director', `${path}/return`, { version: version + 2 });
	expect(again.refusal?.code).toBe('household_present');
});

test('deeds of before it left still count, deeds of afterwards do not', async () => {
	const { id, path, version, today } = await whoHasLeft('陈远');
	const before = (await pageOf(id)).figures.spendable;
	const deed = (day: Day) => ({ row: 2, household: id, day, text: '打扫巷道', points: 3 });
	const enter = (day: Day) =>
		send(office, 'director', '/api/office/imports/entries', { rows: [deed(day)] });
	expect(await enter(today)).toMatchObject({ status: 200 });
	expect((await pageOf(id)).figures.spendable).toBe(before + 3);
	await setClock(Date.now() + dayMs);
	const late = await enter(addDays(today, 1));
	expect(late.refusal).toMatchObject({ code: 'import_has_faults' });
	await setClock(0);
	await send(office, 'director', `${path}/return`, { version });
});

test('what it may still take stands in the office’s sum of what the shelf must cover', async () => {
	const cover = async () =>
		(await look<OfficeToday>(office, 'director', '/api/office/today')).body.cover.spendable;
	const before = await cover();
	const { path, version } = await whoHasLeft('陈远');
	expect(await cover()).toBe(before);
	await send(office, 'director', `${path}/return`, { version });
});

test('a passbook that was closed by mistake is followed by a new one as long as it may spend', async () => {
	const { id, path, version } = await whoHasLeft('陈远', { closesPassbook: true });
	const opened = await send(office, 'director', '/api/office/passbooks/open', { households: [id] });
	expect(opened.status).toBe(200);
	expect((await pageOf(id)).household).toMatchObject({ passbook: 'open' });
	await send(office, 'director', `${path}/return`, { version });
});

test('who comes back in a later year gets a new passbook: the old one may be anywhere', async () => {
	const { id, path, version, today } = await whoHasLeft('陈远');
	await setClock(Date.parse(`${Number(today.slice(0, 4)) + 1}-02-01T08:00:00+08:00`));
	const back = await send(office, 'director', `${path}/return`, { version });
	expect(back.status).toBe(200);
	expect((await pageOf(id)).household).toMatchObject({ standing: 'good', passbook: 'none' });
	await setClock(0);
});

test('who is barred does not move out and back to be rid of it', async () => {
	const id = idOf('王建国');
	office.witness.write("UPDATE households SET standing = 'barred' WHERE id = ?", id);
	const { version } = (await pageOf(id)).household;
	const before = footprint(office);
	const tried = await send(office, 'director', `/api/office/households/${id}/move-out`, {
		version,
	});
	expect(tried.refusal?.code).toBe('household_barred');
	expect(grown(before, footprint(office))).toEqual({});
});

/** A household of the small shop that has moved out today. */
async function whoHasLeft(head: string, change: object = {}) {
	const id = idOf(head);
	const path = `/api/office/households/${id}`;
	const { version } = (await pageOf(id)).household;
	const gone = await send(office, 'director', `${path}/move-out`, { version, ...change });
	expect(gone.status).toBe(200);
	return { id, path, version: version + 1, today: dayAt(Date.now()) };
}
