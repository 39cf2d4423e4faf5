import { blacken, blankBitmap, isBlack, type Bitmap } from '../bitmap.ts';
import { glyph } from '../glyphs.ts';
import { qrMatrix } from '../raster.ts';
import { cellsOf, cellsOfCluster, clustersOf } from '../receipts/cells.ts';
import type { Token } from './tokenizer.ts';

/** A piece of paper that has come out: what stands on it as text and as dots. */
export interface PrintedPaper {
	/** Rows of text as they stand; a picture is a row of its own, as [picture 384x64]. */
	readonly rows: readonly string[];
	readonly picture: Bitmap;
	/** What a real printer would have stumbled over; empty for good bytes. */
	readonly faults: readonly string[];
	readonly wasCut: boolean;
}

export interface PaperPrinter {
	print(token: Token): void;
	/** Whether anything stands on the paper since it was last taken. */
	isEmpty(): boolean;
	/** Tears the paper off. */
	take(wasCut: boolean): PrintedPaper;
}

/**
 * The print head: prints tokens on endless paper of `dots` width, with characters of 24 dots that
 * are doubled dot by dot, as real ones do it.
 */
export function paperPrinter(dots: number): PaperPrinter {
	let state = { ...powerOn };
	let pending: Placed[] = [];
	let stored = new Uint8Array();
	let paper = { rows: [] as string[], bands: [] as Bitmap[], faults: [] as string[] };

	const fault = (text: string) => paper.faults.push(text);
	const feed = (height: number) => paper.bands.push(blankBitmap(dots, height));

	function flushRow(): void {
		const height = Math.max(state.lineSpace, 24 * Math.max(1, ...pending.map((one) => one.high)));
		const band = blankBitmap(dots, height);
		const width = pending.reduce((sum, one) => sum + one.cells * 12 * one.wide, 0);
		const free = dots - width;
		if (free < 0) fault(`row of ${width} dots on ${dots}`);
		let left = state.side === 0 ? 0 : state.side === 1 ? Math.floor(free / 2) : free;
		for (const one of pending) {
			drawDoubled(band, one, Math.max(0, left));
			left += one.cells * 12 * one.wide;
		}
		paper.bands.push(band);
		const margin = state.side === 0 ? 0 : Math.floor((state.side === 1 ? free / 2 : free) / 12);
		paper.rows.push(' '.repeat(Math.max(0, margin)) + pending.map((one) => one.cluster).join(''));
		pending = [];
	}

	function addText(bytes: Uint8Array): void {
		if (!state.isChinese && bytes.some((byte) => byte >= 0x80)) fault('hanzi outside Chinese mode');
		let text: string;
		try {
			text = new TextDecoder('gb18030', { fatal: true }).decode(bytes);
		} catch {
			fault(`undecodable text ${hex(bytes)}`);
			return;
		}
		// Printers know pairs of bytes only; the four-byte part of GB 18030 comes out as rubbish.
		if (cellsOf(text) !== bytes.length) fault(`four-byte character in ${text}`);
		for (const cluster of clustersOf(text)) {
			const { wide, high, isBold } = state;
			pending.push({ cluster, cells: cellsOfCluster(cluster), wide, high, isBold });
		}
	}

	function addPicture(band: Bitmap): void {
		if (pending.length > 0) fault('picture in the middle of a row');
		if (band.rowBytes * 8 > dots + 7) fault(`picture of ${band.rowBytes * 8} dots on ${dots}`);
		const free = dots - band.rowBytes * 8;
		const left = state.side === 0 ? 0 : state.side === 1 ? Math.floor(free / 2) : free;
		const placed = blankBitmap(dots, band.height);
		copyInto(placed, band, Math.max(0, left), 1);
		paper.bands.push(placed);
		paper.rows.push(`[picture ${band.rowBytes * 8}x${band.height}]`);
	}

	function printQr(): void {
		const text = new TextDecoder('gb18030').decode(stored);
		const matrix = qrMatrix(text);
		const bitmap = blankBitmap(matrix.size, matrix.size);
		for (let index = 0; index < matrix.size * matrix.size; index++) {
			if (matrix.data[index]) {
				blacken(bitmap, index % matrix.size, Math.floor(index / matrix.size));
			}
		}
		const side = matrix.size * state.qrModule;
		const placed = blankBitmap(dots, side + 2 * state.qrModule);
		copyInto(placed, bitmap, Math.floor((dots - side) / 2), state.qrModule);
		paper.bands.push(placed);
		paper.rows.push(`[qr ${text}]`);
	}

	return {
		print(token) {
			switch (token.type) {
				case 'text':
					return addText(token.bytes);
				case 'line_feed':
					return flushRow();
				case 'reset':
					state = { ...powerOn };
					pending = [];
					return;
				case 'chinese':
					state.isChinese = token.isOn;
					return;
				case 'align':
					if (pending.length > 0) fault('alignment in the middle of a row');
					state.side = token.side;
					return;
				case 'bold':
					state.isBold = token.isOn;
					return;
				case 'size':
					Object.assign(state, { wide: token.wide, high: token.high });
					return;
				case 'line_space':
					state.lineSpace = token.dots;
					return;
				case 'feed':
					if (pending.length > 0) flushRow();
					feed(token.rows * 30);
					return;
				case 'raster': {
					const { rowBytes, data } = token;
					return addPicture({ rowBytes, height: data.length / rowBytes, data });
				}
				case 'qr_setting':
					if (token.name === 'module') state.qrModule = token.value;
					return;
				case 'qr_store':
					stored = token.data.slice();
					return;
				case 'qr_print':
					return printQr();
				case 'unknown':
					fault(`unknown command ${hex(token.bytes)}`);
					return;
				case 'spacing':
				case 'cut':
				case 'status_query':
				case 'fence':
				case 'process_id':
					return;
			}
		},
		isEmpty: () => paper.bands.length === 0,
		take(wasCut) {
			if (pending.length > 0) flushRow();
			const { rows, bands, faults } = paper;
			paper = { rows: [], bands: [], faults: [] };
			return { rows, picture: joined(bands, dots), faults, wasCut };
		},
	};
}

