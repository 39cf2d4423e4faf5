import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HouseholdList, HouseholdPage } from '#domain/office-wire';
import { footprint, grown, look, openOffice, send, type Office } from './office.ts';
import { ask, redeem } from './shop.ts';

let office: Office;
beforeAll(async () => {
	office = await openOffice();
});
afterAll(() => office.shop.server.stop());

interface Enrolled {
	readonly id: string;
	readonly code: string;
}
const form = { group: 2, head: '周长林', residence: 'living_here', members: [] };
const enrol = (change: object = {}, desk: 'director' | 'recorder' = 'director') =>
	send<Enrolled>(office, desk, '/api/office/households', { ...form, ...change });
const list = async (query = '') =>
	(await look<HouseholdList>(office, 'director', `/api/office/households?${query}`)).body;
const pageOf = async (id: string) =>
	(await look<HouseholdPage>(office, 'director', `/api/office/households/${id}`)).body;
const idOf = (head: string) => office.shop.cards.get(head)?.household ?? '';

describe('the list', () => {
	test('shows every household by its place, with figures and passbook', async () => {
		const { rows, total, perPage } = await list();
		expect(perPage).toBe(25);
		expect(total).toBe(rows.length);
		expect(rows[0]).toMatchObject({
			head: '王建国',
			group: 1,
			number: 1,
			villagers: 1,
			total: 182,
			spendable: 82,
			redeemed: 0,
			rank: 1,
			passbook: 'open',
		});
		expect(rows.find(({ head }) => head === '赵大山')).toMatchObject({
			total: 88,
			spendable: 0,
			missing: 12,
		});
	});

	test('ranks by the total and only who lives here', async () => {
		const { rows } = await list('sort=total');
		const ranked = rows.filter(({ rank }) => rank > 0);
		expect(ranked.map(({ total }) => total)).toEqual(
			ranked.map(({ total }) => total).toSorted((one, other) => other - one),
		);
		expect(rows.find(({ head }) => head === '陈远')).toMatchObject({ residence: 'away', rank: 0 });
	});

	test.each([
		['a head', '建国', ['王建国']],
		['a rare character', '𠮷', ['何𠮷']],
		['a code as it is read aloud', '0301003', ['赵大山']],
		['nobody', '不在这里', []],
		['what would end a text in SQL', "' OR 1=1 --", []],
	])('finds %s', async (_, search, heads) => {
		const { rows } = await list(`search=${encodeURIComponent(search)}&show=present&group=0`);
		expect(rows.map(({ head }) => head)).toEqual(heads);
	});

	test('finds a passbook number, with and without its space', async () => {
		const number = office.shop.cards.get('李秀芳')?.number ?? '';
		for (const typed of [number, `${number.slice(0, 4)}%20${number.slice(4)}`]) {
			expect((await list(`search=${typed}`)).rows.map(({ head }) => head)).toEqual(['李秀芳']);
		}
	});

	test('a page beyond the last is the last', async () => {
		expect(await list('page=99')).toMatchObject({ page: 1 });
		expect(await list('page=nonsense')).toMatchObject({ page: 1 });
	});

	test('another village sees none of it, a device nothing at all', async () => {
		const other = await look<HouseholdList>(office, 'otherDirector', '/api/office/households');
		expect(other.body.total).toBe(0);
		const device = await look(office, 'kiosk', '/api/office/households');
		expect(device).toMatchObject({ status: 401, refusal: { code: 'staff_unknown' } });
		const nobody = await ask(office.shop, '/api/office/households');
		expect(nobody.status).toBe(401);
	});

	test("the town's office names the village it looks at", async () => {
		const { village, otherVillage } = office.shop;
		const path = (id: string) => `/api/office/households?village=${id}`;
		const here = await look<HouseholdList>(office, 'townOffice', path(village));
		expect(here.body.rows[0]?.head).toBe('王建国');
		const there = await look<HouseholdList>(office, 'townOffice', path(otherVillage));
		expect(there.body.total).toBe(0);
		const unnamed = await look(office, 'townOffice', '/api/office/households');
		expect(unnamed.refusal?.code).toBe('village_unknown');
		const unknown = await look(office, 'townOffice', path('abcdefghijklmno'));
		expect(unknown.refusal?.code).toBe('village_unknown');
	});
});

