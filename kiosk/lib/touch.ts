/**
 * Keeps a wall screen a wall screen: no menu, no dragging, no zoom, no key of the browser's own, and
 * a second finger does nothing. Returns what undoes it.
 */
export function guardTouch(target: Window): () => void {
	const undo = new AbortController();
	const options = { capture: true, passive: false, signal: undo.signal };
	const prevent = (event: Event) => event.preventDefault();
	let first: number | undefined;

	target.addEventListener('contextmenu', prevent, options);
	target.addEventListener('dragstart', prevent, options);
	target.addEventListener('gesturestart', prevent, options);
	target.addEventListener(
		'wheel',
		(event) => {
			if (event.ctrlKey) event.preventDefault();
		},
		options,
	);
	target.addEventListener(
		'keydown',
		(event) => {
			if (isBrowsers(event)) event.preventDefault();
		},
		options,
	);
	// A button that was touched does not keep the focus: keys would press it once more.
	target.addEventListener(
		'mousedown',
		(event) => {
			if (!(event.target instanceof Element && event.target.matches(fields)))
				event.preventDefault();
		},
		options,
	);
	target.addEventListener(
		'touchstart',
		(event) => {
			if (event.touches.length > 1) event.preventDefault();
		},
		options,
	);

	target.addEventListener(
		'pointerdown',
		(event) => {
			if (first === undefined) first = event.pointerId;
			else if (event.pointerId !== first) drop(event);
		},
		options,
	);
	for (const end of ['pointerup', 'pointercancel'] as const) {
		target.addEventListener(
			end,
			(event) => {
				if (event.pointerId === first) first = undefined;
				else if (first !== undefined) drop(event);
			},
			options,
		);
	}
	return () => undo.abort();
}

const fields = 'input, select, textarea';

/**
 * Zoom, print, search, back, reload: scanners send such keys for signs in foreign codes. F12 is
 * left to the technician.
 */
function isBrowsers({ code, key, ctrlKey, altKey, metaKey, shiftKey }: KeyboardEvent): boolean {
	if (altKey || metaKey) return true;
	if (ctrlKey) return !shiftKey;
	return /^(F([1-9]|1[01])|Browser\w+|Launch\w+|ContextMenu)$/.test(code || key);
}

function drop(event: Event): void {
	event.preventDefault();
	event.stopImmediatePropagation();
}
