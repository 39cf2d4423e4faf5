import { halfWidth } from './passbook.ts';
import { excerpt } from './plain-text.ts';
import { yuanToFen } from './points.ts';
import { sections, type Section } from './stock.ts';
import {
	readRows,
	type TableColumns,
	type TableMarks,
	type TableReason,
	type TextTable,
} from './table.ts';

type Column =
	'name' | 'english' | 'unit' | 'unitEnglish' | 'section' | 'referencePrice' | 'barcode';

/** A product as a list of goods has it. */
export interface ProductTableRow {
	/** Where it stands in the file, from 1. */
	readonly row: number;
	readonly name: string;
	readonly english: string;
	readonly unit: string;
	readonly unitEnglish: string;
	readonly section: Section;
	/** 0 when the list has none. */
	readonly referencePriceFen: number;
	readonly barcode: string;
}

/** What keeps a row out. */
export type ProductTableReason =
	| TableReason
	| 'name_missing'
	| 'name_too_long'
	| 'name_twice'
	| 'unit_missing'
	| 'unit_too_long'
	| 'english_too_long'
	| 'section_unknown'
	| 'price_wrong'
	| 'barcode_wrong'
	| 'barcode_twice'
	| 'barcode_taken';

export interface ProductTableFault {
	readonly row: number;
	readonly reason: ProductTableReason;
	/** What stands there. */
	readonly text: string;
}

/** The columns of a list of goods as its template has them, in Chinese and in English. */
export const productColumns: readonly { readonly zh: string; readonly en: Column }[] = [
	{ zh: '名称', en: 'name' },
	{ zh: '英文名', en: 'english' },
	{ zh: '单位', en: 'unit' },
	{ zh: '英文单位', en: 'unitEnglish' },
	{ zh: '类别', en: 'section' },
	{ zh: '参考价', en: 'referencePrice' },
	{ zh: '条码', en: 'barcode' },
];

const sectionWords: ReadonlyMap<string, Section> = new Map([
	['粮油', 'grain_oil'],
	['日化', 'washing'],
	['日杂', 'household'],
	['衣物被褥', 'clothing'],
	['农资', 'farm'],
	['其他', 'other'],
]);
const priceMostFen = 1_000_000;

const columns: TableColumns<Column> = {
	titles: productColumns.flatMap(({ zh, en }): [string, Column][] => [
		[zh, en],
		[en.toLowerCase(), en],
	]),
	needed: ['name', 'unit', 'section'],
	spreads: ['section'],
	lines: [],
};

/**
 * Reads a table of texts as a list of goods, its columns named in Chinese or English in any order.
 * Rows that cannot be read are told as faults and left out; empty rows are passed over. `holders`
 * says which product has a barcode already; `formulas` are the cells whose result was taken.
 */
export function readProductTable(
	table: TextTable,
	holders: Readonly<Record<string, string>> = {},
	marks?: TableMarks,
): {
	readonly rows: readonly ProductTableRow[];
	readonly faults: readonly ProductTableFault[];
	readonly formulas: readonly string[];
} {
	const read = readRows(table, columns, marks);
	const rows: ProductTableRow[] = [];
	const faults: ProductTableFault[] = [...read.faults];
	const holderOf = new Map(Object.entries(holders));
	for (const { row, cells } of read.rows) {
		const one = readRow(row, (column) => cells[column]);
		const fault = 'reason' in one ? one : sameAsBefore(one, rows, holderOf);
		if (fault) faults.push(fault);
		else if (!('reason' in one)) rows.push(one);
	}
	faults.sort((one, other) => one.row - other.row);
	return { rows, faults, formulas: read.formulas };
}

function readRow(row: number, cell: (column: Column) => string) {
	const fault = (reason: ProductTableReason, text: string): ProductTableFault => {
		return { row, reason, text: excerpt(text) };
	};
	const name = cell('name');
	const unit = cell('unit');
	const english = cell('english');
	const unitEnglish = cell('unitEnglish');
	if (name === '') return fault('name_missing', '');
	if ([...name].length > 40) return fault('name_too_long', name);
	if (unit === '') return fault('unit_missing', name);
	if ([...unit].length > 8) return fault('unit_too_long', unit);
	if ([...english].length > 60 || [...unitEnglish].length > 20) {
		return fault('english_too_long', english);
	}
	const section =
		sections.find((each) => each === cell('section')) ?? sectionWords.get(cell('section'));
	if (section === undefined) return fault('section_unknown', cell('section'));
	const price = halfWidth(cell('referencePrice')).replace(/[¥￥元,\s]/g, '');
	const fen = price === '' ? 0 : yuanToFen(price);
	if (fen === undefined || fen > priceMostFen) return fault('price_wrong', cell('referencePrice'));
	const barcode = halfWidth(cell('barcode')).trim();
	if (!/^[0-9A-Za-z-]{0,32}$/.test(barcode)) return fault('barcode_wrong', barcode);
	const read: ProductTableRow = {
		row,
		name,
		english,
		unit,
		unitEnglish,
		section,
		referencePriceFen: fen,
		barcode,
	};
	return read;
}

function sameAsBefore(
	{ row, name, barcode }: ProductTableRow,
	before: readonly ProductTableRow[],
	holders: ReadonlyMap<string, string>,
): ProductTableFault | undefined {
	if (before.some((each) => each.name === name)) return { row, reason: 'name_twice', text: name };
	if (barcode === '') return undefined;
	if (before.some((each) => each.barcode === barcode)) {
		return { row, reason: 'barcode_twice', text: barcode };
	}
	const holder = holders.get(barcode);
	const isTaken = holder !== undefined && holder !== name;
	return isTaken ? { row, reason: 'barcode_taken', text: `${barcode} ${holder}` } : undefined;
}
