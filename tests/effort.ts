/** Whether this is `npm run torture`, where the long runs have their full length. */
export const isTorture = process.env['LOVE_TORTURE'] === '1';

/** How often something is tried: a few times in `npm test`, the full number in `npm run torture`. */
export function rounds(inTest: number, inTorture: number): number {
	return isTorture ? inTorture : inTest;
}

/** How long a test of rounds may take at most, in milliseconds. */
export function patienceMs(inTest: number): number {
	return isTorture ? 60 * 60_000 : inTest;
}

/** The seed of a random run: LOVE_SEED repeats one, else a new one. It is printed, so that it can be. */
export function seedOf(run: string): number {
	const given = Number(process.env['LOVE_SEED']);
	const seed = Number.isInteger(given) && given > 0 ? given : 1 + Math.floor(Math.random() * 1e9);
	console.log(`${run}: LOVE_SEED=${seed}`);
	return seed;
}
