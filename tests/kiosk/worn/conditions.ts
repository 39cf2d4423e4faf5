/** What stands between a card and its being read. */
export interface Condition {
	/** The lens is not in focus: the standard deviation of its blur. */
	readonly blurPx: number;
	/** How far the hand moves while a frame is taken. */
	readonly shakePx: number;
	/** How far the card leans away from the camera. */
	readonly tiltDeg: number;
	/** How wide the reflection of a lamp lies on the code, from its middle to where it fades. */
	readonly glareModules: number;
	/** How far three corners of the code are rubbed off or soiled; from 2 on the card is also folded. */
	readonly wornModules: number;
	/** How light white paper comes out, of 255. */
	readonly white: number;
	/** The grain of the camera, standard deviation in levels. */
	readonly grain: number;
}

/** A new card in a lit shop, in a hand that holds still. */
export const good: Condition = {
	blurPx: 0.6,
	shakePx: 0,
	tiltDeg: 5,
	glareModules: 0,
	wornModules: 0,
	white: 215,
	grain: 2,
};

/** Each fault in three grades: slight, clear, heavy. */
export const faults = {
	blur: [
		{ ...good, blurPx: 1, shakePx: 1 },
		{ ...good, blurPx: 1.4, shakePx: 2 },
		{ ...good, blurPx: 1.8, shakePx: 3 },
	],
	glare: [
		{ ...good, glareModules: 4 },
		{ ...good, glareModules: 7 },
		{ ...good, glareModules: 10 },
	],
	tilt: [
		{ ...good, tiltDeg: 25 },
		{ ...good, tiltDeg: 40 },
		{ ...good, tiltDeg: 50 },
	],
	'worn corners': [
		{ ...good, wornModules: 1 },
		{ ...good, wornModules: 2 },
		{ ...good, wornModules: 3 },
	],
	'dim light': [
		{ ...good, white: 110, grain: 5 },
		{ ...good, white: 70, grain: 8 },
		{ ...good, white: 45, grain: 10 },
	],
	'all of them': [
		{
			blurPx: 0.8,
			shakePx: 0.5,
			tiltDeg: 12,
			glareModules: 2,
			wornModules: 0.5,
			white: 160,
			grain: 3,
		},
		{ blurPx: 0.9, shakePx: 1, tiltDeg: 20, glareModules: 3, wornModules: 1, white: 120, grain: 4 },
		{
			blurPx: 1,
			shakePx: 1.5,
			tiltDeg: 30,
			glareModules: 4,
			wornModules: 1.5,
			white: 90,
			grain: 5,
		},
	],
} as const satisfies Readonly<Record<string, readonly [Condition, Condition, Condition]>>;
export type Fault = keyof typeof faults;
