import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, dayFrom } from '#domain/day';
import type { OfficeMe, SettingsHistory } from '#domain/office-wire';
import { footprint, grown, look, openOffice, send, type Office } from './office.ts';
import { shelf } from './shop.ts';

let office: Office;
let today: string;
beforeAll(async () => {
	office = await openOffice();
	today = (await me()).day;
});
afterAll(() => office.shop.server.stop());

const path = '/api/office/settings';
const me = async () => (await look<OfficeMe>(office, 'director', '/api/office/me')).body;
const history = async () => (await look<SettingsHistory>(office, 'recorder', path)).body;
const later = (days: number) => addDays(dayFrom(today), days);
const set = async (change: object = {}, desk: 'director' | 'otherDirector' = 'director') =>
	send<{ id: string }>(office, desk, path, {
		version: (await look<SettingsHistory>(office, desk, path)).body.version,
		fromDay: today,
		fenPerPoint: 200,
		receiptHead: '青松村爱心超市',
		openingDays: [5, 1, 3],
		helperName: '周文斌',
		helperPhone: '0800-123',
		...change,
	});

describe('settings', () => {
	test('of today hold at once, on the shelf too, and nothing is overwritten', async () => {
		const before = await history();
		await set();
		const after = await history();
		expect(after.current).toMatchObject({
			fromDay: today,
			fenPerPoint: 200,
			openingDays: [1, 3, 5],
			setBy: '周文斌',
		});
		expect(after.history).toHaveLength(before.history.length + 1);
		expect(after.history.slice(1)).toEqual(before.history);
		expect((await me()).settings).toMatchObject({ fenPerPoint: 200, helperPhone: '0800-123' });
		// Soap of 5.00 yuan at 2.00 yuan a point: three points, rounded up.
		expect((await shelf(office.shop)).get('香皂')?.pointsEach).toBe(3);
	});

	test('of a later day wait for it', async () => {
		await set({ fromDay: later(3), fenPerPoint: 500 });
		expect((await history()).current.fenPerPoint).toBe(200);
		expect((await shelf(office.shop)).get('香皂')?.pointsEach).toBe(3);
		await office.shop.root.post('/api/stage/clock', { at: Date.now() + 3 * 86_400_000 });
		expect((await history()).current).toMatchObject({ fromDay: later(3), fenPerPoint: 500 });
		expect((await shelf(office.shop)).get('香皂')?.pointsEach).toBe(1);
		await office.shop.root.post('/api/stage/clock', { at: 0 });
	});

	test('of a day set twice: the later word counts', async () => {
		await set({ receiptHead: '第一个说法' });
		await set({ receiptHead: '第二个说法' });
		expect((await history()).current.receiptHead).toBe('第二个说法');
	});

	test('the second of two directors is told', async () => {
		const { version } = await history();
		await set({ version, receiptHead: '先写的店' });
		const before = footprint(office);
		const second = await set({ version, receiptHead: '后写的店' });
		expect(second.refusal).toEqual({ code: 'record_changed' });
		expect(grown(before, footprint(office))).toEqual({});
		expect((await history()).current.receiptHead).toBe('先写的店');
	});

	test('sent twice are set once', async () => {
		const { version } = await history();
		const requestKey = randomUUID();
		const first = await set({ requestKey, version });
		const before = footprint(office);
		expect((await set({ requestKey, version })).text).toBe(first.text);
		expect(grown(before, footprint(office))).toEqual({});
	});

	test.each([
		['a rate above 5.00 yuan', { fenPerPoint: 501 }, 'rate_not_allowed'],
		['a rate of nothing', { fenPerPoint: 0 }, 'rate_not_allowed'],
		['a rate in parts of a fen', { fenPerPoint: 150.5 }, 'rate_not_allowed'],
		['yesterday', { fromDay: '2020-01-01' }, 'day_too_early'],
		['a day that is none', { fromDay: '2026-02-30' }, 'request_invalid'],
		['an eighth weekday', { openingDays: [8] }, 'request_invalid'],
		['a weekday twice', { openingDays: [1, 1] }, 'request_invalid'],
		['a receipt without a head', { receiptHead: '' }, 'request_invalid'],
	])('refuses %s and leaves all as it was', async (_, change, code) => {
		const before = footprint(office);
		expect((await set(change)).refusal?.code).toBe(code);
		expect(grown(before, footprint(office))).toEqual({});
	});

	test('are the director’s to set, and his own village’s alone', async () => {
		for (const desk of ['recorder', 'storekeeper'] as const) {
			const reply = await send(office, desk, path, {});
			expect(reply).toMatchObject({ status: 403, refusal: { code: 'not_allowed' } });
		}
		const before = await history();
		await set({ receiptHead: '白鹭村爱心超市', village: office.shop.village }, 'otherDirector');
		expect(await history()).toEqual(before);
	});
});

describe('groups', () => {
	const add = (form: object) =>
		send<{ id: string }>(office, 'director', '/api/office/groups', form);

	test('a further group is there at once, and its name can change', async () => {
		const { body } = await add({ number: 7, name: '河边组' });
		const path = `/api/office/groups/${body.id}`;
		expect((await me()).groups.at(-1)).toEqual({
			id: body.id,
			number: 7,
			name: '河边组',
			households: 0,
		});
		await send(office, 'director', path, { name: '' });
		expect((await me()).groups.at(-1)?.name).toBe('');
		const other = await send(office, 'otherDirector', path, { name: '我的' });
		expect(other.refusal?.code).toBe('group_unknown');
	});

	test.each([
		[{ number: 1, name: '' }, 'group_taken'],
		[{ number: 0, name: '' }, 'request_invalid'],
		[{ number: 100, name: '' }, 'request_invalid'],
		[{ number: 50, name: '长'.repeat(41) }, 'request_invalid'],
	])('refuses %o', async (form, code) => {
		const before = footprint(office);
		expect((await add(form)).refusal?.code).toBe(code);
		expect(grown(before, footprint(office))).toEqual({});
	});
});

describe('who is signed in', () => {
	test('knows village, roles, settings of today and what is still to do', async () => {
		const { person, village, villages, counts, cycle } = await me();
		expect(person).toMatchObject({ name: '周文斌', roles: ['director'], isTownOffice: false });
		expect(village).toMatchObject({ id: office.shop.village });
		expect(villages).toHaveLength(1);
		expect(counts).toEqual({ households: 5, withoutPassbook: 0 });
		expect(cycle.opensOn).toBe(`${cycle.year}-01-01`);
	});

	test('the town’s office may choose among its villages', async () => {
		const unnamed = await look<OfficeMe>(office, 'townOffice', '/api/office/me');
		expect(unnamed.body).toMatchObject({ village: null, settings: null });
		expect(unnamed.body.villages).toHaveLength(2);
		const named = `/api/office/me?village=${office.shop.otherVillage}`;
		const there = await look<OfficeMe>(office, 'townOffice', named);
		expect(there.body.village?.id).toBe(office.shop.otherVillage);
		expect(there.body.counts.households).toBe(0);
	});
});
