import { plainCode, readScan } from '#domain/passbook';

export type ScanSource = 'camera' | 'wedge' | 'pad';

/** A code of ours counts again when it has been out of sight that long, in milliseconds. */
export const sameMs = 1500;
/** A foreign one only after that, or a poster on the wall would never let the kiosk rest. */
export const foreignMs = 3000;

/**
 * One door for all three ways to scan: a card before the camera is seen eight times a second, and
 * camera and hand scanner may both see it. Says whether a code counts at a time in milliseconds.
 */
export function createSameCodeLock(): (text: string, source: ScanSource, time: number) => boolean {
	const freeAt = new Map<string, number>();
	let timer: ReturnType<typeof setTimeout> | undefined;

	return (text, source, time) => {
		for (const [code, at] of freeAt) if (at <= time) freeAt.delete(code);
		const code = plainCode(text);
		// Digits typed on the pad were typed on purpose, also the second time.
		const counts = source === 'pad' || !freeAt.has(code);
		// The camera goes on seeing what lies there; a hand scanner was pressed once more.
		if (counts || source === 'camera') {
			freeAt.set(code, time + lockMs(text));
			// The last passbook's code would else be here until the next one comes.
			clearTimeout(timer);
			timer = setTimeout(() => freeAt.clear(), foreignMs);
		}
		return counts;
	};
}

function lockMs(text: string): number {
	const read = readScan(text);
	return !read.ok && read.refusal.code === 'code_foreign' ? foreignMs : sameMs;
}
