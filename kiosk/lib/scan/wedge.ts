import { createBurst, lateEndMs, pauseMsMost, type Verdict, type WedgeKey } from './burst.ts';
import { pressOf } from './key-press.ts';
import { rememberField, type TypedField } from './typed-field.ts';

export interface WedgeOptions {
	/** The middle pause between two keys of a hand scanner at most, in milliseconds. */
	readonly medianMsMost?: number | undefined;
	/**
	 * For pages of forms, where what people press must work at once: no press is held back, and
	 * Enter, Tab and keys that write nothing are a scanner's only behind a code.
	 */
	readonly isForForms?: boolean;
}

/**
 * Listens to hand scanners, which type like keyboards, on the whole page and before anybody else.
 * Their keys never press a button and never stay in a field. A key that presses one is held back
 * until it is clear that it came alone, as those of people do. Returns what ends it (decision 0030).
 */
export function listenToWedge(
	page: Window,
	onText: (text: string) => void,
	{ medianMsMost, isForForms = false }: WedgeOptions = {},
): () => void {
	const burst = createBurst(medianMsMost);
	const undo = new AbortController();
	const options = { capture: true, signal: undo.signal };
	const swallowed = new Set<string>();
	let field: TypedField | undefined;
	let isComposing = false;
	let lastKeyAt = Number.NEGATIVE_INFINITY;
	let lastFastAt = Number.NEGATIVE_INFINITY;
	let press: (() => void) | undefined;
	/** Where the focus was before a Tab took it away, as long as nobody knows who typed that. */
	let beforeTab: Element | null = null;
	let timer: ReturnType<typeof setTimeout> | undefined;

	function obey(verdict: Verdict): void {
		// An input method takes its keys before the page does: nothing was held back from it.
		if (verdict.released !== undefined && !isComposing) field?.insert(verdict.released);
		if (verdict.isRecognised) field?.restore(isComposing);
		if (verdict.isFirst) field = rememberField(page.document.activeElement);
		if (verdict.scan !== undefined) onText(verdict.scan);
	}

	function doPress(): void {
		const pressing = press;
		press = undefined;
		pressing?.();
	}

	function closeAfterPause(): void {
		afterPause(closeMs, () => {
			obey(burst.rest());
			doPress();
			// A code that no Enter ended would else be here until the next one comes.
			afterPause(lateEndMs, burst.forget);
		});
	}

	function afterPause(pauseMs: number, act: () => void): void {
		clearTimeout(timer);
		const due = performance.now() + pauseMs;
		timer = setTimeout(() => {
			// A clock that is late was held up, and keys may still wait behind it.
			if (performance.now() - due > lateMs) afterPause(pauseMs, act);
			else act();
		}, pauseMs);
	}

	function onKeyDown(event: KeyboardEvent): void {
		if (modifiers.test(event.code)) return;
		if (event.repeat) {
			if (swallowed.has(event.code)) swallow(event);
			return;
		}
		const key = wedgeKey(event);
		const isBehindCode = !burst.isEmpty || event.timeStamp - lastFastAt <= lateEndMs;
		if (isForForms && key.kind !== 'character' && !isBehindCode) return;
		isComposing = event.isComposing || event.key === 'Process';
		const isAlone = event.timeStamp - lastKeyAt > pauseMsMost;
		lastKeyAt = event.timeStamp;
		if (isAlone) doPress();
		press = undefined;
		const verdict = burst.feed(key, event.timeStamp);
		const pressing = isForForms ? undefined : pressOf(event, page.document);
		if (verdict.isSwallowed || pressing) {
			swallow(event);
			swallowed.add(event.code);
		}
		if (verdict.isSwallowed) giveFocusBack();
		else if (isAlone && event.timeStamp - lastFastAt > lateEndMs) press = pressing;
		if (verdict.isSwallowed) lastFastAt = event.timeStamp;
		if (isAlone) beforeTab = event.code === 'Tab' ? page.document.activeElement : null;
		obey(verdict);
		closeAfterPause();
	}

	function giveFocusBack(): void {
		if (!(beforeTab instanceof HTMLElement)) return;
		if (beforeTab === page.document.body)
			(page.document.activeElement as HTMLElement | null)?.blur();
		else beforeTab.focus({ preventScroll: true });
	}

	function onKeyUp(event: KeyboardEvent): void {
		// Firefox presses a button when the space bar comes up.
		if (swallowed.delete(event.code)) swallow(event);
	}

	page.addEventListener('keydown', onKeyDown, options);
	page.addEventListener('keyup', onKeyUp, options);
	return () => {
		undo.abort();
		clearTimeout(timer);
	};
}

const closeMs = pauseMsMost + 20;
const lateMs = 30;
const modifiers = /^(Shift|Control|Alt|Meta)(Left|Right)$|^(Caps|Num|Scroll)Lock$/;
const letterOrDigit = /^(?:Key|Digit|Numpad)([A-Z]|\d)$/;

/**
 * Which key it is by its place on the board: Caps Lock and Shift do not matter then, and an input
 * method, which takes the letter away, leaves the place.
 */
function wedgeKey(event: KeyboardEvent): WedgeKey {
	const { code, key, ctrlKey, altKey, metaKey } = event;
	if (ctrlKey || altKey || metaKey) return { kind: 'control' };
	if (/^(Numpad)?Enter$|^Tab$/.test(code || key)) return { kind: 'end' };
	const [, text] = letterOrDigit.exec(code) ?? [];
	if (text !== undefined) return { kind: 'character', text, written: key };
	return [...key].length === 1 ? { kind: 'character', text: key } : { kind: 'control' };
}

function swallow(event: Event): void {
	event.preventDefault();
	event.stopImmediatePropagation();
}
