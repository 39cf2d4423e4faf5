import { describe, expect, test } from 'vitest';
import { readProductTable } from '#domain/product-table';
import { readRosterTable } from '#domain/roster-table';
import type { FileTable, Unreadable } from '#kiosk/routes/office/lib/file-table.ts';
import { readTable } from '#kiosk/routes/office/lib/read-table.ts';
import { badFiles } from './bad-files.ts';
import { csv, formula, merged, utf16, utf8, workbook, type Cell } from './table-files.ts';

const heads = ['组', '户号', '户主', '成员', '当前总积分'];
const wang = ['1', '2', '何𠮷', '', '120'];
const read = { rows: [{ group: 1, number: 2, head: '何𠮷', total: 120 }], faults: [] };
const text = csv([heads, wang]);
/** The same in GB 18030: 𠮷 lies beyond the first plane and takes four bytes. */
const gb18030 = Uint8Array.from(
	Buffer.from(
		'd7e92cbba7bac52cbba7d6f72cb5b1c7b0d7dcbbfdb7d60d0a312c322cbace9534b2352c313230',
		'hex',
	),
);

async function tableIn(bytes: Uint8Array<ArrayBuffer>): Promise<FileTable> {
	const table = await readTable(new Blob([bytes]));
	if (!table.ok) throw new Error(JSON.stringify(table.refusal));
	return table.value;
}

async function rosterIn(bytes: Uint8Array<ArrayBuffer>) {
	const { rows, marks } = await tableIn(bytes);
	return readRosterTable(rows, marks);
}

/** What is told of a roster with these rows below the titles, as 3 cells_merged C3:C4. */
async function toldOf(bytes: Uint8Array<ArrayBuffer>): Promise<readonly string[]> {
	return (await rosterIn(bytes)).faults.map(
		({ row, reason, text: at }) => `${row} ${reason} ${at}`,
	);
}

/** A row of the roster with one cell of another kind. */
const withCell = (at: number, cell: Cell): readonly Cell[] => [
	...wang.slice(0, at),
	cell,
	...wang.slice(at + 1),
];

test.each([
	{ says: 'UTF-8', file: utf8(text) },
	{ says: 'UTF-8 with a mark', file: utf8(`\ufeff${text}`) },
	{ says: 'UTF-16, as Excel saves Unicode text', file: utf16(text.replaceAll(',', '\t')) },
	{ says: 'UTF-16 the other way round', file: utf16(text, 'big') },
	{ says: 'GB 18030, as Excel in China saves it', file: gb18030 },
	{ says: 'semicolons', file: utf8(text.replaceAll(',', ';')) },
	{ says: 'an Excel workbook', file: workbook([heads, wang]) },
	{ says: 'shared and partly coloured texts', file: sharing() },
	{ says: 'tags with a prefix', file: prefixed() },
	{ says: 'numbers of a workbook', file: workbook([heads, [1, 2, '何𠮷', '', 120]]) },
	{ says: 'its first sheet that can be seen', file: workbook([heads, wang], hidden()) },
	{
		says: 'a workbook below its heading',
		file: workbook([['花名册'], heads, wang], merged('A1:E1')),
	},
])('a roster in $says is read', async ({ file }) => {
	expect(await rosterIn(file)).toMatchObject(read);
});

describe('a file that gives no table is told by its reason:', () => {
	const files = badFiles();
	test.each(files)('$says', async ({ bytes, why }) => {
		expect(await readTable(new Blob([bytes]))).toEqual({ ok: false, refusal: why });
	});

	test('a film of ten megabytes is not even opened', async () => {
		const film = await readTable(new Blob([new Uint8Array(10_000_001)]));
		expect(film).toEqual({ ok: false, refusal: { code: 'too_big' } });
	});

	test('a file on a stick that was pulled out', async () => {
		const gone = Object.assign(new Blob(['组']), {
			arrayBuffer: () => Promise.reject(new Error()),
		});
		expect(await readTable(gone)).toEqual({ ok: false, refusal: { code: 'file_gone' } });
	});

	test('every reason has its file', () => {
		const reasons: Record<Exclude<Unreadable['code'], 'file_gone'>, true> = {
			cell_far: true,
			damaged: true,
			file_empty: true,
			locked: true,
			no_workbook: true,
			not_text: true,
			other_document: true,
			other_format: true,
			picture: true,
			quote_open: true,
			too_big: true,
			too_long: true,
			web_page: true,
		};
		expect(Object.keys(reasons)).toEqual([...new Set(files.map(({ why }) => why.code))].sort());
	});
});

