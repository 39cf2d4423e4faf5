import type { CDPSession } from 'playwright/test';

/** One key as a keyboard sends it, and how long after the one before. */
export interface Stroke {
	/** Its place on the board. */
	readonly code: string;
	readonly key: string;
	/** What it writes, unless an input method takes that away. */
	readonly text?: string;
	readonly afterMs: number;
	/** Alt 1, Control 2, Meta 4, Shift 8, added up. */
	readonly modifiers?: number;
	/** How often the keyboard repeats it before it comes up again. */
	readonly repeats?: number;
	/** What an input method shows under its line after this key. */
	readonly composing?: string;
	/** What an input method writes after this key. */
	readonly committing?: string;
}

/**
 * Sends keys to the page that has the focus. They stand in the browser's queue with times of their
 * own, so that a scanner stays quick on a machine that is not; none waits for the page to have dealt
 * with the one before. Gives the time of the last one in milliseconds.
 */
export async function strike(
	session: CDPSession,
	strokes: readonly Stroke[],
	fromMs = Date.now(),
): Promise<number> {
	let timeMs = fromMs;
	const keys: Promise<unknown>[] = [];
	const compositions: Promise<unknown>[] = [];
	for (const stroke of strokes) {
		timeMs += stroke.afterMs;
		const { code, key, text = '', modifiers = 0, repeats = 0, composing, committing } = stroke;
		const windowsVirtualKeyCode = virtualKeyOf(key);
		const timestamp = timeMs / 1000;
		const place = { code, key, modifiers, windowsVirtualKeyCode, timestamp };
		const down = { ...place, type: text === '' ? 'rawKeyDown' : 'keyDown', text } as const;
		for (let press = 0; press <= repeats; press++) {
			keys.push(session.send('Input.dispatchKeyEvent', { ...down, autoRepeat: press > 0 }));
		}
		if (composing !== undefined) {
			const [selectionStart, selectionEnd] = [composing.length, composing.length];
			const composition = { text: composing, selectionStart, selectionEnd };
			compositions.push(session.send('Input.imeSetComposition', composition));
		}
		if (committing !== undefined) {
			compositions.push(session.send('Input.insertText', { text: committing }));
		}
		keys.push(session.send('Input.dispatchKeyEvent', { ...place, type: 'keyUp' }));
	}
	// Where nothing has the caret there is nothing to compose into, and the browser says so.
	await Promise.allSettled(compositions);
	await Promise.all(keys);
	return timeMs;
}

/** The keys of a text, each `pauseMs` after the one before. */
export function strokesOf(text: string, pauseMs: number): readonly Stroke[] {
	return [...text].map((key) => ({ code: placeOf(key), key, text: key, afterMs: pauseMs }));
}

/** The key that ends a code. */
export function endStroke(key: 'Enter' | 'Tab', afterMs: number, code: string = key): Stroke {
	return { code, key, afterMs, ...(key === 'Enter' && { text: '\r' }) };
}

/** The place of a character on an American board; those of the other signs do not matter here. */
export function placeOf(character: string): string {
	if (/\d/.test(character)) return `Digit${character}`;
	if (/[a-z]/i.test(character)) return `Key${character.toUpperCase()}`;
	return character === ' ' ? 'Space' : 'Slash';
}

const virtualKeys: Readonly<Record<string, number>> = {
	Backspace: 8,
	Tab: 9,
	Enter: 13,
	Escape: 27,
	' ': 32,
	Process: 229,
};

function virtualKeyOf(key: string): number {
	return virtualKeys[key] ?? (/^[a-z\d]$/i.test(key) ? key.toUpperCase().charCodeAt(0) : 0);
}
