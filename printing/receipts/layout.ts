import {
	cellsOf,
	cellsOfCluster,
	clustersOf,
	padToCells,
	printableText,
	timesOf,
	wrapToCells,
} from './cells.ts';
import type {
	ColumnsLine,
	Receipt,
	RuleLine,
	TableLine,
	TextAlign,
	TextLine,
	TextSize,
} from './lines.ts';

/** What of the paper matters to layout: how many characters of normal size stand side by side. */
export interface Paper {
	/** 32 on 58 mm, 48 on 80 mm; both of them are data of the printer, not of the paper alone. */
	readonly columns: number;
}

/** What comes out of the printer one after the other. */
export type Row =
	| TextRow
	| { readonly type: 'qr'; readonly text: string }
	| { readonly type: 'feed'; readonly rows: number }
	| { readonly type: 'cut' };

/** One row of characters; never wider than the paper. */
export interface TextRow {
	readonly type: 'text';
	readonly text: string;
	/** Rows of tables and columns fill the paper exactly and stand left. */
	readonly align: TextAlign;
	readonly size: TextSize;
	readonly bold: boolean;
}

/** The rows of a receipt on a paper. The same rows make the paper and the picture of it. */
export function rowsOf(receipt: Receipt, paper: Paper): readonly Row[] {
	return receipt.flatMap((line): readonly Row[] => {
		switch (line.type) {
			case 'text':
				return textRows(line, paper);
			case 'columns':
				return columnsRows(line, paper);
			case 'table':
				return tableRows(line, paper);
			case 'rule':
				return [ruleRow(line.style, paper)];
			case 'qr':
			case 'feed':
			case 'cut':
				return [line];
		}
	});
}

/** Characters of a size that stand side by side. */
export function cellsAcross(paper: Paper, size: TextSize): number {
	return Math.floor(paper.columns / timesOf(size).wide);
}

/** The row's first dot from the left edge and its width, at `dots` of paper width. */
export function placeOf(
	row: TextRow,
	dots: number,
): { readonly from: number; readonly to: number } {
	const width = cellsOf(row.text) * timesOf(row.size).wide * cellDots;
	const free = Math.max(0, dots - width);
	const from = row.align === 'left' ? 0 : row.align === 'right' ? free : Math.floor(free / 2);
	return { from, to: from + width };
}

/** A half-width character is 12 dots wide and 24 high; a hanzi 24 by 24. */
export const cellDots = 12;
export const glyphDots = 24;
/** From one row to the next; double height adds a glyph's height. */
export const rowDots = 30;

/** The height of a row of text, in dots. */
export function rowHeight(size: TextSize): number {
	return timesOf(size).high === 2 ? rowDots + glyphDots : rowDots;
}

function textRows(line: TextLine, paper: Paper): readonly TextRow[] {
	const size = line.size ?? '1x1';
	const style = {
		type: 'text',
		align: line.align ?? 'left',
		size,
		bold: line.bold ?? false,
	} as const;
	return wrapToCells(printableText(line.text), cellsAcross(paper, size)).map((text) => ({
		...style,
		text,
	}));
}

function columnsRows(line: ColumnsLine, paper: Paper): readonly TextRow[] {
	const size = line.size ?? '1x1';
	const cells = cellsAcross(paper, size);
	const style = { type: 'text', align: 'left', size, bold: line.bold ?? false } as const;
	const left = printableText(line.left).trim();
	const right = printableText(line.right).trim();
	const gap = cells - cellsOf(left) - cellsOf(right);
	if (gap >= 1) return [{ ...style, text: left + ' '.repeat(gap) + right }];
	return [
		...wrapToCells(left, cells).map((text) => padToCells(text, cells, 'left')),
		...wrapToCells(right, cells).map((text) => padToCells(text, cells, 'right')),
	].map((text) => ({ ...style, text }));
}

function tableRows(line: TableLine, paper: Paper): readonly TextRow[] {
	const style = { type: 'text', align: 'left', size: '1x1', bold: line.bold ?? false } as const;
	const [first = '', ...others] = line.cells.map((cell) => printableText(cell).trim());
	const shown = line.columns
		.map((column, index) => ({ ...column, text: others[index] ?? '' }))
		.filter(({ fromCells = 0 }) => paper.columns >= fromCells);
	// A figure too long for its column takes from the space beside it, never from itself.
	const numbers = shown
		.map(({ width, text }) => padToCells(text, Math.max(width, cellsOf(text) + 1), 'right'))
		.join('');
	const left = paper.columns - cellsOf(numbers);
	const names = cellsOf(first) <= left ? [first] : wrapToCells(first, paper.columns);
	// A long name has rows of its own; the figures stand behind its last word if there is room.
	const last = names.at(-1) ?? '';
	const whole = cellsOf(last) <= left ? names.slice(0, -1) : names;
	return [
		...whole.map((text) => padToCells(text, paper.columns, 'left')),
		...(left < 0
			? wrapToCells(numbers, paper.columns).map((text) => padToCells(text, paper.columns, 'right'))
			: [padToCells(whole === names ? '' : last, left, 'left') + numbers]),
	].map((text) => ({ ...style, text }));
}

function ruleRow(style: RuleLine['style'], { columns }: Paper): TextRow {
	const texts = {
		solid: () => '─'.repeat(Math.floor(columns / 2)),
		dashed: () => '-'.repeat(columns),
		ruler: () => Array.from({ length: columns }, (_, index) => (index + 1) % 10).join(''),
	};
	return { type: 'text', text: texts[style](), align: 'left', size: '1x1', bold: false };
}

/** Runs of characters of one kind with the cell they begin at; spaces are left out. */
export function runsOf(
	text: string,
): readonly { readonly at: number; readonly cells: number; readonly text: string }[] {
	const runs: { at: number; cells: number; text: string }[] = [];
	let at = 0;
	let open: { at: number; cells: number; text: string; wide: boolean } | undefined;
	for (const cluster of clustersOf(text)) {
		const cells = cellsOfCluster(cluster);
		if (cluster === ' ') open = undefined;
		else if (open && open.wide === (cells === 2)) {
			open.text += cluster;
			open.cells += cells;
		} else {
			open = { at, cells, text: cluster, wide: cells === 2 };
			runs.push(open);
		}
		at += cells;
	}
	return runs;
}
