import type { Inflate } from 'fflate';
import { ok, refuse, type Result } from '#domain/result';
import type { CellMark } from '#domain/table';
import { tableRowsMost, type FileTable, type Unreadable } from './file-table.ts';
import { isWhole, zipEntries, type ZipEntry } from './zip.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type Parts = Readonly<Record<string, Bytes>>;

const unpackedMost = 50_000_000;
/** A thousand times as much may come out of it. */
const inflateStep = 16_384;
const columnsMost = 200;
const rowMost = 20_000;
const workbookPath = 'xl/workbook.xml';
const relationsPath = 'xl/_rels/workbook.xml.rels';

/** Loads what reads .xlsx workbooks. It throws on a workbook that is none. */
export async function loadWorkbookReader(): Promise<
	(bytes: Bytes) => Promise<Result<FileTable, Unreadable>>
> {
	const [{ Inflate, zipSync }, { readSheet }] = await Promise.all([
		import('fflate'),
		// Not its browser door: that starts a worker from a blob, which our policy forbids.
		import('read-excel-file/universal'),
	]);
	return async (bytes) => {
		const entries = zipEntries(bytes);
		if (!entries) return refuse({ code: 'damaged' });
		const stranger = strangerAmong(entries);
		if (stranger) return refuse({ code: stranger });
		const unpack = (paths: readonly string[]) => unpackParts(entries, paths, Inflate);

		const frame = unpack([workbookPath, relationsPath]);
		if (!frame.ok) return frame;
		const plan = planOf(frame.value);
		if (!plan) return refuse({ code: 'no_workbook' });
		const content = unpack([plan.sheet, ...plan.others]);
		if (!content.ok) return content;
		const sheet = readCells(textOf(content.value[plan.sheet]), plan.isStale);
		if (!sheet.ok) return sheet;

		// Packed anew without packing: big parts would make the reader start a worker.
		const checked = { ...frame.value, ...content.value };
		const parts = { ...checked, [plan.sheet]: new TextEncoder().encode(sheet.value.xml) };
		const rows = await readSheet(new Blob([zipSync(parts, { level: 0 })]), plan.number);
		return ok({ rows: rows.map((row) => row.map(cellText)), marks: sheet.value.marks });
	};
}

function strangerAmong(entries: readonly ZipEntry[]) {
	const has = (name: string) => entries.some((entry) => entry.name === name);
	if (entries.some(({ isEncrypted }) => isEncrypted)) return 'locked';
	if (has(workbookPath)) return undefined;
	if (has('word/document.xml') || has('ppt/presentation.xml')) return 'other_document';
	return has('xl/workbook.bin') || has('content.xml') ? 'other_format' : 'no_workbook';
}

/** Unpacks parts that are there, no more than there is room for, and makes sure they are whole. */
function unpackParts(
	entries: readonly ZipEntry[],
	paths: readonly string[],
	inflater: typeof Inflate,
): Result<Parts, Unreadable> {
	const wanted = entries.filter(({ name }) => paths.includes(name));
	if (wanted.reduce((sum, { size }) => sum + size, 0) > unpackedMost) {
		return refuse({ code: 'too_big' });
	}
	const parts: Record<string, Bytes> = {};
	for (const entry of wanted) {
		const { name, size, content, isPacked } = entry;
		const part = isPacked ? inflated(content, size, inflater) : new Uint8Array(content);
		if (!isWhole(part, entry)) return refuse({ code: 'damaged' });
		parts[name] = part;
	}
	return ok(parts);
}

/** Never more than it said it would be: it throws at the first byte too many. */
function inflated(content: Uint8Array, size: number, inflater: typeof Inflate): Bytes {
	const whole = new Uint8Array(size);
	let filled = 0;
	const inflate = new inflater((part) => {
		whole.set(part, filled);
		filled += part.length;
	});
	for (let at = 0; at < content.length; at += inflateStep) {
		const next = at + inflateStep;
		inflate.push(content.subarray(at, next), next >= content.length);
	}
	return whole;
}

