import { symbolModules, type PassbookSymbol } from '#kiosk/lib/qr/symbol.ts';
import type { Chance } from '#start/demo/random';

/** The face of a passbook card as it comes out of the printer, in grey texels, row by row. */
export interface CardFace {
	readonly width: number;
	readonly height: number;
	readonly levels: Uint8Array;
}

/** The edges of the card: 85.6 x 54 mm, with modules of 36/29 mm, as PassbookCard.svelte has them. */
export const edges = { left: -51.6, right: 17.3, top: -18.7, bottom: 24.8 } as const;

export const texelsPerModule = 8;
const paper = 228;
const toner = 24;
const red = 66;
const gold = 190;
/** The white field under the code and the number. */
const field = { left: -14.5, right: 14.5, top: -14.5, bottom: 20.7 } as const;
const width = Math.round((edges.right - edges.left) * texelsPerModule);
const height = Math.round((edges.bottom - edges.top) * texelsPerModule);

/** Draws a card with this symbol; what is written on it are strokes of chance. */
export function cardFace({ modules }: PassbookSymbol, chance: Chance): CardFace {
	const face = { width, height, levels: new Uint8Array(width * height) };
	const half = symbolModules / 2;
	const cover = strokes(chance, { left: -44, right: -20, top: 0, bottom: 20 }, 2.2);
	const number = strokes(chance, { left: -9, right: 9, top: 15, bottom: 18.6 }, 1);
	paint(face, (x, y) => {
		if (!isIn(field, x, y)) return cover(x, y) ? gold : red;
		const [column, row] = [Math.floor(x + half), Math.floor(y + half)];
		const isInSymbol = Math.min(column, row) >= 0 && Math.max(column, row) < symbolModules;
		const isDark = isInSymbol ? modules[row * symbolModules + column] === 1 : number(x, y);
		return isDark ? toner : paper;
	});
	return face;
}

/** Paints what has befallen a card; places are counted in modules from the middle of its code. */
export function paint(
	{ levels }: CardFace,
	levelOf: (x: number, y: number, level: number) => number,
): void {
	for (let at = 0; at < levels.length; at++) {
		const x = ((at % width) + 0.5) / texelsPerModule + edges.left;
		const y = (Math.floor(at / width) + 0.5) / texelsPerModule + edges.top;
		levels[at] = levelOf(x, y, levels[at] ?? 0);
	}
}

interface Area {
	readonly left: number;
	readonly right: number;
	readonly top: number;
	readonly bottom: number;
}

const isIn = ({ left, right, top, bottom }: Area, x: number, y: number) =>
	x >= left && x < right && y >= top && y < bottom;

/** Upright and level strokes in cells, as far as a camera can tell them from writing. */
function strokes(chance: Chance, area: Area, cell: number): (x: number, y: number) => boolean {
	const across = Math.ceil((area.right - area.left) / cell);
	const inked = Array.from({ length: 1000 }, () => chance.percent(45));
	return (x, y) => {
		if (!isIn(area, x, y)) return false;
		const [column, row] = [(x - area.left) / cell, (y - area.top) / cell];
		const place = Math.floor(row * 2) * across + Math.floor(column * 3);
		return (inked[place % inked.length] ?? false) && row % 1 > 0.2;
	};
}
