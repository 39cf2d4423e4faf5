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

/** How much fits on a page of each list, by layout; larger letters take more room. */
export function perPage(list: 'goods' | 'lines', isLarge: boolean): number {
	const [normal, large] = pages[list][screenLayout()];
	return isLarge ? large : normal;
}

const pages: Readonly<Record<'goods' | 'lines', Record<ScreenLayout, readonly [number, number]>>> =
	{
		goods: { portrait: [12, 9], landscape: [8, 6], tablet: [6, 4] },
		lines: { portrait: [6, 5], landscape: [3, 2], tablet: [3, 2] },
	};
