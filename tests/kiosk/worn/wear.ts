import { symbolModules } from '#kiosk/lib/qr/symbol.ts';
import type { Chance } from '#start/demo/random';
import { paint, type CardFace } from './card-face.ts';

const rubbed = 200;
const soiled = 70;
const half = symbolModules / 2;

/**
 * Years in a pocket: three corners of the code are eaten away by so many modules, ragged, to paper
 * or to dirt; specks lie about; a card that is eaten by two modules or more has been folded too.
 */
export function wear(face: CardFace, modules: number, chance: Chance): void {
	if (modules === 0) return;
	const corners = chance
		.shuffle([
			[-1, -1],
			[1, -1],
			[-1, 1],
			[1, 1],
		] as const)
		.slice(0, 3)
		.map(([x, y]) => ({ x: x * half, y: y * half, to: chance.percent(60) ? rubbed : soiled }));
	const ragged = Array.from({ length: 24 }, () => 0.6 + chance.next() * 0.8);
	const specks = Array.from({ length: Math.round(modules * 6) }, () => ({
		x: (chance.next() - 0.5) * 2 * half,
		y: (chance.next() - 0.5) * 2 * half,
		reach: 0.2 + chance.next() * 0.4,
		to: chance.percent(50) ? rubbed : soiled,
	}));
	const fold = { at: (chance.next() - 0.5) * half, lean: (chance.next() - 0.5) * 0.2 };
	// Nothing but the fold lies farther out.
	const reach = half + 1.4 * modules;
	paint(face, (x, y, level) => {
		const fromFold = Math.abs(y - fold.at - fold.lean * x);
		const isFolded = modules >= 2 && fromFold < 0.12 * modules;
		const plain = isFolded ? (level + 2 * rubbed) / 3 : level;
		if (Math.max(Math.abs(x), Math.abs(y)) > reach) return plain;
		for (const corner of corners) {
			const [dx, dy] = [x - corner.x, y - corner.y];
			const way = Math.floor(((Math.atan2(dy, dx) + Math.PI) / (2 * Math.PI)) * ragged.length);
			if (Math.hypot(dx, dy) < modules * (ragged[way % ragged.length] ?? 1)) return corner.to;
		}
		for (const speck of specks) {
			if (Math.hypot(x - speck.x, y - speck.y) < speck.reach) return speck.to;
		}
		return plain;
	});
}
