import type { WireFigures } from '#domain/wire';
import { accountFrom } from './account.ts';

export type EquationPart =
	'total' | 'bonus' | 'base' | 'redeemed' | 'held' | 'belowZero' | 'spendable' | 'missing';

/** One tile: the sign before it, what it is and its points, which are never below 0. */
export interface EquationTile {
	readonly part: EquationPart;
	readonly sign: '' | '+' | '−' | '=';
	readonly points: number;
}

/** One stretch of the bar: a tile of the same part, drawn as long as it is many. */
export interface BarStretch {
	readonly part: EquationPart;
	readonly points: number;
}

export interface Equation {
	/** They add up as they stand; the last one is what may be spent, or what is missing. */
	readonly tiles: readonly EquationTile[];
	/** As long as the tiles that are added. */
	readonly bar: readonly BarStretch[];
	/** The one huge number. */
	readonly spendable: number;
	readonly missing: number;
}

/**
 * Where the one huge number comes from (R25), as tiles and as a bar: total − base − redeemed =
 * spendable, with bonus and held points when there are any. While points are missing it is told the
 * other way round, for no household can have fewer than none: what has to be there, less what is
 * there, is missing. Zeros that say nothing are left out.
 */
export function equationOf(figures: WireFigures): Equation {
	const { spendable, missing } = figures;
	const tiles = missing > 0 ? tilesOfShortfall(figures) : tilesOfSpendable(figures);
	const parts: readonly EquationPart[] =
		missing > 0 ? ['total', 'bonus', 'missing'] : ['base', 'redeemed', 'held', 'spendable'];
	const bar = parts.flatMap((part) => {
		const tile = tiles.find((each) => each.part === part);
		return tile && tile.points > 0 ? [{ part, points: tile.points }] : [];
	});
	return { tiles, bar, spendable, missing };
}

function tilesOfSpendable(figures: WireFigures): readonly EquationTile[] {
	const { total, bonus, base, redeemed, held, spendable } = figures;
	return [
		{ part: 'total', sign: '', points: total },
		...unlessNone({ part: 'bonus', sign: '+', points: bonus }),
		{ part: 'base', sign: '−', points: base },
		{ part: 'redeemed', sign: '−', points: redeemed },
		...unlessNone({ part: 'held', sign: '−', points: held }),
		{ part: 'spendable', sign: '=', points: spendable },
	];
}

function tilesOfShortfall(figures: WireFigures): readonly EquationTile[] {
	const { total, bonus, base, redeemed, held, missing } = figures;
	const belowZero = Math.max(0, 0 - accountFrom(figures).total);
	// Where a bonus pays for all that was taken, only the way to the base is left.
	const isToBase = base + belowZero - total === missing;
	const taken: readonly EquationTile[] = [
		{ part: 'redeemed', sign: '+', points: redeemed },
		{ part: 'held', sign: '+', points: held },
	];
	return [
		{ part: 'base', sign: '', points: base },
		...(isToBase ? [] : taken.flatMap(unlessNone)),
		...unlessNone({ part: 'belowZero', sign: '+', points: belowZero }),
		{ part: 'total', sign: '−', points: total },
		...(isToBase ? [] : unlessNone({ part: 'bonus', sign: '−', points: bonus })),
		{ part: 'missing', sign: '=', points: missing },
	];
}

function unlessNone(tile: EquationTile): readonly EquationTile[] {
	return tile.points > 0 ? [tile] : [];
}
