import { isPlainText } from './plain-text.ts';

/** A table as a spreadsheet shows it: rows of cells, each a text. */
export type TextTable = readonly (readonly string[])[];

/** What a spreadsheet knows of its cells beside their texts. A CSV file knows nothing. */
export interface TableMarks {
	/** Areas that were made one cell, as B3:B6; their text stands in the first. */
	readonly merged: readonly string[];
	/** By cell, as C2. */
	readonly cells: Readonly<Record<string, CellMark>>;
}

/**
 * `formula`: the text is the result the formula was saved with. `formula_unsure`: there is none, or
 * nobody knows whether it is the one a person would see. `value_error`: it is an error as #REF!.
 */
export type CellMark = 'formula' | 'formula_unsure' | 'value_error';

/** What keeps a table or one of its rows from being read, whatever the table is about. */
export type TableReason =
	| 'column_missing'
	| 'column_twice'
	| 'cells_merged'
	| 'cell_unreadable'
	| 'cell_too_long'
	| Exclude<CellMark, 'formula'>;

export interface TableFault {
	/** Where it stands in the file, from 1. */
	readonly row: number;
	readonly reason: TableReason;
	/** The cell or area it is about, as C2; the title of a column that is missing. */
	readonly text: string;
}

/** What a kind of table is made of. */
export interface TableColumns<Column extends string> {
	/** Titles without spaces, in lower case; the first of a column is the one its template has. */
	readonly titles: readonly (readonly [title: string, column: Column])[];
	readonly needed: readonly Column[];
	/** Where one cell, made of several below each other, speaks for all of its rows. */
	readonly spreads: readonly Column[];
	/** Where a cell may have several lines. */
	readonly lines: readonly Column[];
}

/** A row with its texts, trimmed; empty where the table has no such column. */
export interface ReadRow<Column extends string> {
	readonly row: number;
	readonly cells: Readonly<Record<Column, string>>;
}

/** The most characters of a cell: whatever is longer was pasted by mistake. */
const cellMost = 1000;
/** Above the titles there may be a heading, but no book. */
const headingMost = 20;

/**
 * Reads a table of texts by its columns, which may stand in any order below a heading. Rows without
 * a word in a known column are passed over. What cannot be read for certain is told and left out:
 * merged cells (unless the column spreads), errors, results of formulas nobody vouches for, broken
 * characters. `formulas` names the cells whose result was taken.
 */
export function readRows<Column extends string>(
	table: TextTable,
	columns: TableColumns<Column>,
	marks: TableMarks = { merged: [], cells: {} },
): {
	readonly rows: readonly ReadRow<Column>[];
	readonly faults: readonly TableFault[];
	readonly formulas: readonly string[];
} {
	const titles = new Map(columns.titles);
	const columnOf = (title: string) => titles.get(plainTitle(title));
	const headAt = headRowOf(table, columns.needed, columnOf);
	const head = (table[headAt] ?? []).map(columnOf);
	const faults = headAt < 0 ? [] : headFaults(head, headAt + 1, columns);
	if (headAt < 0 || faults.length > 0) return { rows: [], faults, formulas: [] };

	const { spread, unclear } = readMerged(table, head, headAt + 1, columns.spreads, marks.merged);
	faults.push(...unclear);
	const isUnclear = (row: number) => unclear.some(({ from, to }) => row >= from && row <= to);
	const rows: ReadRow<Column>[] = [];
	const formulas: string[] = [];
	for (const [index, texts] of table.entries()) {
		const row = index + 1;
		const isEmpty = head.every((column, at) => !column || plainCell(texts[at]) === '');
		if (index <= headAt || isEmpty || isUnclear(row)) continue;
		const cells = {} as Record<Column, string>;
		for (const column of titles.values()) cells[column] = '';
		const wrong: TableFault[] = [];
		for (const [at, column] of head.entries()) {
			if (!column) continue;
			const text = spread.get(addressOf(row, at)) ?? plainCell(texts[at]);
			const mark = marks.cells[addressOf(row, at)];
			const reason = cellFault(text, mark, columns.lines.includes(column));
			if (reason) wrong.push({ row, reason, text: addressOf(row, at) });
			else if (mark === 'formula' && text !== '') formulas.push(addressOf(row, at));
			cells[column] = text;
		}
		faults.push(...wrong);
		if (wrong.length === 0) rows.push({ row, cells });
	}
	return {
		rows,
		faults: faults.map(({ row, reason, text }) => ({ row, reason, text })),
		formulas,
	};
}