interface Placed {
	readonly cluster: string;
	readonly cells: 1 | 2;
	readonly wide: number;
	readonly high: number;
	readonly isBold: boolean;
}

/** Chinese models wake up in Chinese mode; a strict printer does not rely on it. */
const powerOn = {
	isChinese: false,
	isBold: false,
	side: 0 as 0 | 1 | 2,
	wide: 1,
	high: 1,
	lineSpace: 30,
	qrModule: 3,
};

function drawDoubled(band: Bitmap, one: Placed, left: number): void {
	if (one.cluster === ' ') return;
	const ink = glyph(one.cluster, one.cells, { wide: 1, high: 1, bold: one.isBold });
	for (let y = 0; y < 24 * one.high; y++) {
		for (let x = 0; x < one.cells * 12 * one.wide; x++) {
			const isInk = isBlack(ink, Math.floor(x / one.wide), Math.floor(y / one.high));
			if (isInk) blacken(band, left + x, y);
		}
	}
}

function copyInto(target: Bitmap, source: Bitmap, left: number, times: number): void {
	for (let y = 0; y < source.height * times; y++) {
		for (let x = 0; x < source.rowBytes * 8 * times; x++) {
			if (isBlack(source, Math.floor(x / times), Math.floor(y / times)))
				blacken(target, left + x, y);
		}
	}
}

function joined(bands: readonly Bitmap[], dots: number): Bitmap {
	const whole = blankBitmap(
		dots,
		bands.reduce((sum, band) => sum + band.height, 0),
	);
	let offset = 0;
	for (const band of bands) {
		whole.data.set(band.data, offset);
		offset += band.data.length;
	}
	return whole;
}

function hex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
