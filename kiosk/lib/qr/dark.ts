import BitMatrix from '@zxing/library/es2015/core/common/BitMatrix.js';
import type { Grey } from './grey.ts';

/** The mean is taken over so many pixels to each side. */
const reach = 28;
/** A pixel is dark below that part of it, and so many levels more: the rest is the camera's grain. */
const [part, grain] = [0.9, 4];

/**
 * What is dark in a frame: each pixel against the mean around it, so that neither the reflection of
 * a lamp nor a dim corner hides a code (decision 0030).
 */
export function darkIn({ width, height, levels }: Grey): BitMatrix {
	const dark = new BitMatrix(width, height);
	// Of each column the sum of the rows in reach: one comes in below, another leaves above.
	const columns = new Int32Array(width);
	const before = new Int32Array(width + 1);
	for (let row = -reach; row < height; row++) {
		if (row + reach < height) add(columns, levels, (row + reach) * width, 1);
		if (row - reach > 0) add(columns, levels, (row - reach - 1) * width, -1);
		if (row < 0) continue;
		for (let at = 0, sum = 0; at < width; at++) before[at + 1] = sum += of(columns, at);
		const rows = Math.min(height, row + reach + 1) - Math.max(0, row - reach);
		for (let at = 0, pixel = row * width; at < width; at++, pixel++) {
			const from = at < reach ? 0 : at - reach;
			const to = at + reach < width ? at + reach + 1 : width;
			const sum = of(before, to) - of(before, from);
			if ((levelAt(levels, pixel) + grain) * (to - from) * rows < sum * part) dark.set(at, row);
		}
	}
	return dark;
}

function add(columns: Int32Array, levels: Uint8ClampedArray, start: number, sign: 1 | -1): void {
	for (let at = 0; at < columns.length; at++) {
		columns[at] = of(columns, at) + sign * levelAt(levels, start + at);
	}
}

// Every place asked for lies inside; the compiler cannot see it. A function for each kind of array:
// one for both would be half as fast.
function levelAt(levels: Uint8ClampedArray, at: number): number {
	return levels[at] as number;
}

function of(sums: Int32Array, at: number): number {
	return sums[at] as number;
}