/** The row of the titles: all that is needed, else the most known ones, else the first with a word. */
function headRowOf<Column extends string>(
	table: TextTable,
	needed: readonly Column[],
	columnOf: (title: string) => Column | undefined,
): number {
	let best = -1;
	let most = -1;
	for (const [index, texts] of table.slice(0, headingMost).entries()) {
		if (texts.every((text) => plainCell(text) === '')) continue;
		const known = new Set(texts.map(columnOf).filter((column) => column !== undefined));
		if (needed.every((column) => known.has(column))) return index;
		if (known.size > most) [best, most] = [index, known.size];
	}
	return best < 0 ? table.findIndex((texts) => texts.some((text) => plainCell(text) !== '')) : best;
}

function headFaults<Column extends string>(
	head: readonly (Column | undefined)[],
	row: number,
	{ titles, needed }: TableColumns<Column>,
): TableFault[] {
	const missing = needed.filter((column) => !head.includes(column));
	const cellsOf = (column: Column) =>
		[...head.entries()].filter(([, each]) => each === column).map(([at]) => addressOf(row, at));
	const twice = [...new Set(head)].filter((column) => column && cellsOf(column).length > 1);
	return [
		...missing.map((column): TableFault => {
			const title = titles.find(([, each]) => each === column)?.[0];
			return { row, reason: 'column_missing', text: title ?? column };
		}),
		...twice.map((column): TableFault => {
			return { row, reason: 'column_twice', text: cellsOf(column as Column).join(' ') };
		}),
	];
}

interface Area {
	readonly from: number;
	readonly to: number;
	readonly left: number;
	readonly right: number;
}

/** Merged cells: the texts they spread to the cells below, and the areas nobody can make out. */
function readMerged<Column extends string>(
	table: TextTable,
	head: readonly (Column | undefined)[],
	headRow: number,
	spreads: readonly Column[],
	merged: readonly string[],
) {
	const spread = new Map<string, string>();
	const unclear: (TableFault & Area)[] = [];
	for (const text of merged) {
		const area = areaOf(text);
		// A heading may be as wide as it likes.
		if (!area || area.to < headRow) continue;
		const { from, left, right } = area;
		const to = Math.min(area.to, table.length);
		const word = plainCell(table[from - 1]?.[left]);
		const known = head.slice(left, right + 1).filter((column) => column !== undefined);
		if (known.length === 0 || word === '') continue;
		const [column] = known;
		const isSpread = left === right && from > headRow && column && spreads.includes(column);
		if (!isSpread) {
			unclear.push({ row: Math.max(from, headRow), reason: 'cells_merged', text, ...area });
			continue;
		}
		for (let row = from; row <= to; row += 1) spread.set(addressOf(row, left), word);
	}
	return { spread, unclear };
}

function cellFault(
	text: string,
	mark: CellMark | undefined,
	mayHaveLines: boolean,
): TableReason | undefined {
	if (mark && mark !== 'formula') return mark;
	if (text.length > cellMost) return 'cell_too_long';
	const oneLine = mayHaveLines ? text.replace(/[\t\r\n]/g, '') : text;
	return isPlainText(oneLine) ? undefined : 'cell_unreadable';
}

// 参考价（元） says its unit as well.
function plainTitle(title: string): string {
	return plainCell(title.replace(/[（(].*[）)]/g, ''))
		.replace(/\s/g, '')
		.toLowerCase();
}

// What is copied from web pages and messages brings signs without a width along.
function plainCell(text: string | undefined): string {
	return (text ?? '').replace(/[\u200b\u2060\ufeff]/g, '').trim();
}

/** The cell of a row, from 1, and a column, from 0: C2. */
function addressOf(row: number, column: number): string {
	let letters = '';
	for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
		letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
	}
	return `${letters}${row}`;
}

/** An area as B3:B6, its rows from 1, its columns from 0. */
function areaOf(text: string): Area | undefined {
	const match = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(text);
	const [, left = '', from = '', right = '', to = ''] = match ?? [];
	const column = (letters: string) =>
		[...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
	return match
		? { from: Number(from), to: Number(to), left: column(left), right: column(right) }
		: undefined;
}
