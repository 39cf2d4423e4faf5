import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayAt } from '#domain/day';
import type { HouseholdList, HouseholdPage, ImportOutcome } from '#domain/office-wire';
import { footprint, grown, look, openOffice, send, type Desk, type Office } from './office.ts';

let office: Office;
beforeAll(async () => {
	office = await openOffice();
});
afterAll(() => office.shop.server.stop());

interface Fault {
	readonly row: number;
	readonly reason: string;
	readonly text: string;
}
const rosterPath = '/api/office/imports/households';
const bring = (rows: readonly object[], change: object = {}, desk: Desk = 'director') =>
	send<ImportOutcome>(office, desk, rosterPath, {
		commit: true,
		rows: rows.map((row, index) => ({ row: index + 2, ...row })),
		...change,
	});
const find = async (head: string) => {
	const path = `/api/office/households?search=${encodeURIComponent(head)}`;
	return (await look<HouseholdList>(office, 'director', path)).body.rows;
};
const pageOf = async (id: string) =>
	(await look<HouseholdPage>(office, 'director', `/api/office/households/${id}`)).body;
const faultsOf = (reply: { refusal: object | undefined }) =>
	(reply.refusal as { faults: Fault[] }).faults.map(({ row, reason }) => [row, reason]);

describe('a roster', () => {
	const rows = [
		{ group: 3, number: 1, head: '罗德全', residence: 'living_here', total: 135 },
		{
			group: 3,
			number: 0,
			head: '罗小兰',
			residence: 'away',
			members: [{ name: '罗星', relation: 'child', birthYear: 2012 }],
		},
		{ group: 4, number: 17, head: '王　芳', residence: 'returned', total: 40 },
	];

	test('is taken over whole, with one opening entry for each total', async () => {
		const before = footprint(office);
		const { body } = await bring(rows);
		expect(body).toEqual({ added: 3, changed: 0, unchanged: 0, openings: 2, faults: [] });
		expect(grown(before, footprint(office))).toEqual({
			households: 3,
			villagers: 4,
			accounts: 3,
			ledger_entries: 5,
			staff_acts: 1,
			requests: 1,
			chain_heads: 0,
		});
		const [first] = await find('罗德全');
		const page = await pageOf(first?.id ?? '');
		expect(page.figures).toMatchObject({ total: 135, spendable: 35 });
		expect(page.entries.map(({ kind, points }) => [kind, points])).toEqual([
			['opening', 35],
			['base', 100],
		]);
		expect(page.months.every(({ plus }) => plus === 0)).toBe(true);
		const [below] = await find('王　芳');
		expect(below).toMatchObject({ number: 17, total: 40, spendable: 0, missing: 60 });
		expect((await find('罗小兰'))[0]).toMatchObject({ number: 2, villagers: 2, total: 100 });
	});

	test('brought in again changes nothing, not even when points came in meanwhile', async () => {
		const [household] = await find('罗德全');
		await send(office, 'director', '/api/office/imports/entries', {
			rows: [
				{ row: 2, household: household?.id, day: dayAt(Date.now()), text: '评比 优', points: 5 },
			],
		});
		const before = footprint(office);
		const { body } = await bring(rows);
		expect(body).toMatchObject({ added: 0, changed: 0, unchanged: 3, openings: 0 });
		expect(grown(before, footprint(office))).toEqual({ staff_acts: 1, requests: 1 });
		expect((await find('罗德全'))[0]?.total).toBe(140);
	});

	test('brings what is new and leaves what it does not mention', async () => {
		const { body } = await bring([
			{ group: 3, number: 0, head: '罗小兰', residence: 'living_here' },
			{ group: 4, number: 17, head: '王芳' },
		]);
		expect(body).toMatchObject({ added: 0, changed: 1, unchanged: 1 });
		const [household] = await find('罗小兰');
		expect(household).toMatchObject({ residence: 'living_here', villagers: 2 });
	});

	test('the preview says what would happen and does none of it', async () => {
		const before = footprint(office);
		const more = [...rows, { group: 5, head: '新户', total: 100 }];
		const { body } = await bring(more, { commit: false });
		expect(body).toMatchObject({ added: 1, changed: 1, unchanged: 2, openings: 1, faults: [] });
		expect(grown(before, footprint(office))).toEqual({});
	});

	test('the same request sent twice gets the same answer', async () => {
		const requestKey = randomUUID();
		const once = [{ group: 6, head: '只来一次' }];
		const first = await bring(once, { requestKey });
		expect((await bring(once, { requestKey })).text).toBe(first.text);
		const other = await bring([{ group: 6, head: '别的' }], { requestKey });
		expect(other.refusal?.code).toBe('request_conflict');
	});

	test('with faults is refused whole, and every fault is named', async () => {
		const before = footprint(office);
		const reply = await bring([
			{ group: 5, head: '清白' },
			{ group: 9, head: '没有组' },
			{ group: 3, number: 1, head: '占了别人的号' },
			{ group: 5, head: '', total: 12.5 },
			{ group: 5, head: '张\ue5e5', total: -1 },
			{ group: 5, head: '长'.repeat(31), total: 10_001 },
			{ group: 5, number: 1000, head: '号太大', residence: 'moon' },
			{ group: 5, number: 7, head: '重' },
			{ group: 5, number: 7, head: '重' },
			{ group: 5, head: '清白' },
			{ group: 3, number: 1, head: '罗德全', total: 999 },
			{ group: 5, head: '甲', members: [{ name: '乙', relation: 'cousin' }] },
			{ group: 5, head: '丙', members: [{ name: '丁', relation: 'child', birthYear: 1066 }] },
		]);
		expect(reply.refusal?.code).toBe('import_has_faults');
		expect(faultsOf(reply)).toEqual([
			[3, 'group_unknown'],
			[4, 'place_taken'],
			[5, 'name_empty'],
			[5, 'total_not_whole'],
			[6, 'name_private_use'],
			[6, 'total_negative'],
			[7, 'name_too_long'],
			[7, 'total_too_big'],
			[8, 'number_wrong'],
			[8, 'residence_unknown'],
			[10, 'row_twice'],
			[11, 'row_twice'],
			[13, 'relation_unknown'],
			[14, 'birth_year_wrong'],
		]);
		expect(grown(before, footprint(office))).toEqual({});
	});

	test.each([
		['half a character', '何\ud842', 'name_broken', '何\ufffd'],
		['a sign nobody sees', '王\u0000建国', 'name_broken', '王\u0000建国'],
		['a whole book', '字'.repeat(1_000_000), 'name_too_long', `${'字'.repeat(40)}…`],
	])('with %s for a name is refused, and quotes no more than a line of it', async (...given) => {
		const [, head, reason, text] = given;
		const before = footprint(office);
		const reply = await bring([
			{ group: 5, head: '无辜' },
			{ group: 5, head },
		]);
		expect((reply.refusal as { faults?: Fault[] })?.faults).toEqual([{ row: 3, reason, text }]);
		expect(grown(before, footprint(office))).toEqual({});
	});

	test('with another opening total than was entered is refused', async () => {
		const before = footprint(office);
		const reply = await bring([
			{ group: 5, head: '无辜' },
			{ group: 3, number: 1, head: '罗德全', total: 999 },
		]);
		expect(faultsOf(reply)).toEqual([[3, 'opening_differs']]);
		expect(grown(before, footprint(office))).toEqual({});
	});

	test('two households of one name in a group need their numbers', async () => {
		await bring([
			{ group: 6, number: 11, head: '同名' },
			{ group: 6, number: 12, head: '同名' },
		]);
		const vague = await bring([{ group: 6, head: '同名' }]);
		expect(faultsOf(vague)).toEqual([[2, 'head_ambiguous']]);
		const clear = await bring([{ group: 6, number: 12, head: '同名', residence: 'away' }]);
		expect(clear.body).toMatchObject({ changed: 1 });
	});

	test.each([
		['storekeeper', 'not_allowed'],
		['kiosk', 'staff_unknown'],
		['townOffice', 'village_unknown'],
	] as const)('is not taken from the %s', async (desk, code) => {
		const reply = await bring([{ group: 1, head: '谁' }], {}, desk);
		expect(reply.refusal?.code).toBe(code);
	});

	test.each([
		['rows that are no rows', { rows: ['x'] }],
		['more than a thousand rows', { rows: Array.from({ length: 1001 }, () => rows[0]) }],
		['no rows at all', { rows: undefined }],
	])('is not read from %s', async (_, change) => {
		const reply = await bring([], change);
		expect(reply.refusal).toMatchObject({ code: 'request_invalid', field: 'rows' });
	});

	test('of another village goes into that village alone', async () => {
		const before = (await find('')).length;
		await bring([{ group: 1, number: 1, head: '白鹭人家' }], {}, 'otherDirector');
		expect((await find('')).length).toBe(before);
		expect(await find('白鹭人家')).toEqual([]);
	});
});