/** Which sheet is read and what it takes; nothing when there is no sheet. */
function planOf(frame: Parts) {
	const workbook = textOf(frame[workbookPath]);
	const relations = tagsOf(textOf(frame[relationsPath]), 'Relationship').map((relation) => ({
		id: relation['Id'],
		kind: (relation['Type'] ?? '').split('/').at(-1),
		path: pathOf(relation['Target'] ?? ''),
	}));
	const sheets = tagsOf(workbook, 'sheet').map(({ state, id }, index) => ({
		number: index + 1,
		isSeen: state !== 'hidden' && state !== 'veryHidden',
		path: relations.find((each) => each.kind === 'worksheet' && each.id === id)?.path,
	}));
	const found = sheets.find(({ isSeen, path }) => isSeen && path !== undefined);
	if (found?.path === undefined) return undefined;
	const calculation = tagsOf(workbook, 'calcPr')[0] ?? {};
	return {
		sheet: found.path,
		number: found.number,
		others: relations
			.filter(({ kind }) => kind === 'sharedStrings' || kind === 'styles')
			.map(({ path }) => path),
		// The results in the file are not what Excel would show on opening it.
		isStale:
			/^(1|true)$/.test(calculation['fullCalcOnLoad'] ?? '') ||
			calculation['calcMode'] === 'manual',
	};
}

const cellPattern = /<(?:\w+:)?c\b([^>]*?)(?:\/>|>(.*?)<\/(?:\w+:)?c>)/gs;
const emptyRow = /<(\w+:)?row\b[^>]*?(\/>|>\s*<\/\1row>)/g;

/**
 * Looks through the cells of a sheet: what the reader of workbooks does not tell, and where it would
 * spend itself on nothing. Cells nobody can vouch for get a text, so that their row is seen.
 */
function readCells(sheet: string, isStale: boolean) {
	const cells: Record<string, CellMark> = {};
	const rows = new Set<string>();
	const kept: string[] = [];
	let seen = 0;
	for (const { 0: cell, 1: start = '', 2: body = '', index } of sheet.matchAll(cellPattern)) {
		kept.push(sheet.slice(seen, index));
		seen = index + cell.length;
		if (!/<(?:\w+:)?(v|is|f)\b/.test(body)) continue;
		const { r: address = '', t: type = '' } = attributesOf(start);
		const [, letters = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
		if (rows.add(row).size > tableRowsMost) return refuse<Unreadable>({ code: 'too_long' });
		if (Number(row) > rowMost || letters.length > 2 || columnOf(letters) > columnsMost) {
			return refuse<Unreadable>({ code: 'cell_far', cell: address });
		}
		const mark = markOf(type, body, isStale);
		if (mark) cells[address] = mark;
		const isSure = mark === undefined || mark === 'formula';
		kept.push(isSure ? cell : `<c r="${address}" t="inlineStr"><is><t>#</t></is></c>`);
	}
	kept.push(sheet.slice(seen));
	const merged = tagsOf(sheet, 'mergeCell').map(({ ref = '' }) => ref);
	return ok({ xml: kept.join('').replace(emptyRow, ''), marks: { merged, cells } });
}

/** What is to be known of a cell: an error, or a formula and whether its result can be relied on. */
function markOf(type: string, body: string, isStale: boolean): CellMark | undefined {
	if (type === 'e') return 'value_error';
	const formula = /<(?:\w+:)?f\b[^>]*?(?:\/>|>(.*?)<\/(?:\w+:)?f>)/s.exec(body);
	if (!formula) return undefined;
	const result = /<(?:\w+:)?v\b[^>]*?(?:\/>|>(.*?)<\/(?:\w+:)?v>)/s.exec(body);
	// An empty text is a result too: =IF(A2="","",1).
	const hasResult = result !== null && (type === 'str' || (result[1] ?? '') !== '');
	// [1] stands for another workbook, which nobody here can look into.
	const isElsewhere = /\[\d+\]/.test(formula[1] ?? '');
	return hasResult && !isElsewhere && !isStale ? 'formula' : 'formula_unsure';
}

// Numbers as they are, days as 2026-01-31; the reader's own types name Date's maker by mistake.
function cellText(cell: unknown): string {
	if (cell instanceof Date) return cell.toISOString().slice(0, 10);
	return cell === null ? '' : String(cell);
}

/** The attributes of every tag of a name, whatever prefix it has. */
function tagsOf(xml: string, name: string): Readonly<Record<string, string>>[] {
	const tags = xml.matchAll(new RegExp(`<(?:\\w+:)?${name}\\b([^>]*)>`, 'g'));
	return [...tags].map(([, attributes = '']) => attributesOf(attributes));
}

function attributesOf(text: string): Readonly<Record<string, string>> {
	const pairs = text.matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
	return Object.fromEntries(
		[...pairs].map(([, name = '', one, other]) => [name, one ?? other ?? '']),
	);
}

/** Where a part lies: from the archive's root, or from the folder of the workbook. */
function pathOf(target: string): string {
	return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

function columnOf(letters: string): number {
	return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function textOf(part: Bytes | undefined): string {
	return new TextDecoder().decode(part);
}
