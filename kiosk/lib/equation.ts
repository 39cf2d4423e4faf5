import type { WireFigures } from '#domain/wire';

export type EquationPart = 'total' | 'bonus' | 'base' | 'redeemed' | 'held' | 'spendable';

/** One tile: the sign before it, what it is and its points. */
export interface EquationTile {
	readonly part: EquationPart;
	readonly sign: '' | '+' | '−' | '=';
	readonly points: number;
}

/** One stretch of the bar; `missing` is what lies beyond the household's points. */
export interface BarStretch {
	readonly part: Exclude<EquationPart, 'total' | 'bonus'> | 'missing';
	readonly points: number;
}

export interface Equation {
	readonly tiles: readonly EquationTile[];
	readonly bar: readonly BarStretch[];
	/** The one huge number. */
	readonly spendable: number;
	readonly missing: number;
}

/**
 * total − base − redeemed = spendable (R25) as number, tiles and bar from one place. Bonus and held
 * points take part only when there are any. A shortfall is a stretch of its own: the bar then shows
 * how far the points reach, and what is missing until they can be spent again.
 */
export function equationOf(figures: WireFigures): Equation {
	const { total, bonus, base, redeemed, held, spendable, missing } = figures;
	const tiles: readonly EquationTile[] = [
		{ part: 'total', sign: '', points: total },
		{ part: 'bonus', sign: '+', points: bonus },
		{ part: 'base', sign: '−', points: base },
		{ part: 'redeemed', sign: '−', points: redeemed },
		{ part: 'held', sign: '−', points: held },
		{ part: 'spendable', sign: '=', points: spendable },
	];
	let reach = total + bonus;
	const covered = (points: number) => {
		const part = Math.min(points, Math.max(0, reach));
		reach -= part;
		return part;
	};
	const bar: readonly BarStretch[] = [
		{ part: 'base', points: covered(base) },
		{ part: 'redeemed', points: covered(redeemed) },
		{ part: 'held', points: covered(held) },
		{ part: 'spendable', points: spendable },
		{ part: 'missing', points: missing },
	];
	const always = (part: EquationPart) => part !== 'bonus' && part !== 'held';
	return {
		tiles: tiles.filter((tile) => always(tile.part) || tile.points > 0),
		bar: bar.filter((stretch) => stretch.points > 0),
		spendable,
		missing,
	};
}
