import type { ScreenLayout } from './screen-layout.svelte.ts';

/** A bank or ID card, in millimetres (ISO/IEC 7810 ID-1). */
export const cardMm = { width: 85.6, height: 53.98 };

/** What a layout's key is on the screen it was drawn for, and the least a finger may have. */
const drawnMm = 20;
const leastMm = 16;

/** A screen as it stands, in CSS pixels. */
export interface Drawn {
	readonly width: number;
	readonly height: number;
	/** A key of the layout that is shown now. */
	readonly key: number;
	readonly layout: ScreenLayout;
}

/** The same screen in millimetres, and whether fingers find its keys. */
export interface ScreenSize {
	readonly widthMm: number;
	readonly heightMm: number;
	readonly inches: number;
	readonly keyMm: number;
	readonly verdict: 'right' | 'close' | 'small';
	/** What would make small keys large: fewer pixels for the page, or a larger screen. */
	readonly remedy: { readonly scale: number } | { readonly inches: number } | undefined;
}

/** Measures a screen on which a millimetre has so many CSS pixels. Under 16 mm old fingers miss. */
export function sizeOf(screen: Drawn, pxPerMm: number): ScreenSize {
	const [widthMm, heightMm] = [screen.width / pxPerMm, screen.height / pxPerMm];
	const inches = Math.hypot(widthMm, heightMm) / 25.4;
	const keyMm = screen.key / pxPerMm;
	const verdict = keyMm >= drawnMm * 0.95 ? 'right' : keyMm >= leastMm ? 'close' : 'small';
	const size = { widthMm, heightMm, inches, keyMm, verdict } as const;
	return { ...size, remedy: verdict === 'small' ? remedyFor(screen, size) : undefined };
}

// The layout for few pixels has the larger keys; the others grow with the screen alone.
function remedyFor(
	screen: Drawn,
	{ widthMm, heightMm, inches, keyMm }: Omit<ScreenSize, 'remedy'>,
) {
	const { width, height, key } = tablet;
	const unitMm = Math.min(widthMm / width, heightMm / height);
	if (screen.layout === 'landscape' && key * unitMm >= leastMm) {
		return { scale: Math.ceil((screen.width / width) * 20) / 20 };
	}
	const bestMm = screen.layout === 'portrait' ? keyMm : Math.max(keyMm, key * unitMm);
	return { inches: Math.ceil((inches * leastMm) / bestMm) };
}

/** As parts/villager.css has it. */
const tablet = { width: 1280, height: 800, key: 118 };
