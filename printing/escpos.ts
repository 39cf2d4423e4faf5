/// <reference path="./escpos-package.d.ts" />
import Image from 'escpos/image.js';
import Printer from 'escpos/printer.js';
import { withoutStatusPatterns, type Bitmap } from './bitmap.ts';
import { isInRom } from './gbk.ts';
import type { PrinterProfile } from './profiles.ts';
import { qrBands, textBands } from './raster.ts';
import { clustersOf, timesOf } from './receipts/cells.ts';
import { rowHeight, rowsOf, type Row, type TextRow } from './receipts/layout.ts';
import type { Receipt } from './receipts/lines.ts';

/**
 * The bytes of a receipt for one printer: pure, the same receipt gives the same bytes. Begins with
 * ESC @ FS & (reset, Chinese mode), which repairs whatever another program left behind, and uses no
 * command that the printers of the village shops are known to lack.
 */
export function receiptBytes(receipt: Receipt, profile: PrinterProfile): Uint8Array {
	const collected: Buffer[] = [];
	const printer = new Printer({ write: (data) => collected.push(data) }, { encoding: 'GB18030' });
	printer.hardware('init').print(Buffer.of(fs, 0x26));
	// ESC/POS: a spacing left over from others would break the grid of 2 to 1.
	if (profile.spacing) printer.print(Buffer.of(fs, 0x53, 0, 0, esc, 0x20, 0));
	let style = plainStyle;
	for (const row of rowsOf(receipt, profile)) {
		if (row.type === 'text' && isText(row, profile)) {
			style = setStyle(printer, style, row);
			printer.text(row.text);
			continue;
		}
		if (style.align !== 'left') style = setStyle(printer, style, { ...style, align: 'left' });
		addPicture(printer, row, profile);
	}
	printer.flush();
	return new Uint8Array(Buffer.concat(collected));
}

const esc = 0x1b;
const fs = 0x1c;
const gs = 0x1d;

type Style = Pick<TextRow, 'align' | 'size' | 'bold'>;
/** What ESC @ leaves behind, except for the distance of rows, which differs between models. */
const plainStyle: Style & { readonly isFresh?: boolean } = {
	align: 'left',
	size: '1x1',
	bold: false,
	isFresh: true,
};
const sides = { left: 'lt', center: 'ct', right: 'rt' } as const;

function isText(row: TextRow, profile: PrinterProfile): boolean {
	if (profile.text === 'raster') return false;
	return clustersOf(row.text).every((cluster) => isInRom(cluster, profile.romSet));
}

function setStyle(
	printer: Printer,
	from: Style & { readonly isFresh?: boolean },
	to: Style,
): Style {
	const { align, size, bold } = to;
	if (align !== from.align) printer.align(sides[align]);
	if (size !== from.size) {
		const { wide, high } = timesOf(size);
		printer.print(Buffer.of(gs, 0x21, (wide - 1) * 16 + (high - 1)));
	}
	if (bold !== from.bold) printer.print(Buffer.of(esc, 0x45, bold ? 1 : 0));
	if (from.isFresh || rowHeight(size) !== rowHeight(from.size)) printer.lineSpace(rowHeight(size));
	return { align, size, bold };
}

function addPicture(printer: Printer, row: Row, profile: PrinterProfile): void {
	switch (row.type) {
		case 'text':
			return addBands(printer, textBands(row, profile.dots));
		case 'qr':
			if (profile.qr === 'native') return addNativeQr(printer, row.text);
			return addBands(printer, qrBands(row.text, profile.dots));
		case 'feed':
			// ESC/POS: ESC d and not LF, since some models swallow an LF after a picture.
			printer.print(Buffer.of(esc, 0x64, row.rows));
			return;
		case 'cut':
			printer.print(Buffer.of(esc, 0x64, profile.feedRows));
			if (profile.cutter !== 'none') {
				printer.print(Buffer.of(gs, 0x56, profile.cutter === 'full' ? 0 : 1));
			}
			return;
	}
}

function addBands(printer: Printer, bands: readonly Bitmap[]): void {
	for (const band of bands) printer.raster(imageOf(withoutStatusPatterns(band)));
}

// escpos takes pictures in colour and thinks about every dot of them for microseconds. Ours are black
// and white already, so an empty picture hands them over as they are.
function imageOf({ rowBytes, height, data }: Bitmap): Image {
	const image = new Image({ data: new Uint8Array(), shape: [0, 0, 4] });
	image.toRaster = () => ({ data: Buffer.from(data), width: rowBytes, height });
	return image;
}

/** GS ( k, the standard command; the package's own qrcode() sends another that few printers know. */
function addNativeQr(printer: Printer, text: string): void {
	const data = Buffer.from(text, 'latin1');
	const length = data.length + 3;
	printer
		.align('ct')
		.print(Buffer.of(gs, 0x28, 0x6b, 4, 0, 0x31, 0x41, 0x32, 0))
		.print(Buffer.of(gs, 0x28, 0x6b, 3, 0, 0x31, 0x43, 8))
		.print(Buffer.of(gs, 0x28, 0x6b, 3, 0, 0x31, 0x45, 0x32))
		.print(Buffer.of(gs, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, 0x50, 0x30))
		.print(data)
		.print(Buffer.of(gs, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30))
		.align('lt');
}
