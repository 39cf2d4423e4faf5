/**
 * 小票: a receipt is a list of lines. It says what stands on the paper and knows neither the paper's
 * width nor a printer; layout.ts makes rows of it, for the paper and for the picture on the screen.
 */
export type Receipt = readonly ReceiptLine[];

export type ReceiptLine =
	| TextLine
	| ColumnsLine
	| TableLine
	| RuleLine
	| QrLine
	| { readonly type: 'feed'; readonly rows: number }
	| { readonly type: 'cut' };

/** Width and height in times of the normal character; cheap printers know these four only. */
export type TextSize = '1x1' | '2x1' | '1x2' | '2x2';
export type TextAlign = 'left' | 'center' | 'right';

/** Words that wrap when they are too long. */
export interface TextLine {
	readonly type: 'text';
	readonly text: string;
	readonly align?: TextAlign;
	readonly size?: TextSize;
	readonly bold?: boolean;
}

/** One thing at the left edge and one at the right; two rows when both do not fit into one. */
export interface ColumnsLine {
	readonly type: 'columns';
	readonly left: string;
	readonly right: string;
	readonly size?: TextSize;
	readonly bold?: boolean;
}

/** A row of a table; the first cell takes the width that the others leave. */
export interface TableLine {
	readonly type: 'table';
	readonly columns: TableColumns;
	/** The first cell, then one for each column. */
	readonly cells: readonly string[];
	readonly bold?: boolean;
}

/** The columns behind the first one; numbers stand at the right edge of theirs. */
export type TableColumns = readonly {
	/** In cells; a hanzi takes two. */
	readonly width: number;
	/** Left out on paper of fewer cells than this. */
	readonly fromCells?: number;
}[];

export interface RuleLine {
	readonly type: 'rule';
	/** ruler: 1234567890 again and again, so that the last digit tells the number of columns. */
	readonly style: 'solid' | 'dashed' | 'ruler';
}

/** A QR code, at least 25 mm wide; what it says stands beneath in a text line of its own. */
export interface QrLine {
	readonly type: 'qr';
	readonly text: string;
}
