/** What a photo may be; the browser and the server look at its first bytes, not at its name. */
export type PhotoKind = 'jpg' | 'png' | 'webp';

/** One mebibyte. */
export const photoMostBytes = 1_048_576;

/**
 * Whether a photo holds nothing but a picture: its kind, `unknown_kind` when it is none that we
 * take, `not_clean` when anything lies in it that a picture does not need. There a camera leaves
 * the place and time (EXIF, XMP), and behind the picture a second, larger one.
 */
export function examinePhoto(bytes: ArrayLike<number>): PhotoKind | 'unknown_kind' | 'not_clean' {
	const text = (at: number, length: number) => textAt(bytes, at, length);
	if (bytes[0] === 0xff && bytes[1] === 0xd8) return isCleanJpeg(bytes) ? 'jpg' : 'not_clean';
	if (bytes[0] === 0x89 && text(1, 7) === 'PNG\r\n\u001a\n') {
		return isCleanPng(bytes) ? 'png' : 'not_clean';
	}
	if (text(0, 4) === 'RIFF' && text(8, 4) === 'WEBP') {
		return isCleanWebp(bytes) ? 'webp' : 'not_clean';
	}
	return 'unknown_kind';
}

// JPEG (ITU-T T.81, B.1): segments of a marker and a length, from the start to the end of image.
function isCleanJpeg(bytes: ArrayLike<number>): boolean {
	let at = 2;
	while (at < bytes.length) {
		if (bytes[at] !== 0xff) return false;
		const marker = bytes[at + 1] ?? 0;
		if (marker === 0xd9) return at + 2 === bytes.length;
		if (marker === 0xff || isHidingPlace(bytes, marker, at)) return false;
		const length = (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
		if (length < 2) return false;
		at += 2 + length;
		if (marker === 0xda) at = endOfScan(bytes, at);
	}
	return false;
}

// Of the application segments only JFIF, a colour profile and Adobe's colour note are a picture's.
function isHidingPlace(bytes: ArrayLike<number>, marker: number, at: number): boolean {
	if (marker === 0xfe) return true;
	if (marker < 0xe0 || marker > 0xef) return false;
	const name = textAt(bytes, at + 4, 11);
	if (marker === 0xe0) return !name.startsWith('JFIF');
	if (marker === 0xe2) return name !== 'ICC_PROFILE';
	return marker !== 0xee || !name.startsWith('Adobe');
}

// Within a scan 0xff is followed by 0, or by one of the eight restart markers.
function endOfScan(bytes: ArrayLike<number>, from: number): number {
	for (let at = from; at < bytes.length; at += 1) {
		if (bytes[at] !== 0xff) continue;
		const next = bytes[at + 1] ?? 0;
		if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
	}
	return bytes.length;
}

const pngChunks = ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP'];
const morePngChunks = ['pHYs', 'sBIT', 'bKGD'];

function isCleanPng(bytes: ArrayLike<number>): boolean {
	let at = 8;
	while (at + 12 <= bytes.length) {
		const name = textAt(bytes, at + 4, 4);
		if (!pngChunks.includes(name) && !morePngChunks.includes(name)) return false;
		at += 12 + bigEndian(bytes, at);
		if (name === 'IEND') return at === bytes.length;
	}
	return false;
}

const webpChunks = ['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP'];

function isCleanWebp(bytes: ArrayLike<number>): boolean {
	if (littleEndian(bytes, 4) + 8 !== bytes.length) return false;
	let at = 12;
	while (at + 8 <= bytes.length) {
		if (!webpChunks.includes(textAt(bytes, at, 4))) return false;
		const length = littleEndian(bytes, at + 4);
		at += 8 + length + (length % 2);
	}
	return at === bytes.length && at > 12;
}

function bigEndian(bytes: ArrayLike<number>, at: number): number {
	return [0, 1, 2, 3].reduce((sum, step) => sum * 256 + (bytes[at + step] ?? 0), 0);
}

function littleEndian(bytes: ArrayLike<number>, at: number): number {
	return [3, 2, 1, 0].reduce((sum, step) => sum * 256 + (bytes[at + step] ?? 0), 0);
}

function textAt(bytes: ArrayLike<number>, at: number, length: number): string {
	let text = '';
	for (let step = 0; step < length; step += 1) text += String.fromCharCode(bytes[at + step] ?? 0);
	return text;
}