describe('a formula', () => {
	test.each([
		['a sum', withCell(4, formula('SUM(F2:G2)', '120'))],
		['a name put together', withCell(2, formula('A2&amp;"𠮷"', '何𠮷', 'str'))],
		['a column of a table of its own', withCell(4, formula('Table1[[#This Row],[分]]', '120'))],
	])('is read as it was saved, and its cell is named: %s', async (_says, row) => {
		const { rows, faults, formulas } = await rosterIn(workbook([heads, row]));
		expect({ rows, faults }).toMatchObject(read);
		expect(formulas).toEqual([/E2|C2/.exec(formulas.join(''))?.[0]]);
	});

	test.each([
		['was never calculated', formula('SUM(F2:G2)')],
		['was written by a program', formula('SUM(F2:G2)', '')],
		['looks into another workbook', formula('[1]Sheet1!A1', '120')],
	])('is told when it %s', async (_says, cell) => {
		expect(await toldOf(workbook([heads, withCell(4, cell)]))).toEqual(['2 formula_unsure E2']);
	});

	test.each(['<calcPr calcMode="manual"/>', '<calcPr fullCalcOnLoad="1"/>'])(
		'is told when the results are not those one would see: %s',
		async (calculation) => {
			const file = workbook([heads, withCell(4, formula('SUM(F2)', '120'))], { calculation });
			expect(await toldOf(file)).toEqual(['2 formula_unsure E2']);
		},
	);

	test.each(['#N/A', '#REF!', '#DIV/0!'])('that failed with %s is no empty cell', async (error) => {
		const row = withCell(4, formula('VLOOKUP(C2,F:G,2,0)', error, 'e'));
		expect(await toldOf(workbook([heads, row]))).toEqual(['2 value_error E2']);
	});

	test('that gives an empty text below the last row is no row', async () => {
		const blank = Array.from({ length: 5 }, () => formula('IF(C3="","",1)', '', 'str'));
		expect(await rosterIn(workbook([heads, wang, blank]))).toMatchObject(read);
	});
});

describe('merged cells', () => {
	test('of a group speak for all of their rows', async () => {
		const rows = [heads, wang, ['', '3', '李秀芳']];
		const { rows: both, faults } = await rosterIn(workbook(rows, merged('A2:A3')));
		expect(both.map(({ group, head }) => [group, head])).toEqual([
			[1, '何𠮷'],
			[1, '李秀芳'],
		]);
		expect(faults).toEqual([]);
	});

	test('of anything else are told, and their rows are left out', async () => {
		const rows = [heads, wang, ['1', '3', '李秀芳'], ['1', '4', '赵大山', '', '90']];
		const file = workbook(rows, merged('E2:E3'));
		expect(await toldOf(file)).toEqual(['2 cells_merged E2:E3']);
		expect((await rosterIn(file)).rows.map(({ head }) => head)).toEqual(['赵大山']);
	});

	test('of a section speak for all of their goods', async () => {
		const file = workbook(
			[
				['类别', '名称', '单位'],
				['粮油', '米', '袋'],
				['', '面', '袋'],
			],
			merged('A2:A3'),
		);
		const { rows, marks } = await tableIn(file);
		expect(readProductTable(rows, {}, marks).rows.map(({ section }) => section)).toEqual([
			'grain_oil',
			'grain_oil',
		]);
	});
});

describe('a broken character is told with its cell:', () => {
	const broken = (change: Uint8Array<ArrayBuffer>) => {
		const bytes = Buffer.from(utf8(csv([heads, wang, ['1', '3', '王建国']])));
		return Uint8Array.from(bytes.fill(change, bytes.indexOf('国'), bytes.indexOf('国') + 3));
	};
	test.each([
		['a NUL', broken(Uint8Array.of(0, 0, 0)), 'C3'],
		['bytes that are no UTF-8', broken(Uint8Array.of(0xff, 0xff, 0xff)), 'C3'],
		['half a character in UTF-8', broken(Uint8Array.of(0xed, 0xa1, 0x82)), 'C3'],
		['half a character in UTF-16', utf16(csv([heads, wang, ['1', '3', '何\ud842']])), 'C3'],
		['half a character in a workbook', workbook([heads, wang, ['1', '3', '何_xD842_']]), 'C3'],
		['a bell in a workbook', workbook([heads, wang, ['1', '3', '何_x0007_']]), 'C3'],
		['a name in two lines', utf8(`${text}\r\n1,3,"王\n建国"`), 'C3'],
	])('%s', async (_says, file, cell) => {
		expect(await toldOf(file)).toEqual([`3 cell_unreadable ${cell}`]);
	});
});

