import readQr from 'jsqr';
import { create } from 'qrcode';
import { readScan } from '#domain/passbook';
import { ok, refuse, type Result } from '#domain/result';
import type { Grey } from './grey.ts';
import { readFrame } from './reader.ts';
import { masks, quietModules, symbolModules, type Mask, type PassbookSymbol } from './symbol.ts';

/** The code is none of a passbook, or its symbol would not be read whatever mask lies over it. */
export type SymbolRefusal =
	{ readonly code: 'code_damaged' } | { readonly code: 'symbol_unreadable' };

/** What a scanner makes of a picture: the text it sees there, if any. */
export type Engine = (frame: Grey) => string | undefined;

/**
 * How a symbol is turned when it is tried: as it lies straight in a stand, on its side, and as a
 * hand holds it. Straight and sharp is the hardest for ZXing, and a quarter of a turn makes rows of
 * columns: what is missed in one is mostly read in the other (decision 0033).
 */
export const turnsDeg: readonly number[] = [0, 3, 90];

/**
 * Makes the symbol of a passbook code. The standard's own choice of mask comes first, then the
 * others, until every engine reads the drawn symbol to the letter in every turn. Refuses a code
 * that is no passbook's, and one that no mask makes readable: such a passbook is not printed but
 * replaced (R16).
 */
export function passbookSymbol(
	code: string,
	engines: readonly Engine[] = [kioskEngine, secondEngine],
): Result<PassbookSymbol, SymbolRefusal> {
	const scan = readScan(code);
	const isWhole = scan.ok && scan.value.kind === 'passbook' && scan.value.code === code;
	if (!isWhole) return refuse({ code: 'code_damaged' });
	const standard = symbolOf(code);
	for (const symbol of [standard, ...othersOf(code, standard.mask)]) {
		const frames = turnsDeg.map((turnDeg) => frameOf(symbol, turnDeg));
		if (engines.every((read) => frames.every((frame) => read(frame) === code))) return ok(symbol);
	}
	return refuse({ code: 'symbol_unreadable' });
}

/** The kiosk's own decoder, as it looks at a frame first. */
export function kioskEngine(frame: Grey): string | undefined {
	try {
		return readFrame(frame);
	} catch {
		return undefined;
	}
}

/** jsQR, which shares nothing with ZXing. */
export function secondEngine({ width, height, levels }: Grey): string | undefined {
	const pixels = new Uint8ClampedArray(levels.length * 4).fill(255);
	for (let at = 0, pixel = 0; at < levels.length; at++, pixel += 4) {
		pixels[pixel] = pixels[pixel + 1] = pixels[pixel + 2] = levels[at] ?? 0;
	}
	return readQr(pixels, width, height, { inversionAttempts: 'dontInvert' })?.data;
}

/** The picture of a symbol with its quiet zone, turned about its middle. */
export function frameOf({ modules }: PassbookSymbol, turnDeg: number): Grey {
	const turn = (turnDeg * Math.PI) / 180;
	const [cos, sin] = [Math.cos(turn) / pxPerModule, Math.sin(turn) / pxPerModule];
	const size = symbolModules;
	const reach = (size + 2 * quietModules) * pxPerModule ** 2;
	const side = Math.round(reach * (Math.abs(cos) + Math.abs(sin)));
	const levels = new Uint8ClampedArray(side * side);
	for (let at = 0; at < levels.length; at++) {
		const [left, top] = [(at % side) - side / 2, Math.floor(at / side) - side / 2];
		let dark = 0;
		// Four samples to a pixel soften slanted edges.
		for (let sample = 0; sample < 4; sample++) {
			const x = left + 0.25 + (sample & 1) / 2;
			const y = top + 0.25 + (sample >> 1) / 2;
			const column = Math.floor(x * cos + y * sin + size / 2);
			const row = Math.floor(y * cos - x * sin + size / 2);
			if (column < 0 || row < 0 || column >= size || row >= size) continue;
			dark += modules[row * size + column] ?? 0;
		}
		levels[at] = 255 - (dark * 255) / 4;
	}
	return { width: side, height: side, levels };
}

/** At 6 the pictures are sharp enough to show nearly every code that is ever missed. */
const pxPerModule = 6;

function* othersOf(code: string, standard: Mask): Generator<PassbookSymbol> {
	for (const mask of masks) if (mask !== standard) yield symbolOf(code, mask);
}

function symbolOf(code: string, mask?: Mask): PassbookSymbol {
	const form = { errorCorrectionLevel: 'Q', version: 1 } as const;
	const made = create(code, mask === undefined ? form : { ...form, maskPattern: mask });
	if (made.maskPattern === undefined) throw new Error('The package qrcode names no mask');
	return { mask: made.maskPattern, modules: Uint8Array.from(made.modules.data) };
}
