/**
 * Keeps a wall screen a wall screen: no menu, no dragging, no zoom, and a second finger does
 * nothing. Returns what undoes it.
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
			if ((event.ctrlKey || event.metaKey) && zoomKeys.includes(event.key)) event.preventDefault();
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

const zoomKeys = ['+', '-', '=', '0', 'p'];

function drop(event: Event): void {
	event.preventDefault();
	event.stopImmediatePropagation();
}
