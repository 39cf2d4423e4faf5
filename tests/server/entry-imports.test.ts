import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayAt } from '#domain/day';
import type { HouseholdList, HouseholdPage } from '#domain/office-wire';
import { footprint, grown, look, openOffice, send, type Office } from './office.ts';
import { scan } from './shop.ts';

let office: Office;
beforeAll(async () => {
	office = await openOffice();
});
afterAll(() => office.shop.server.stop());

interface Fault {
	readonly row: number;
	readonly reason: string;
}
const entriesPath = '/api/office/imports/entries';
const find = async (head: string) => {
	const path = `/api/office/households?search=${encodeURIComponent(head)}`;
	return (await look<HouseholdList>(office, 'director', path)).body.rows;
};
const pageOf = async (id: string) =>
	(await look<HouseholdPage>(office, 'director', `/api/office/households/${id}`)).body;
const faultsOf = (reply: { refusal: object | undefined }) =>
	(reply.refusal as { faults: Fault[] }).faults.map(({ row, reason }) => [row, reason]);
const line = (change: object = {}) => ({
	row: 2,
	household: office.shop.cards.get('王建国')?.household,
	day: dayAt(Date.now()),
	rule: 'N02',
	category: '环境卫生',
	text: '院坝卫生评比 优',
	points: 5,
	...change,
});

describe('lines of the paper ledger', () => {
	test('become awards, deductions and bonus of their day', async () => {
		const [household] = await find('何𠮷');
		const { code = '', id = '' } = household ?? {};
		const before = await pageOf(id);
		const reply = await send(office, 'director', entriesPath, {
			rows: [
				line({ household: code, points: 7 }),
				line({ household: id, points: -3, text: '乱倒垃圾' }),
				line({ household: code, points: 4, bonus: true, category: '', rule: '' }),
			],
		});
		expect(reply.body).toEqual({ entered: 3 });
		const after = await pageOf(id);
		expect(after.entries.slice(0, 3).map(({ kind, points }) => [kind, points])).toEqual([
			['bonus', 4],
			['deduction', -3],
			['award', 7],
		]);
		expect(after.figures.total - before.figures.total).toBe(4);
		expect(after.figures.spendable - before.figures.spendable).toBe(8);
		expect(after.categories).toEqual([{ category: '环境卫生', points: 4 }]);
	});

	test('with faults are refused whole, and every fault is named', async () => {
		const before = footprint(office);
		const reply = await send(office, 'director', entriesPath, {
			rows: [
				line(),
				line({ row: 3, household: '柏03-01-999-0' }),
				line({ row: 4, day: '2026-02-30' }),
				line({ row: 5, day: '2019-05-05' }),
				line({ row: 6, points: 0 }),
				line({ row: 7, points: 1.5 }),
				line({ row: 8, points: -2, bonus: true }),
			],
		});
		expect(faultsOf(reply)).toEqual([
			[3, 'household_unknown'],
			[4, 'day_wrong'],
			[5, 'day_outside_cycle'],
			[6, 'points_wrong'],
			[7, 'points_wrong'],
			[8, 'bonus_not_positive'],
		]);
		expect(grown(before, footprint(office))).toEqual({});
	});

	test('are told in English where the paper brings English, to office and kiosk', async () => {
		const english = 'Monthly check: cleanest grade';
		await send(office, 'director', entriesPath, {
			rows: [line({ english }), line({ row: 3, text: '乱倒垃圾', points: -5 })],
		});
		const [household] = await find('王建国');
		const told = [
			{ text: '乱倒垃圾', english: '' },
			{ text: '院坝卫生评比 优', english },
		];
		expect((await pageOf(household?.id ?? '')).entries.slice(0, 2)).toMatchObject(told);
		expect((await scan(office.shop, '王建国')).entries.slice(0, 2)).toMatchObject(told);
	});

	test.each([
		['longer than 400 characters', 'x'.repeat(401)],
		['with signs that steer a printer', 'a\u001bb'],
		['of no letters', 7],
	])('are not read with English %s', async (_, english) => {
		const reply = await send(office, 'director', entriesPath, { rows: [line({ english })] });
		expect(reply.refusal).toMatchObject({ code: 'request_invalid', field: 'rows' });
	});

	test('sent twice are entered once', async () => {
		const form = { requestKey: randomUUID(), rows: [line()] };
		await send(office, 'director', entriesPath, form);
		const before = footprint(office);
		expect((await send(office, 'director', entriesPath, form)).body).toEqual({ entered: 1 });
		expect(grown(before, footprint(office))).toEqual({});
	});

	test('of a household of another village are refused', async () => {
		const reply = await send(office, 'otherDirector', entriesPath, { rows: [line()] });
		expect(faultsOf(reply)).toEqual([[2, 'household_unknown']]);
		const [household] = await find('王建国');
		const byCode = await send(office, 'otherDirector', entriesPath, {
			rows: [line({ household: household?.code })],
		});
		expect(faultsOf(byCode)).toEqual([[2, 'household_unknown']]);
	});

	test.each(['recorder', 'storekeeper'] as const)('are not taken from the %s', async (desk) => {
		const reply = await send(office, desk, entriesPath, { rows: [line()] });
		expect(reply).toMatchObject({ status: 403, refusal: { code: 'not_allowed' } });
	});
});