describe('enrolling', () => {
	test('a household gets the next number, a code, its base points and its villagers', async () => {
		const before = footprint(office);
		const { body } = await enrol(
			{
				members: [
					{ name: '周长林', relation: 'head', birthYear: 1958 },
					{ name: '郑秀', relation: 'spouse', birthYear: 0 },
				],
			},
			'recorder',
		);
		expect(body.code).toBe('柏03-02-003-5');
		expect(grown(before, footprint(office))).toEqual({
			households: 1,
			villagers: 2,
			accounts: 1,
			ledger_entries: 1,
			staff_acts: 1,
			requests: 1,
			chain_heads: 0,
		});
		const page = await pageOf(body.id);
		expect(page.figures).toMatchObject({ total: 100, base: 100, spendable: 0, missing: 0 });
		expect(page.entries.map(({ kind, points }) => [kind, points])).toEqual([['base', 100]]);
		expect(page.villagers).toEqual([
			{ name: '周长林', relation: 'head', birthYear: 1958 },
			{ name: '郑秀', relation: 'spouse', birthYear: 0 },
		]);
	});

	test('the same form sent twice is one household', async () => {
		const requestKey = randomUUID();
		const first = await enrol({ requestKey, head: '只有一户' });
		const again = await enrol({ requestKey, head: '只有一户' });
		expect(again.text).toBe(first.text);
		expect((await list(`search=${encodeURIComponent('只有一户')}`)).total).toBe(1);
		const other = await enrol({ requestKey, head: '另一户' });
		expect(other.refusal?.code).toBe('request_conflict');
	});

	test.each([
		['a group that is not there', { group: 9 }, 'group_unknown'],
		['a place that is taken', { group: 1, number: 1 }, 'place_taken'],
		['no head', { head: '  ' }, 'request_invalid'],
		['a head of private-use characters', { head: '王\ue000' }, 'request_invalid'],
		['a name too long', { head: '长'.repeat(31) }, 'request_invalid'],
		['a residence nobody knows', { residence: 'moon' }, 'request_invalid'],
		['two heads', { members: [{ name: '别人', relation: 'head' }] }, 'request_invalid'],
		[
			'somebody born tomorrow',
			{ members: [{ name: '甲', relation: 'child', birthYear: 2999 }] },
			'request_invalid',
		],
		['a number beyond 999', { number: 1000 }, 'request_invalid'],
		['no request key', { requestKey: 'short' }, 'request_invalid'],
	])('refuses %s and leaves nothing behind', async (_, change, code) => {
		const before = footprint(office);
		const { status, refusal } = await enrol(change);
		expect([status, refusal?.code]).toEqual([400, code]);
		expect(grown(before, footprint(office))).toEqual({});
	});

	test('is for the director and the recorder', async () => {
		const refused = await send(office, 'storekeeper', '/api/office/households', form);
		expect(refused).toMatchObject({ status: 403, refusal: { code: 'not_allowed' } });
	});
});

describe('editing', () => {
	test('the second of two editors is told', async () => {
		const { body } = await enrol({ head: '两人同改' });
		const edit = { version: 1, head: '两人同改', residence: 'away', members: [] };
		const path = `/api/office/households/${body.id}`;
		expect((await send(office, 'director', path, edit)).body).toMatchObject({ version: 2 });
		const late = { ...edit, residence: 'returned' };
		const second = await send(office, 'recorder', path, late);
		expect(second.refusal?.code).toBe('record_changed');
		expect((await pageOf(body.id)).household).toMatchObject({ residence: 'away', version: 2 });
	});

	test('changes who lives there and never the points or the code', async () => {
		const id = idOf('何𠮷');
		const before = await pageOf(id);
		const members = [{ name: '田小满', relation: 'child', birthYear: 2001 }];
		const { version, code } = before.household;
		await send(office, 'director', `/api/office/households/${id}`, {
			version,
			head: '何𠮷',
			residence: 'returned',
			members,
		});
		const after = await pageOf(id);
		expect(after.villagers.map(({ name }) => name)).toEqual(['何𠮷', '田小满']);
		expect(after.household).toMatchObject({ code, residence: 'returned', rank: 0 });
		expect(after.entries).toEqual(before.entries);
	});

	test('another village cannot reach it', async () => {
		const id = idOf('王建国');
		const before = footprint(office);
		const { version } = (await pageOf(id)).household;
		const edit = { version, head: '王建国', residence: 'away', members: [] };
		const path = `/api/office/households/${id}`;
		const seen = await look(office, 'otherDirector', path);
		expect(seen.refusal?.code).toBe('record_unknown');
		for (const way of ['', '/move-out', '/return']) {
			const tried = await send(office, 'otherDirector', `${path}${way}`, edit);
			expect(tried.refusal?.code).toBe('record_unknown');
		}
		// A village named by one who is not the town's office counts for nothing.
		const named = { ...edit, village: office.shop.village };
		const tried = await send(office, 'otherDirector', path, named);
		expect(tried.refusal?.code).toBe('record_unknown');
		expect(grown(before, footprint(office))).toEqual({});
	});
});

test('the page adds up a month, with what was redeemed, and leaves the opening out', async () => {
	await redeem(office.shop, '王建国', { 香皂: 2 });
	const page = await pageOf(idOf('王建国'));
	const month = page.months.at(-1);
	expect(month).toMatchObject({ plus: 0, minus: 0, spent: 10 });
	expect(page.months[0]?.month).toMatch(/-01$/);
	expect(page.figures).toMatchObject({ total: 182, redeemed: 10, spendable: 72 });
	const goods = { goods: '香皂×2', goodsEnglish: 'Toilet soap ×2' };
	expect(page.redemptions).toMatchObject([{ ...goods, cost: 10, reversed: false }]);
	expect(page.ranked).toBeGreaterThan(1);
});
