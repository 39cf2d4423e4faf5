import type { Unreadable } from '#kiosk/routes/office/lib/file-table.ts';
import {
	compoundFile,
	csv,
	lyingBomb,
	merged,
	picture,
	utf8,
	workbook,
	zip,
	type TableFile,
} from './table-files.ts';

/** A file that gives no table, and why. */
export interface BadFile extends TableFile {
	readonly says: string;
	readonly why: Unreadable;
}

/** A roster and a list of goods, whichever room they come into. */
const good: readonly (readonly string[])[] = [
	['组', '户主', '名称', '单位', '类别'],
	['1', '王建国', '大米 5kg', '袋', '粮油'],
	['1', '李秀芳', '面粉 5kg', '袋', '粮油'],
];
const row = (at: number) => ['1', `户${at}`, `物品${at}`, '袋', '粮油'];
const many = (count: number) => [...good, ...Array.from({ length: count }, (_, at) => row(at))];
const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0);
const half = (bytes: Uint8Array<ArrayBuffer>) => bytes.slice(0, bytes.length / 2);

/** One byte in the middle of the sheet is another. */
function flipped(): Uint8Array<ArrayBuffer> {
	const bytes = workbook(many(200));
	const at = Math.floor(bytes.length / 2);
	bytes[at] = (bytes[at] ?? 0) ^ 0x10;
	return bytes;
}

const bad = (
	says: string,
	name: string,
	code: Exclude<Unreadable['code'], 'quote_open' | 'cell_far'>,
	bytes: Uint8Array<ArrayBuffer>,
): BadFile => ({ says, name, bytes, why: { code } });

/** Every file a village clerk might choose that is no table, made anew for each run. */
export function badFiles(): readonly BadFile[] {
	const sheet = 'xl/worksheets/1.xml';
	return [
		bad('an empty file', '空的.xlsx', 'file_empty', new Uint8Array()),
		bad('a file of blanks', '空白.csv', 'file_empty', utf8('\ufeff \r\n\r\n')),
		bad('a picture called a workbook', '照片.xlsx', 'picture', picture()),
		bad('a photo called a list', '照片.csv', 'picture', jpeg),
		bad(
			'a workbook with a password',
			'加密.xlsx',
			'locked',
			compoundFile('EncryptionInfo', 'EncryptedPackage'),
		),
		bad('an old workbook', '旧的.xls', 'other_format', compoundFile('Workbook')),
		bad('a very old workbook', '很旧.xls', 'other_format', Uint8Array.of(9, 4, 6, 0, 0, 0, 16, 0)),
		bad('an old letter', '通知.doc', 'other_document', compoundFile('WordDocument')),
		bad('a letter', '通知.xlsx', 'other_document', zip({ 'word/document.xml': '<w/>' })),
		bad('a document', '通知.pdf', 'other_document', utf8('%PDF-1.7\n')),
		bad('a web page', '导出.xls', 'web_page', utf8('<html><table><tr><td>组</td></tr></table>')),
		bad('half a workbook', '没拷完.xlsx', 'damaged', half(workbook(many(50)))),
		bad('a workbook with one wrong byte', '坏了.xlsx', 'damaged', flipped()),
		bad('a workbook without its sheet', '缺页.xlsx', 'damaged', lacking(sheet)),
		bad('an archive', '资料.xlsx', 'no_workbook', zip({ '花名册.csv': csv(good) })),
		bad(
			'a workbook that is far too big within',
			'太大.xlsx',
			'too_big',
			workbook(good, { parts: { 'xl/sharedStrings.xml': ' '.repeat(50_000_001), ...strings } }),
		),
		bad('a workbook that lies about its size', '炸弹.xlsx', 'damaged', lyingBomb()),
		bad('a hundred thousand rows', '十万行.xlsx', 'too_long', workbook(many(100_000))),
		bad('a hundred thousand lines', '十万行.csv', 'too_long', utf8(csv(many(100_000)))),
		bad('a program', '程序.csv', 'not_text', program()),
		{
			says: 'a quotation mark without its pair',
			name: '引号.csv',
			bytes: utf8(csv(good).replace('李秀芳', '"李秀芳')),
			why: { code: 'quote_open', row: 3 },
		},
		{
			says: 'a cell far from the table',
			name: '太远.xlsx',
			bytes: workbook([...good, Array.from({ length: 400 }, (_, at) => (at < 399 ? '' : '误打'))]),
			why: { code: 'cell_far', cell: 'OJ4' },
		},
	];
}

const strings = {
	'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/1.xml"/><Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
};

function lacking(part: string): Uint8Array<ArrayBuffer> {
	const name = Buffer.from(part);
	const bytes = Buffer.from(workbook(good, merged('A1:B1')));
	// Under another name nobody finds it.
	for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + 1)) {
		bytes.write('y', at);
	}
	return Uint8Array.from(bytes);
}

function program(): Uint8Array<ArrayBuffer> {
	return Uint8Array.from({ length: 4000 }, (_, at) => (at * at * 31 + at * 7) % 256);
}
