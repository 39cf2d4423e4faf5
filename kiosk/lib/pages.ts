/**
 * Where pages begin when lines of those heights are laid out in a room of that height, all in the
 * same unit: the index of each page's first line. A line higher than the room has a page to itself;
 * without lines there is one page.
 */
export function pageStarts(heights: readonly number[], room: number): readonly number[] {
	const starts = [0];
	let used = 0;
	for (const [index, height] of heights.entries()) {
		if (used > 0 && used + height > room) {
			starts.push(index);
			used = 0;
		}
		used += height;
	}
	return starts;
}

/** The page (from 0) on which a line stands. */
export function pageWith(starts: readonly number[], line: number): number {
	return Math.max(
		0,
		starts.findLastIndex((start) => start <= line),
	);
}
