/**
 * Whether an error of the window is a defect of ours. Chromium reports as one that sizes were watched
 * and came a frame late, which harms nobody.
 */
export function isDefect(event: Event | string): boolean {
	return !(event instanceof ErrorEvent && event.message === lateSizes);
}

const lateSizes = 'ResizeObserver loop completed with undelivered notifications.';
