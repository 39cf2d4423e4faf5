import type { Viewfinder } from './viewfinder.ts';

/** How the camera is: the other ways to scan work in any of these. */
export type CameraState = 'off' | 'starting' | 'live' | 'denied' | 'missing' | 'failed';

export interface Camera {
	/** Shows the camera's picture in a box; an earlier box loses it. */
	start(container: HTMLElement): Promise<void>;
	/** Puts the camera away; with a box, only if it is that box which has it. */
	stop(container?: HTMLElement): Promise<void>;
}

/** A camera that could not be had is asked for again after that time, in milliseconds. */
const againMs = 4000;
/** When nobody has answered by then, the screen says that there is no camera, and goes on waiting. */
const answerMsMost = 5000;

/**
 * The camera as the screens use it: may be started and stopped in any order and at any time, comes
 * back by itself when it was unplugged, hung, or was taken by another program (decision 0030).
 */
export function createCamera(
	onText: (text: string) => void,
	onState: (state: CameraState) => void,
): Camera {
	let wanted: HTMLElement | undefined;
	let shown: { readonly container: HTMLElement; readonly viewfinder: Viewfinder } | undefined;
	let state: CameraState = 'off';
	let isLost = false;
	let isResting = false;
	let opening: { readonly container: HTMLElement; readonly abort: AbortController } | undefined;
	let settled = Promise.resolve();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let undoWatch: (() => void) | undefined;

	function say(next: CameraState): void {
		if (state === next) return;
		state = next;
		onState(next);
	}

	/** Starting and stopping wait for each other: html5-qrcode survives neither inside the other. */
	function settle(): Promise<void> {
		if (opening && opening.container !== target()) opening.abort.abort(new Error('Not wanted'));
		settled = settled.then(run);
		return settled;
	}

	function target(): HTMLElement | undefined {
		return document.hidden ? undefined : wanted;
	}

	async function run(): Promise<void> {
		for (;;) {
			const container = target();
			if (shown && (isLost || shown.container !== container)) {
				const { viewfinder } = shown;
				shown = undefined;
				isLost = false;
				await viewfinder.close();
			} else if (!container) {
				return say('off');
			} else if (shown || isResting) {
				return;
			} else {
				await open(container);
			}
		}
	}

	async function open(container: HTMLElement): Promise<void> {
		// A second try goes on quietly behind the sentence about the first.
		if (state === 'off' || state === 'live') say('starting');
		const abort = new AbortController();
		opening = { container, abort };
		const unanswered = setTimeout(() => say('failed'), answerMsMost);
		try {
			const { openViewfinder } = await import('./viewfinder.ts');
			const onLost = () => {
				isLost = true;
				void settle();
			};
			const viewfinder = await openViewfinder({ container, onText, onLost, signal: abort.signal });
			shown = { container, viewfinder };
			say('live');
		} catch (error) {
			if (!abort.signal.aborted) rest(reasonOf(error));
		} finally {
			clearTimeout(unanswered);
			opening = undefined;
		}
	}

	function rest(reason: CameraState): void {
		say(reason);
		isResting = true;
		clearTimeout(timer);
		// Asking again for leave that was refused would only open the question again.
		if (reason !== 'denied') timer = setTimeout(wake, againMs);
	}

	function wake(): void {
		clearTimeout(timer);
		isResting = false;
		void settle();
	}

	return {
		start(container) {
			wanted = container;
			isResting = false;
			undoWatch ??= watchWorld(wake);
			return settle();
		},
		stop(container) {
			if (container && container !== wanted) return settled;
			wanted = undefined;
			clearTimeout(timer);
			undoWatch?.();
			undoWatch = undefined;
			return settle();
		},
	};
}

/** Tells when a device came or went, the page was hidden or seen again, or leave was given. */
function watchWorld(onChange: () => void): () => void {
	const undo = new AbortController();
	const options = { signal: undo.signal };
	document.addEventListener('visibilitychange', onChange, options);
	navigator.mediaDevices?.addEventListener('devicechange', onChange, options);
	void watchPermission(onChange, options);
	return () => undo.abort();
}

async function watchPermission(
	onChange: () => void,
	options: { readonly signal: AbortSignal },
): Promise<void> {
	try {
		const permission = await navigator.permissions.query({ name: 'camera' });
		permission.addEventListener('change', onChange, options);
	} catch {
		// Some browsers keep no such permission; the next start asks them.
	}
}

/** html5-qrcode gives the browser's error as text. */
function reasonOf(error: unknown): 'denied' | 'missing' | 'failed' {
	const text = String(error);
	if (/NotAllowed|Security|Permission/.test(text)) return 'denied';
	if (/NotFound|Overconstrained|not supported/.test(text)) return 'missing';
	return 'failed';
}
