import { deflateSync, strToU8, zipSync } from 'fflate';
import { PNG } from 'pngjs';

/** A file as a person chooses it. */
export interface TableFile {
	readonly name: string;
	readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A cell of a workbook: a text, a number, or whatever XML stands between its tags. */
export type Cell =
	string | number | { readonly type?: string; readonly style?: number; readonly xml: string };
type Rows = readonly (readonly Cell[])[];

interface WorkbookChange {
	/** Behind the rows: merged cells. */
	readonly after?: string;
	/** Behind the list of sheets: how Excel is to calculate. */
	readonly calculation?: string;
	/** Other sheets before the one with the rows. */
	readonly before?: readonly { readonly state: 'hidden' | 'visible' }[];
	/** The formats that cells name by their place. */
	readonly styles?: string;
	/** Texts that cells name by their place, as XML. */
	readonly shared?: readonly string[];
	/** Other parts, or other content for the ones there are. */
	readonly parts?: Readonly<Record<string, string>>;
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relationships = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** A workbook as Excel writes it, with no more in it than it needs. */
export function workbook(rows: Rows, change: WorkbookChange = {}): Uint8Array<ArrayBuffer> {
	const { before = [] } = change;
	const states = [...before.map(({ state }) => state), 'visible'];
	const sheets = states.map(
		(state, at) =>
			`<sheet name="${at + 1}" sheetId="${at + 1}" state="${state}" r:id="r${at + 1}"/>`,
	);
	const relations = states.map(
		(_, at) =>
			`<Relationship Id="r${at + 1}" Type="${office}/worksheet" Target="worksheets/${at + 1}.xml"/>`,
	);
	for (const kind of ['styles', 'sharedStrings']) {
		relations.push(
			`<Relationship Id="${kind}" Type="${office}/${kind}" Target="/xl/${kind}.xml"/>`,
		);
	}
	const shared = change.shared?.map((text) => `<si>${text}</si>`).join('');
	const sheet = (content: Rows, after = '') =>
		`${xmlHead}<worksheet xmlns="${spreadsheet}"><sheetData>${content.map(rowXml).join('')}</sheetData>${after}</worksheet>`;
	return zip({
		'[Content_Types].xml': `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
		'xl/workbook.xml': `${xmlHead}<workbook xmlns="${spreadsheet}" xmlns:r="${office}"><sheets>${sheets.join('')}</sheets>${change.calculation ?? ''}</workbook>`,
		'xl/_rels/workbook.xml.rels': `${xmlHead}<Relationships xmlns="${relationships}">${relations.join('')}</Relationships>`,
		...Object.fromEntries(before.map((_, at) => [`xl/worksheets/${at + 1}.xml`, sheet([])])),
		[`xl/worksheets/${states.length}.xml`]: sheet(rows, change.after),
		...(change.styles && { 'xl/styles.xml': change.styles }),
		...(shared && { 'xl/sharedStrings.xml': `<sst xmlns="${spreadsheet}">${shared}</sst>` }),
		...change.parts,
	});
}

/** An archive of files. */
export function zip(files: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
	const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
	return zipSync(Object.fromEntries(entries), { level: 1 });
}

/** A merged area, as a sheet lists it behind its rows. */
export const merged = (...areas: readonly string[]): Pick<WorkbookChange, 'after'> => ({
	after: `<mergeCells count="${areas.length}">${areas.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`,
});

/** A formula, with the result it was saved with. */
export const formula = (text: string, result?: string, type?: string): Cell => ({
	...(type && { type }),
	xml: `<f>${text}</f>${result === undefined ? '' : `<v>${result}</v>`}`,
});

/** Text in UTF-8. */
export const utf8 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text));

/** Text in UTF-16 with its mark. */
export function utf16(text: string, order: 'little' | 'big' = 'little'): Uint8Array<ArrayBuffer> {
	const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
	return Uint8Array.from(order === 'little' ? bytes : bytes.swap16());
}

export const csv = (rows: readonly (readonly string[])[]): string =>
	rows.map((row) => row.join(',')).join('\r\n');

/** The wrapping of old Excel, old Word and files with a password: a head, and a folder of names. */
export function compoundFile(...names: readonly string[]): Uint8Array<ArrayBuffer> {
	const bytes = Buffer.alloc(512 * 4);
	bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
	for (const [index, name] of ['Root Entry', ...names].entries()) {
		bytes.write(name, 512 + 128 * index, 'utf16le');
	}
	return Uint8Array.from(bytes);
}

/** A workbook whose sheet says it is small and unpacks to far more. */
export function lyingBomb(): Uint8Array<ArrayBuffer> {
	const bytes = Buffer.from(workbook([['组'], ['1']]));
	const packed = deflateSync(new Uint8Array(60_000_000), { level: 9 });
	// In place of the sheet's own bytes, under its own size and sum.
	const at = bytes.lastIndexOf('xl/worksheets/1.xml', bytes.indexOf('PK\u0001\u0002', 'latin1'));
	const start = at + 'xl/worksheets/1.xml'.length;
	const list = bytes.lastIndexOf('xl/worksheets/1.xml') - 46;
	const size = bytes.readUInt32LE(list + 20);
	bytes.writeUInt32LE(packed.length, list + 20);
	const end = bytes.lastIndexOf('PK\u0005\u0006', -1, 'latin1');
	bytes.writeUInt32LE(bytes.readUInt32LE(end + 16) + packed.length - size, end + 16);
	return Uint8Array.from(
		Buffer.concat([bytes.subarray(0, start), packed, bytes.subarray(start + size)]),
	);
}

/** A picture of one dot. */
export const picture = (): Uint8Array<ArrayBuffer> =>
	Uint8Array.from(PNG.sync.write(new PNG({ width: 1, height: 1 })));

function rowXml(cells: readonly Cell[], index: number): string {
	const content = cells.map((cell, at) => cellXml(cell, `${letters(at)}${index + 1}`));
	return `<row r="${index + 1}">${content.join('')}</row>`;
}

function cellXml(cell: Cell, place: string): string {
	if (cell === '') return `<c r="${place}" s="0"/>`;
	if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
	if (typeof cell === 'string') {
		const text = cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
		return `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
	}
	const type = cell.type ? ` t="${cell.type}"` : '';
	const style = cell.style ? ` s="${cell.style}"` : '';
	return `<c r="${place}"${style}${type}>${cell.xml}</c>`;
}

function letters(at: number): string {
	return at < 26
		? String.fromCharCode(65 + at)
		: `${letters(Math.floor(at / 26) - 1)}${letters(at % 26)}`;
}
