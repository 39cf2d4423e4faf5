import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { readTable } from '#kiosk/routes/office/lib/read-table.ts';
import { readRosterTable } from '#domain/roster-table';

const rows = [
	['组', '户号', '户主', '当前总积分'],
	['1', '2', '何𠮷', '120'],
];
const csv = rows.map((row) => row.join(',')).join('\r\n');
const bytes = (...parts: (string | readonly number[])[]) =>
	new Uint8Array(
		Buffer.concat(
			parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))),
		),
	);

/** The same row in GB 18030: 𠮷 lies beyond the first plane and takes four bytes. */
const gb18030 = [
	[0xd7, 0xe9, 0x2c, 0xbb, 0xa7, 0xd6, 0xf7, 0x0d, 0x0a],
	[0x31, 0x2c, 0xba, 0xce, 0x95, 0x34, 0xb2, 0x35, 0x0d, 0x0a],
].flat();

test.each([
	{ says: 'UTF-8', file: bytes(csv) },
	{ says: 'UTF-8 with a mark', file: bytes([0xef, 0xbb, 0xbf], csv) },
	{ says: 'UTF-16', file: bytes([0xff, 0xfe], [...Buffer.from(csv, 'utf16le')]) },
	{ says: 'an Excel workbook', file: workbook(rows) },
])('a roster in $says is read', async ({ file }) => {
	const table = await readTable(file);
	if (typeof table === 'string') throw new Error(table);
	expect(readRosterTable(table)).toMatchObject({
		faults: [],
		rows: [{ group: 1, number: 2, head: '何𠮷', total: 120 }],
	});
});

test('a roster in GB 18030, as Excel in China saves it, is read', async () => {
	const table = await readTable(bytes(gb18030));
	if (typeof table === 'string') throw new Error(table);
	expect(readRosterTable(table)).toMatchObject({ faults: [], rows: [{ group: 1, head: '何𠮷' }] });
});

test('a picture, an old Excel file and a damaged workbook are no tables', async () => {
	expect(await readTable(bytes([0xd0, 0xcf, 0x11, 0xe0], 'rest'))).toBe('old_excel');
	expect(await readTable(bytes('PK\u0003\u0004 cut off'))).toBe('not_a_table');
});

/** The least that is an .xlsx: a ZIP of stored files with one sheet of inline texts. */
function workbook(table: readonly (readonly string[])[]): Uint8Array<ArrayBuffer> {
	const cells = (row: readonly string[]) =>
		row.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('');
	const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
	const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
	const head = '<?xml version="1.0" encoding="UTF-8"?>';
	return zip({
		'[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
		'xl/workbook.xml': `${head}<workbook xmlns="${spreadsheet}" xmlns:r="${relations}"><sheets><sheet name="户" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		'xl/worksheets/sheet1.xml': `${head}<worksheet xmlns="${spreadsheet}"><sheetData>${table
			.map((row, index) => `<row r="${index + 1}">${named(cells(row), index + 1)}</row>`)
			.join('')}</sheetData></worksheet>`,
	});
}

function named(cells: string, row: number): string {
	let column = 0;
	return cells.replaceAll('<c ', () => `<c r="${'ABCDEFGH'.charAt(column++)}${row}" `);
}

function zip(files: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
	const bodies: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const [name, text] of Object.entries(files)) {
		const content = Buffer.from(text);
		const title = Buffer.from(name);
		const shared = Buffer.alloc(26);
		shared.writeUInt16LE(20, 0);
		shared.writeUInt32LE(crc32(content), 10);
		shared.writeUInt32LE(content.length, 14);
		shared.writeUInt32LE(content.length, 18);
		shared.writeUInt16LE(title.length, 22);
		const entry = Buffer.concat([Buffer.from('PK\u0003\u0004'), shared, title, content]);
		const place = Buffer.alloc(14);
		place.writeUInt32LE(offset, 10);
		directory.push(
			Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), shared, place, title]),
		);
		bodies.push(entry);
		offset += entry.length;
	}
	const list = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.write('PK\u0005\u0006', 0, 'latin1');
	end.writeUInt16LE(directory.length, 8);
	end.writeUInt16LE(directory.length, 10);
	end.writeUInt32LE(list.length, 12);
	end.writeUInt32LE(offset, 16);
	return new Uint8Array(Buffer.concat([...bodies, list, end]));
}