test.each([
	['a workbook', workbook([heads, withCell(2, '字'.repeat(1_000_000))])],
	['a CSV file', utf8(csv([heads, wang.with(2, '字'.repeat(1_000_000))]))],
])('a cell of a million characters in %s is told, not quoted', async (_says, file) => {
	expect(await toldOf(file)).toEqual(['2 cell_too_long C2']);
});

describe('titles', () => {
	test.each([
		['a title twice', [...heads, '户主'], ['1 column_twice C1 F1']],
		['two titles of one column', [...heads, '总积分'], ['1 column_twice E1 F1']],
		['a title missing', ['组', '户号'], ['1 column_missing 户主']],
		['no title at all', ['1', '2', '王建国'], ['1 column_missing 组', '1 column_missing 户主']],
	])('%s', async (_says, titles, told) => {
		expect(await toldOf(workbook([titles, wang]))).toEqual(told);
		expect(await toldOf(utf8(csv([titles, wang])))).toEqual(told);
	});
});

describe('what a spreadsheet would calculate is a text here:', () => {
	const traps = [
		'=1+1',
		'+86',
		'-1',
		'@SUM(A1)',
		'＝1+1',
		'＋1',
		'－1',
		'＠A',
		"=cmd|' /C calc'!A0",
	];
	test.each(traps)('%s', async (trap) => {
		for (const file of [
			utf8(csv([heads, wang.with(2, trap)])),
			workbook([heads, wang.with(2, trap)]),
		]) {
			expect((await rosterIn(file)).rows).toMatchObject([{ head: trap }]);
		}
		expect(await toldOf(utf8(csv([heads, wang.with(4, trap)])))).toEqual(
			trap === '-1' || trap === '－1' ? [] : [`2 total_not_whole ${trap}`],
		);
	});
});

test('a roster of 500 rows of which half are bad tells every one of them', async () => {
	const rows = Array.from({ length: 500 }, (_, at) =>
		at % 2 === 0 ? ['1', String(at), `户${at}`] : ['河边', String(at), `户${at}`],
	);
	const roster = await rosterIn(workbook([heads, ...rows]));
	expect([roster.rows.length, roster.faults.length]).toEqual([250, 250]);
	expect(roster.faults[249]).toEqual({ row: 501, reason: 'group_unknown', text: '河边' });
});

test('a hundred thousand rows that are only formatted are no rows', async () => {
	const blank = Array.from({ length: 100_000 }, () => ['', '', '', '', '']);
	const { rows } = await tableIn(workbook([heads, wang, ...blank]));
	expect(rows).toHaveLength(2);
});

test('days, yes or no and broken figures are texts a person recognizes', async () => {
	const day: Cell = { style: 1, xml: '<v>46053</v>' };
	const yes: Cell = { type: 'b', xml: '<v>1</v>' };
	const styles =
		'<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>';
	const { rows } = await tableIn(workbook([[day, yes, 32.5, 6901234567892]], { styles }));
	expect(rows).toEqual([['2026-01-31', 'true', '32.5', '6901234567892']]);
});

/** As Excel saves texts: once, and named by their place. */
function sharing(): Uint8Array<ArrayBuffer> {
	const coloured =
		'<r><t>何</t></r><r><rPr><b/></rPr><t>𠮷</t></r><rPh sb="0" eb="1"><t>he</t></rPh>';
	const shared = ['<t>组</t>', '<t>户号</t>', '<t>户主</t>', '<t>总积分</t>', coloured];
	const text = (at: number): Cell => ({ type: 's', xml: `<v>${at}</v>` });
	return workbook([[0, 1, 2, 3].map(text), [1, 2, text(4), 120]], { shared });
}

/** As some programs write them. */
function prefixed(): Uint8Array<ArrayBuffer> {
	const cells = (row: number, ...texts: readonly string[]) =>
		texts
			.map((each, at) => `<x:c r="${'ABCD'[at]}${row}" t="str"><x:v>${each}</x:v></x:c>`)
			.join('');
	const sheet = `<x:worksheet xmlns:x="x"><x:sheetData><x:row r="1">${cells(1, '组', '户号', '户主', '总积分')}</x:row><x:row r="2">${cells(2, '1', '2', '何𠮷', '120')}</x:row></x:sheetData></x:worksheet>`;
	return workbook([], { parts: { 'xl/worksheets/1.xml': sheet } });
}

/** A hidden sheet before the one that is meant. */
function hidden() {
	return { before: [{ state: 'hidden' }] } as const;
}
