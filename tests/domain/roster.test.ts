import { describe, expect, test } from 'vitest';
import { nameFault, planRoster, type RosterRow } from '#domain/roster';
import { readRosterTable } from '#domain/roster-table';

const head = ['组', '户号', '户主', '成员', '状态', '当前总积分'];
const read = (...cells: readonly string[]) => readRosterTable([head, cells]);
const only = (...cells: readonly string[]) => read(...cells).rows[0];

describe('a table', () => {
	test('is read by its columns, in whatever order and language', () => {
		const { rows, faults } = readRosterTable([
			['', ''],
			['\ufeffTotal', 'HEAD', 'group', 'phone'],
			['1,250', '王建国', '2', '139'],
			['', '', '', ''],
			['', '李秀芳', '3'],
		]);
		expect(faults).toEqual([]);
		expect(rows).toEqual([
			row({ row: 3, group: 2, head: '王建国', total: 1250 }),
			row({ row: 5, group: 3, head: '李秀芳' }),
		]);
	});

	test.each([
		['2', 2],
		[' ２ ', 2],
		['2组', 2],
		['第二组', 2],
		['第十村民小组', 10],
		['十二组', 12],
		['二十', 20],
		['三十九组', 39],
		['7.0', 7],
	])('knows the group %s', (text, group) => {
		expect(only(text, '', '王建国')?.group).toBe(group);
	});

	test.each(['', '河边', '二三', '123', '-1'])('does not know the group "%s"', (text) => {
		expect(read(text, '', '王建国')).toEqual({
			rows: [],
			faults: [{ row: 2, reason: 'group_unknown', text }],
			formulas: [],
		});
	});

	test.each([
		['李芳(配偶,1968);李明(子女)', ['李芳 spouse 1968', '李明 child 0']],
		['李芳（妻子，1968年生）；老李（父亲）', ['李芳 spouse 1968', '老李 parent 0']],
		['李芳', ['李芳 other 0']],
		['', []],
		['𬱖某(other,2001);', ['𬱖某 other 2001']],
	])('reads the members %s', (text, members) => {
		expect(
			only('1', '', '王建国', text)?.members.map((each) => Object.values(each).join(' ')),
		).toEqual(members);
	});

	test.each([
		['members_unreadable', ['1', '', '王', '李芳(表姐妹)']],
		['members_unreadable', ['1', '', '王', '(配偶)']],
		['members_unreadable', ['1', '', '王', '李芳、李明']],
		['members_unreadable', ['1', '', '王', '李芳\n1,3,王建国']],
		['number_wrong', ['1', '十七', '王']],
		['residence_unknown', ['1', '', '王', '', '外地']],
		['total_not_whole', ['1', '', '王', '', '', '12.5']],
		['total_not_whole', ['1', '', '王', '', '', '很多']],
	] as const)('tells %s of what it cannot read', (reason, cells) => {
		expect(read(...cells).faults).toMatchObject([{ row: 2, reason }]);
		expect(read(...cells).rows).toEqual([]);
	});

	test('without a column for group or head is no roster', () => {
		expect(readRosterTable([['户主'], ['王建国']]).faults).toEqual([
			{ row: 1, reason: 'column_missing', text: '组' },
		]);
		expect(readRosterTable([['组', '姓']]).faults[0]?.text).toBe('户主');
	});
});

describe('a plan', () => {
	const village = {
		groups: [1, 2],
		households: [
			{ id: 'wang', group: 1, number: 4, head: '王建国', hasMovedOut: false },
			{ id: 'fang', group: 1, number: 5, head: '王　芳', hasMovedOut: false },
			{ id: 'gone', group: 2, number: 9, head: '走了的', hasMovedOut: true },
		],
	};
	const plan = (...rows: readonly RosterRow[]) => planRoster(rows, village, 2026);
	const places = (...rows: readonly RosterRow[]) =>
		plan(...rows).steps.map(({ household, number }) => [household, number]);

	test('gives new households the numbers after all that are known or asked for', () => {
		expect(
			places(row({ head: '甲' }), row({ head: '乙' }), row({ head: '丙', number: 7 })),
		).toEqual([
			['', 8],
			['', 9],
			['', 7],
		]);
	});

	test('finds who is known by the place, or by the name however it is spaced', () => {
		expect(places(row({ head: '王建国', number: 4 }), row({ head: '王芳' }))).toEqual([
			['wang', 4],
			['fang', 5],
		]);
	});

	test.each([
		['place_taken', [row({ head: '别人', number: 4 })]],
		['household_moved_out', [row({ group: 2, head: '走了的' })]],
		['row_twice', [row({ head: '甲' }), row({ head: '甲' })]],
		['row_twice', [row({ head: '甲', number: 8 }), row({ head: '甲' })]],
		['row_twice', [row({ head: '甲' }), row({ head: '甲', number: 8 })]],
		['row_twice', [row({ head: '甲', number: 8 }), row({ head: '乙', number: 8 })]],
		['group_full', [row({ head: '甲', number: 999 }), row({ head: '乙' })]],
	] as const)('tells %s', (reason, rows) => {
		expect(plan(...rows).faults.map((fault) => fault.reason)).toEqual([reason]);
	});

	test('lets two households of one name have two numbers', () => {
		const rows = [row({ head: '甲', number: 8 }), row({ head: '甲', number: 9 })];
		expect(plan(...rows).faults).toEqual([]);
	});
});

test.each([
	['王', undefined],
	['𠮷𬱖', undefined],
	['长'.repeat(30), undefined],
	['𠮷'.repeat(30), undefined],
	['  ', 'name_empty'],
	['长'.repeat(31), 'name_too_long'],
	['王\u0007', 'name_broken'],
	['王\n建国', 'name_broken'],
	['何\ud842', 'name_broken'],
	['王\ue000', 'name_private_use'],
	['王\u{f0001}', 'name_private_use'],
	['王\u{10fffd}', 'name_private_use'],
])('the name %s', (name, fault) => {
	expect(nameFault(name)).toBe(fault);
});

function row(change: Partial<RosterRow>): RosterRow {
	return {
		row: 2,
		group: 1,
		number: 0,
		head: '某人',
		members: [],
		residence: '',
		total: null,
		...change,
	};
}
