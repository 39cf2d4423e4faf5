/** A picture in black and white as thermal printers take it: rows of bytes, 8 dots each, 1 black. */
export interface Bitmap {
	/** Bytes of a row; dots beyond the picture are white. */
	readonly rowBytes: number;
	readonly height: number;
	readonly data: Uint8Array;
}

/** A white picture of at least `width` dots. */
export function blankBitmap(width: number, height: number): Bitmap {
	const rowBytes = Math.ceil(width / 8);
	return { rowBytes, height, data: new Uint8Array(rowBytes * height) };
}

/** Blackens one dot; dots outside of the picture are left out, as a print head does. */
export function blacken(bitmap: Bitmap, x: number, y: number): void {
	if (x < 0 || y < 0 || x >= bitmap.rowBytes * 8 || y >= bitmap.height) return;
	const index = y * bitmap.rowBytes + (x >> 3);
	bitmap.data[index] = (bitmap.data[index] ?? 0) | (0x80 >> (x & 7));
}

/** Whether a dot is black. */
export function isBlack(bitmap: Bitmap, x: number, y: number): boolean {
	if (x < 0 || y < 0 || x >= bitmap.rowBytes * 8 || y >= bitmap.height) return false;
	return ((bitmap.data[y * bitmap.rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

/** Copies the black dots of `other` to a place in `bitmap`. */
export function stamp(bitmap: Bitmap, other: Bitmap, left: number, top: number): void {
	for (let y = 0; y < other.height; y++) {
		for (let x = 0; x < other.rowBytes * 8; x++) {
			if (isBlack(other, x, y)) blacken(bitmap, left + x, top + y);
		}
	}
}

/** The picture in bands of at most `rows`: a printer that runs out of paper swallows one band. */
export function bandsOf(bitmap: Bitmap, rows: number): readonly Bitmap[] {
	const bands: Bitmap[] = [];
	for (let top = 0; top < bitmap.height; top += rows) {
		const height = Math.min(rows, bitmap.height - top);
		const from = top * bitmap.rowBytes;
		const data = bitmap.data.slice(from, from + height * bitmap.rowBytes);
		bands.push({ rowBytes: bitmap.rowBytes, height, data });
	}
	return bands;
}

/**
 * The same picture without the bytes 10 04, 10 05 and 10 14: some printers answer them as a question
 * for their state even inside of a picture. One dot is widened to two.
 */
export function withoutStatusPatterns(bitmap: Bitmap): Bitmap {
	const data = bitmap.data.slice();
	for (let index = 0; index + 1 < data.length; index++) {
		const next = data[index + 1];
		if (data[index] === 0x10 && (next === 0x04 || next === 0x05 || next === 0x14)) {
			data[index] = 0x18;
		}
	}
	return { ...bitmap, data };
}
