import type { CellMark } from '#domain/table';
import { gives, type Json, type Table } from './table.ts';

const columns = {
	titles: [
		['组', 'group'],
		['group', 'group'],
		['户主', 'head'],
		['head', 'head'],
		['成员', 'members'],
		['分', 'total'],
	],
	needed: ['group', 'head'],
	spreads: ['group'],
	lines: ['members'],
};
const head = ['组', '户主', '成员', '分'];
const wang = ['1', '王建国', '李芳', '120'];
const cells = { group: '1', head: '王建国', members: '李芳', total: '120' };

/** A table below its titles, what its file says beside it, and what is read. */
const sheet = (
	says: string,
	table: readonly (readonly string[])[],
	marks: { merged?: readonly string[]; cells?: Readonly<Record<string, CellMark>> },
	read: { rows?: Json; faults?: readonly (readonly [number, string, string])[]; formulas?: Json },
) =>
	gives(says, [table, columns, { merged: [], cells: {}, ...marks }], {
		rows: read.rows ?? [],
		faults: (read.faults ?? []).map(([row, reason, text]) => ({ row, reason, text })),
		formulas: read.formulas ?? [],
	});

/** One row with one cell of its own, which is told. */
const told = (says: string, at: number, text: string, reason: string) =>
	sheet(says, [head, wang.with(at, text)], {}, { faults: [[2, reason, `${'ABCD'[at]}2`]] });

const two = [
	{ row: 2, cells },
	{ row: 3, cells: { ...cells, head: '何𠮷', members: '', total: '' } },
];

export const sheetTables: readonly Table[] = [
	{
		call: 'readRows',
		cases: [
			sheet('an empty table', [], {}, {}),
			sheet('a table of blanks', [['', ' '], []], {}, {}),
			sheet('a row', [head, wang], {}, { rows: [{ row: 2, cells }] }),
			sheet(
				'titles below a heading, in any order, with their unit',
				[['花名册'], [], ['分（个）', '\ufeff HEAD', 'Group'], ['9', '王', '1']],
				{ merged: ['A1:D1'] },
				{ rows: [{ row: 4, cells: { group: '1', head: '王', members: '', total: '9' } }] },
			),
			sheet(
				'columns of other matters, and rows that only they fill',
				[
					['序号', ...head],
					['1', ...wang],
					['2', '', '', '', ''],
				],
				{ merged: ['A2:A3'] },
				{ rows: [{ row: 2, cells }] },
			),
			sheet(
				'signs without a width',
				[head, ['1', '\u200b王建国\ufeff', '李芳', '120']],
				{},
				{
					rows: [{ row: 2, cells }],
				},
			),
			sheet(
				'no column that is known',
				[['甲', '乙']],
				{},
				{
					faults: [
						[1, 'column_missing', '组'],
						[1, 'column_missing', '户主'],
					],
				},
			),
			sheet(
				'a title of a programmer',
				[['constructor', '户主']],
				{},
				{
					faults: [[1, 'column_missing', '组']],
				},
			),
			sheet(
				'a column twice',
				[[...head, 'Head'], wang],
				{},
				{
					faults: [[1, 'column_twice', 'B1 E1']],
				},
			),
			sheet(
				'one group for two rows',
				[head, wang, ['', '何𠮷', '', '']],
				{ merged: ['A2:A3'] },
				{ rows: two },
			),
			sheet(
				'one group down to the end of the sheet',
				[head, wang, ['', '何𠮷', '', ''], ['', '', '', '']],
				{ merged: ['A2:A1048576'] },
				{ rows: two },
			),
			sheet(
				'points of two households in one cell',
				[head, wang, ['1', '何𠮷', '', ''], ['1', '李', '', '']],
				{ merged: ['D2:D3'] },
				{
					rows: [{ row: 4, cells: { group: '1', head: '李', members: '', total: '' } }],
					faults: [[2, 'cells_merged', 'D2:D3']],
				},
			),
			sheet(
				'a name over two columns',
				[head, ['1', '王建国', '', '']],
				{ merged: ['B2:C2'] },
				{
					faults: [[2, 'cells_merged', 'B2:C2']],
				},
			),
			sheet(
				'a title over two columns',
				[['组', '户主', '', '分']],
				{ merged: ['B1:C1'] },
				{
					faults: [[1, 'cells_merged', 'B1:C1']],
				},
			),
			sheet(
				'blank cells made one',
				[head, ['1', '王', '', '']],
				{ merged: ['C2:D2'] },
				{
					rows: [{ row: 2, cells: { group: '1', head: '王', members: '', total: '' } }],
				},
			),
			sheet(
				'the result of a formula',
				[head, wang],
				{ cells: { D2: 'formula' } },
				{
					rows: [{ row: 2, cells }],
					formulas: ['D2'],
				},
			),
			sheet(
				'a formula that nobody vouches for',
				[head, wang],
				{ cells: { D2: 'formula_unsure' } },
				{
					faults: [[2, 'formula_unsure', 'D2']],
				},
			),
			sheet(
				'an error',
				[head, wang.with(3, '#REF!')],
				{ cells: { D2: 'value_error' } },
				{
					faults: [[2, 'value_error', 'D2']],
				},
			),
			sheet(
				'marks of columns nobody reads',
				[head, [...wang, '#REF!']],
				{
					cells: { E2: 'value_error' },
				},
				{ rows: [{ row: 2, cells }] },
			),
			told('a control character', 1, '王\u0000', 'cell_unreadable'),
			told('a name in two lines', 1, '王\n建国', 'cell_unreadable'),
			told('half a character', 1, '何\ud842', 'cell_unreadable'),
			told('a character that was lost', 1, '何\ufffd', 'cell_unreadable'),
			told('a whole book', 2, '书'.repeat(1001), 'cell_too_long'),
			sheet(
				'members in two lines',
				[head, wang.with(2, '李芳\n李明')],
				{},
				{
					rows: [{ row: 2, cells: { ...cells, members: '李芳\n李明' } }],
				},
			),
		],
	},
	{
		call: 'isPlainText',
		cases: [
			gives('nothing', [''], true),
			gives('Chinese with a rare character', ['何𠮷 5kg'], true),
			gives('a line break', ['王\n'], false),
			gives('a control character of the eighties', ['\u0085'], false),
			gives('a lone surrogate', ['𠮷'.slice(0, 1)], false),
			gives('a lost character', ['\ufffd'], false),
		],
	},
	{
		call: 'excerpt',
		cases: [
			gives('what is short stays', ['王建国'], '王建国'),
			gives('forty rare characters stay', ['𠮷'.repeat(40)], '𠮷'.repeat(40)),
			gives('of a million characters forty stay', ['字'.repeat(1_000_000)], `${'字'.repeat(40)}…`),
			gives('a rare character is not cut in half', ['𠮷'.repeat(41)], `${'𠮷'.repeat(40)}…`),
		],
	},
];
