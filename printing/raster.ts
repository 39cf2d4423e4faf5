import QRCode from 'qrcode';
import { bandsOf, blacken, blankBitmap, stamp, type Bitmap } from './bitmap.ts';
import { glyph } from './glyphs.ts';
import { cellsOfCluster, clustersOf, timesOf } from './receipts/cells.ts';
import { cellDots, placeOf, rowHeight, type TextRow } from './receipts/layout.ts';
import { qrPlace, type QrMatrix } from './receipts/preview.ts';

/** Bands stay this low because a printer out of paper may wait for the rest of one for ever. */
export const bandRows = 64;

/** A row of text as a picture, for characters that the printer does not have. */
export function textBands(row: TextRow, dots: number): readonly Bitmap[] {
	const { wide, high } = timesOf(row.size);
	const { from, to } = placeOf(row, dots);
	const bitmap = blankBitmap(Math.min(dots, to), rowHeight(row.size));
	let left = from;
	for (const cluster of clustersOf(row.text)) {
		const cells = cellsOfCluster(cluster);
		if (cluster !== ' ') {
			stamp(bitmap, glyph(cluster, cells, { wide, high, bold: row.bold }), left, 0);
		}
		left += cells * cellDots * wide;
	}
	return bandsOf(bitmap, bandRows);
}

/** A QR code as pictures one below the other, with its quiet zone, centred on the paper. */
export function qrBands(text: string, dots: number): readonly Bitmap[] {
	const matrix = qrMatrix(text);
	const { module, quiet, left, side } = qrPlace(matrix.size, dots);
	const bitmap = blankBitmap(left + side - quiet, side);
	for (let index = 0; index < matrix.size * matrix.size; index++) {
		if (!matrix.data[index]) continue;
		const x = left + quiet + (index % matrix.size) * module;
		const y = quiet + Math.floor(index / matrix.size) * module;
		for (let dot = 0; dot < module * module; dot++) {
			blacken(bitmap, x + (dot % module), y + Math.floor(dot / module));
		}
	}
	return bandsOf(bitmap, bandRows);
}

/** The modules of a QR code at level Q, which survives a crease across the paper. */
export function qrMatrix(text: string): QrMatrix {
	return QRCode.create(text, { errorCorrectionLevel: 'Q' }).modules;
}
