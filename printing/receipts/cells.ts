import type { TextSize } from './lines.ts';

/** Words of a receipt are at most this long; what is longer is cut off with an ellipsis. */
export const textMost = 200;

/**
 * Text as it may stand on paper: one line, without control characters, invisible marks or broken
 * halves of characters. Characters that printers spell differently become their printable twins.
 */
export function printableText(text: string): string {
	const plain = text
		.replace(/[\t\n\r\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f]/g, ' ')
		.replace(/\p{Surrogate}/gu, '\ufffd')
		// ESC/POS: a control character inside a field would be a command.
		.replace(/[\u0000-\u001f\u007f-\u009f\u00ad]/g, '')
		.replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/g, '')
		// ESC/POS: these have no two-byte code in GBK; their twins do.
		.replace(/[¥•✓✔〜]/g, (character) => twins[character] ?? character);
	const clusters = clustersOf(plain);
	return clusters.length <= textMost ? plain : clusters.slice(0, textMost - 1).join('') + '…';
}

/**
 * The characters a reader sees; a mark that changes a character stays with it. A mark after a space
 * stands alone, so that text filled up with spaces has the same characters as before.
 */
export function clustersOf(text: string): readonly string[] {
	return text.match(/[^\p{Mark} ]\p{Mark}*|[^]/gu) ?? [];
}

/**
 * Cells of one character on a Chinese printer: its length in GBK bytes. What GBK does not know is
 * drawn as a picture of a hanzi's size, so that everything but ASCII takes two (also “ ” · — ①).
 */
export function cellsOfCluster(cluster: string): 1 | 2 {
	return /^[\u0020-\u007e]$/.test(cluster) ? 1 : 2;
}

/** Cells of a text of normal size. */
export function cellsOf(text: string): number {
	return clustersOf(text).reduce((sum, cluster) => sum + cellsOfCluster(cluster), 0);
}

/** How many times wider and higher than normal a size is. */
export function timesOf(size: TextSize): { readonly wide: 1 | 2; readonly high: 1 | 2 } {
	return { wide: size[0] === '2' ? 2 : 1, high: size[2] === '2' ? 2 : 1 };
}

/** Text filled with spaces to exactly `cells`. Throws when it is longer: that is a defect. */
export function padToCells(text: string, cells: number, edge: 'left' | 'right'): string {
	const missing = cells - cellsOf(text);
	if (missing < 0) throw new Error(`${cellsOf(text)} cells do not fit into ${cells}`);
	return edge === 'left' ? text + ' '.repeat(missing) : ' '.repeat(missing) + text;
}

/**
 * Text in lines of at most `cells`. A number stays with its unit, a word in one piece if it fits
 * on a line, and no line begins with closing punctuation.
 */
export function wrapToCells(text: string, cells: number): readonly string[] {
	const lines: string[] = [];
	let line: string[] = [];
	const breakLine = (next: readonly string[]) => {
		lines.push(line.join('').trimEnd());
		line = [...next];
	};
	for (const word of wordsOf(clustersOf(text.trim()))) {
		if (widthOf(line) + widthOf(word) <= cells) line.push(...word);
		else if (widthOf(word) > cells) {
			for (const cluster of word) {
				if (widthOf(line) + cellsOfCluster(cluster) > cells) breakLine([]);
				line.push(cluster);
			}
		} else {
			const carried = isClosing(word[0]) && line.length > 1 ? line.splice(-1) : [];
			breakLine(word[0] === ' ' && carried.length === 0 ? [] : [...carried, ...word]);
		}
	}
	if (line.length > 0 || lines.length === 0) lines.push(line.join('').trimEnd());
	return lines.filter((each, index) => each !== '' || index === 0);
}

const twins: Readonly<Record<string, string>> = {
	'¥': '￥',
	'•': '·',
	'✓': '√',
	'✔': '√',
	'〜': '～',
};

function widthOf(clusters: readonly string[]): number {
	return clusters.reduce((sum, cluster) => sum + cellsOfCluster(cluster), 0);
}

function isClosing(cluster: string | undefined): boolean {
	return cluster !== undefined && '，。、；：？！）》」』】”’…·,.;:?!)]}%'.includes(cluster);
}

// Runs of letters and digits are one word; a digit at its end holds on to the unit behind it.
function wordsOf(clusters: readonly string[]): readonly (readonly string[])[] {
	const words: string[][] = [];
	for (const cluster of clusters) {
		const word = words.at(-1);
		const last = word?.at(-1);
		const joins =
			last !== undefined &&
			((isWordPart(last) && isWordPart(cluster)) ||
				(/^[0-9]$/.test(last) && /^\p{Script=Han}$/u.test(cluster)));
		if (joins) word?.push(cluster);
		else words.push([cluster]);
	}
	return words;
}

function isWordPart(cluster: string): boolean {
	return /^[A-Za-z0-9.,+%/*_-]$/.test(cluster);
}
