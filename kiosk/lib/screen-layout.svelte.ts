import { MediaQuery } from 'svelte/reactivity';

/** The three ways the screens are laid out; parts/villager.css asks the same questions. */
export type ScreenLayout = 'portrait' | 'landscape' | 'tablet';

const portrait = new MediaQuery('(orientation: portrait)');
const wide = new MediaQuery('(min-width: 1440px)');

/** How the screen lies now. */
export function screenLayout(): ScreenLayout {
	if (portrait.current) return 'portrait';
	return wide.current ? 'landscape' : 'tablet';
}

/** How many cards of the goods page fit, by layout; larger letters take more room. */
export function goodsPerPage(isLarge: boolean): number {
	const [normal, large] = goodsPages[screenLayout()];
	return isLarge ? large : normal;
}

const goodsPages: Readonly<Record<ScreenLayout, readonly [number, number]>> = {
	portrait: [12, 6],
	landscape: [8, 6],
	tablet: [6, 4],
};
