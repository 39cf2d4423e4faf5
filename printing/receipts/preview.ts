import { cellsOf, timesOf } from './cells.ts';
import {
	cellDots,
	glyphDots,
	placeOf,
	rowDots,
	rowHeight,
	rowsOf,
	runsOf,
	type Paper,
	type TextRow,
} from './layout.ts';
import type { Receipt } from './lines.ts';

/** The dark modules of a QR code, row by row; made by the caller, since this room has no packages. */
export interface QrMatrix {
	/** Modules on a side, without the quiet zone. */
	readonly size: number;
	/** size x size values, 0 or 1. */
	readonly data: ArrayLike<number>;
}

/** Paper as the picture needs it: all of it, and the part that the print head reaches. */
export interface PicturePaper extends Paper {
	readonly widthMm: 58 | 80;
	/** 8 dots are 1 mm. */
	readonly dots: number;
}

/** The papers of the common printers. */
export const paper58: PicturePaper = { widthMm: 58, columns: 32, dots: 384 };
export const paper80: PicturePaper = { widthMm: 80, columns: 48, dots: 576 };

/** A receipt as plain text, row by row; large characters stand there in normal size. */
export function receiptText(receipt: Receipt, paper: Paper): string {
	const lines = rowsOf(receipt, paper).map((row) => {
		switch (row.type) {
			case 'text':
				return textLine(row, paper);
			case 'qr':
				return centred(`[QR ${row.text}]`, paper.columns);
			case 'feed':
				return '\n'.repeat(Math.max(0, row.rows - 1));
			case 'cut':
				return '- '.repeat(Math.floor(paper.columns / 2)).trimEnd();
		}
	});
	return lines.map((line) => line.trimEnd()).join('\n') + '\n';
}

/**
 * A receipt as an SVG picture that stands on a screen as it comes out of the printer. `matrixOf`
 * makes the modules of a QR code, as `create()` of the package qrcode does.
 */
export function receiptPicture(
	receipt: Receipt,
	paper: PicturePaper,
	matrixOf: (text: string) => QrMatrix,
): string {
	const width = paper.widthMm * 8;
	const margin = (width - paper.dots) / 2;
	const parts: string[] = [];
	let y = margin;
	for (const row of rowsOf(receipt, paper)) {
		if (row.type === 'text') {
			parts.push(textPart(row, paper.dots, y));
			y += rowHeight(row.size);
		} else if (row.type === 'qr') {
			const matrix = matrixOf(row.text);
			const { module, quiet, left, side } = qrPlace(matrix.size, paper.dots);
			parts.push(qrPart(matrix, module, left + quiet, y + quiet));
			y += side;
		} else if (row.type === 'feed') y += row.rows * rowDots;
	}
	const height = Math.ceil(y + margin);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="小票 receipt"`,
		` width="${paper.widthMm}mm" height="${height / 8}mm" viewBox="0 0 ${width} ${height + tooth}">`,
		`<path fill="#fffdf6" stroke="#d8d2c2" stroke-width="1" d="${outline(width, height)}"/>`,
		`<g transform="translate(${margin} 0)" fill="#22201c" xml:space="preserve"`,
		` font-family="'Noto Sans Mono CJK SC','Source Han Sans SC','Noto Sans CJK SC',`,
		`'PingFang SC','Microsoft YaHei',monospace" font-size="${glyphDots}">`,
		...parts,
		'</g></svg>',
	].join('');
}

/**
 * Where a QR code of `modules` stands on paper of `dots`: at least 25 mm wide where the paper has
 * room, modules of at least 6 dots, and the 4 modules of silence that scanners ask for around it.
 */
export function qrPlace(
	modules: number,
	dots: number,
): {
	readonly module: number;
	readonly quiet: number;
	readonly left: number;
	readonly side: number;
} {
	const wanted = Math.max(6, Math.ceil(qrLeastDots / modules));
	const module = Math.max(1, Math.min(wanted, Math.floor(dots / (modules + 2 * quietModules))));
	const side = module * (modules + 2 * quietModules);
	return { module, quiet: module * quietModules, left: Math.floor((dots - side) / 2), side };
}

const qrLeastDots = 25 * 8;
const quietModules = 4;
const tooth = 8;

function textLine(row: TextRow, paper: Paper): string {
	return row.align === 'center' ? centred(row.text, paper.columns) : row.text;
}

function centred(text: string, cells: number): string {
	return ' '.repeat(Math.max(0, Math.floor((cells - cellsOf(text)) / 2))) + text;
}

function textPart(row: TextRow, dots: number, y: number): string {
	const { wide, high } = timesOf(row.size);
	const { from } = placeOf(row, dots);
	const weight = row.bold ? ' font-weight="700"' : '';
	const words = runsOf(row.text).map(
		({ at, cells, text }) =>
			`<text x="${at * cellDots}" textLength="${cells * cellDots}"` +
			` lengthAdjust="spacingAndGlyphs">${escaped(text)}</text>`,
	);
	const baseline = y + 21 * high;
	const place = `translate(${from} ${baseline}) scale(${wide} ${high})`;
	return `<g transform="${place}"${weight}>${words.join('')}</g>`;
}

function qrPart(matrix: QrMatrix, module: number, left: number, top: number): string {
	let path = '';
	for (let index = 0; index < matrix.size * matrix.size; index++) {
		if (!matrix.data[index]) continue;
		const x = left + (index % matrix.size) * module;
		const y = top + Math.floor(index / matrix.size) * module;
		path += `M${x} ${y}h${module}v${module}h${-module}z`;
	}
	return `<path shape-rendering="crispEdges" d="${path}"/>`;
}

// Torn at the lower edge, as paper is.
function outline(width: number, height: number): string {
	let path = `M0 0H${width}V${height}`;
	for (let x = width, up = false; x > 0; x -= tooth, up = !up)
		path += `l${-tooth} ${up ? -tooth : tooth}`;
	return path + 'z';
}

function escaped(text: string): string {
	return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
