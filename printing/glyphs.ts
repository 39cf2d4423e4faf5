import { createRequire } from 'node:module';
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import { blacken, blankBitmap, type Bitmap } from './bitmap.ts';

/**
 * A character as dots, 12 or 24 wide and 24 high, times `wide` and `high`. The bundled faces come
 * first, so that every machine draws the same; what they lack comes from the faces of the machine,
 * then from Unifont, and what nobody has is drawn as its code point in a box: never as "?".
 */
export function glyph(cluster: string, cells: 1 | 2, times: GlyphTimes): Bitmap {
	const key = `${cluster} ${cells} ${times.wide} ${times.high} ${times.bold}`;
	const known = glyphs.get(key);
	if (known) return known;
	const drawn = drawGlyph(cluster, cells, times);
	// A village's names are few; the bound only keeps a long-running agent from growing for ever.
	if (glyphs.size > 4000) glyphs.clear();
	glyphs.set(key, drawn);
	return drawn;
}

export interface GlyphTimes {
	readonly wide: 1 | 2;
	readonly high: 1 | 2;
	readonly bold: boolean;
}

/** Whether a cluster can only be drawn as its code point in a box. */
export function isUnknown(cluster: string): boolean {
	registerFaces();
	return faceFor(cluster) === undefined;
}

const glyphs = new Map<string, Bitmap>();
const faces = {
	mono: 'Love Mono',
	hei: '"Love Hei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif',
	pixel: 'Love Pixel',
};
const nowhere = '\u{10fffe}';
let areFacesRegistered = false;

function drawGlyph(cluster: string, cells: 1 | 2, times: GlyphTimes): Bitmap {
	registerFaces();
	const width = cells * 12 * times.wide;
	const height = 24 * times.high;
	const face = cells === 1 ? faces.mono : faceFor(cluster);
	return inkOf(width, height, (context) => {
		if (face === undefined) return drawBox(context, cluster, width, height);
		context.scale(times.wide, times.high);
		if (cells === 1) {
			// The digits of a printer are taller than those of a screen face of the same width.
			context.font = `${times.bold ? 700 : 400} 20px "${faces.mono}"`;
			context.scale(1, 1.22);
			context.fillText(cluster, 0, 21 / 1.22);
			return;
		}
		context.font = `24px ${face}`;
		const { width: advance } = context.measureText(cluster);
		if (advance > 24.5) context.scale(24 / advance, 1);
		context.fillText(cluster, Math.max(0, (24 - advance) / 2), 21);
		if (times.bold) context.fillText(cluster, Math.max(0, (24 - advance) / 2) + 0.7, 21);
	});
}

function faceFor(cluster: string): string | undefined {
	for (const face of [faces.hei, `"${faces.pixel}"`]) {
		if (fingerprint(cluster, face) !== fingerprint(nowhere, face)) return face;
	}
	return undefined;
}

// A face without a character draws its mark for missing ones, the same for all of them.
function fingerprint(cluster: string, face: string): string {
	const ink = inkOf(24, 24, (context) => {
		context.font = `22px ${face}`;
		context.fillText(cluster, 0, 20);
	});
	return Buffer.from(ink.data).toString('base64');
}

function drawBox(context: SKRSContext2D, cluster: string, width: number, height: number): void {
	const code = (cluster.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
	const half = Math.ceil(code.length / 2);
	context.scale(width / 24, height / 24);
	context.lineWidth = 1;
	context.strokeRect(1.5, 1.5, 21, 21);
	context.font = `9px "${faces.mono}"`;
	context.textAlign = 'center';
	context.fillText(code.slice(0, half), 12, 11, 19);
	context.fillText(code.slice(half), 12, 20, 19);
}

function inkOf(width: number, height: number, draw: (context: SKRSContext2D) => void): Bitmap {
	const context = createCanvas(width, height).getContext('2d');
	context.fillStyle = '#fff';
	context.fillRect(0, 0, width, height);
	context.fillStyle = '#000';
	context.strokeStyle = '#000';
	draw(context);
	const { data } = context.getImageData(0, 0, width, height);
	const bitmap = blankBitmap(width, height);
	for (let index = 0; index < width * height; index++) {
		const [red = 0, green = 0, blue = 0] = data.subarray(index * 4, index * 4 + 3);
		if (red + green + blue < inkBelow * 3)
			blacken(bitmap, index % width, Math.floor(index / width));
	}
	return bitmap;
}

const inkBelow = 150;

function registerFaces(): void {
	if (areFacesRegistered) return;
	const require = createRequire(import.meta.url);
	for (const [file, name] of [
		['@fontsource/dejavu-mono/files/dejavu-mono-latin-400-normal.woff2', faces.mono],
		['@fontsource/dejavu-mono/files/dejavu-mono-latin-700-normal.woff2', faces.mono],
		['@librescore/fonts/SourceHanSansCN.min.woff2', 'Love Hei'],
		['@fontsource/unifontex/files/unifontex-latin-400-normal.woff2', faces.pixel],
	] as const) {
		if (!GlobalFonts.registerFromPath(require.resolve(file), name)) {
			throw new Error(`The face ${file} cannot be read. Run npm install again.`);
		}
	}
	areFacesRegistered = true;
}
