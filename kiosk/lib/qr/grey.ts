/** A frame in grey, one byte per pixel, row by row. */
export interface Grey {
	readonly width: number;
	readonly height: number;
	readonly levels: Uint8ClampedArray<ArrayBuffer>;
}

/** How bright each pixel of a coloured frame is. */
export function greyOf({ width, height, data }: ImageData): Grey {
	const levels = new Uint8ClampedArray(width * height);
	for (let at = 0, byte = 0; at < levels.length; at++, byte += 4) {
		levels[at] = (of(data, byte) * 77 + of(data, byte + 1) * 151 + of(data, byte + 2) * 28) >> 8;
	}
	return { width, height, levels };
}

/** The middle of a frame, two thirds of its width and height, where cards are held. */
export function middleOf({ width, height, levels }: Grey): Grey {
	const [left, top] = [Math.floor(width / 6), Math.floor(height / 6)];
	const [across, down] = [width - 2 * left, height - 2 * top];
	const middle = new Uint8ClampedArray(across * down);
	for (let row = 0; row < down; row++) {
		const start = (top + row) * width + left;
		middle.set(levels.subarray(start, start + across), row * across);
	}
	return { width: across, height: down, levels: middle };
}

/** Takes the grain of a dim camera away: every pixel becomes the mean of its 3 x 3. */
export function smoothed({ width, height, levels }: Grey): Grey {
	const threes = new Uint16Array(levels.length);
	for (let at = 1; at < levels.length - 1; at++) {
		threes[at] = of(levels, at - 1) + of(levels, at) + of(levels, at + 1);
	}
	const smooth = levels.slice();
	for (let at = width; at < levels.length - width; at++) {
		const nine = sumAt(threes, at - width) + sumAt(threes, at) + sumAt(threes, at + width);
		// A ninth, near enough: dividing would take three times as long.
		smooth[at] = (nine * 57) >> 9;
	}
	return { width, height, levels: smooth };
}

/** Gives soft edges back their height: what lies above its four neighbours is lifted further. */
export function sharpened({ width, height, levels }: Grey): Grey {
	const sharp = levels.slice();
	for (let at = width; at < levels.length - width; at++) {
		const around =
			of(levels, at - width) + of(levels, at - 1) + of(levels, at + 1) + of(levels, at + width);
		sharp[at] = 5 * of(levels, at) - around;
	}
	return { width, height, levels: sharp };
}

// Every place asked for lies inside; the compiler cannot see it.
function of(levels: Uint8ClampedArray, at: number): number {
	return levels[at] as number;
}

// A function for each kind of array: one for both would be half as fast.
function sumAt(sums: Uint16Array, at: number): number {
	return sums[at] as number;
}
