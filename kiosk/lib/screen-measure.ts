import { screenLayout } from './screen-layout.svelte.ts';
import { sizeOf, type ScreenSize } from './screen-size.ts';

const measureKey = 'love.screen';

/** What browsers take for a millimetre until somebody has measured. */
const assumedPx = 96 / 25.4;

/** The CSS pixels of a millimetre on this screen, also after its page was scaled; 0 if not measured. */
export function measuredPx(): number {
	const px = Number(localStorage.getItem(measureKey) ?? 0);
	return px > 0 ? px / devicePixelRatio : 0;
}

/** What the card is drawn with first. */
export function likelyPx(): number {
	return measuredPx() || assumedPx;
}

/** Remembers how many CSS pixels a millimetre has, whatever the page is scaled to later. */
export function keepMeasure(pxPerMm: number): void {
	localStorage.setItem(measureKey, String(pxPerMm * devicePixelRatio));
}

/** The screen's size, and whether fingers find its keys, if a millimetre has so many pixels. */
export function sizeWith(pxPerMm: number): ScreenSize {
	const { innerWidth: width, innerHeight: height } = window;
	return sizeOf({ width, height, key: keyPx(), layout: screenLayout() }, pxPerMm);
}

/** Whether the screen is known to be too small; unmeasured ones are taken as they are. */
export function isKnownSmall(): boolean {
	const px = measuredPx();
	return px > 0 && sizeWith(px).verdict === 'small';
}

// Only the page itself knows what --key comes to.
function keyPx(): number {
	const probe = document.createElement('div');
	probe.style.cssText = 'position: absolute; visibility: hidden; width: var(--key)';
	document.querySelector('.villager')?.append(probe);
	const { width } = probe.getBoundingClientRect();
	probe.remove();
	return width;
}
