import { createCamera, type CameraState } from './camera.ts';
import { createSameCodeLock, type ScanSource } from './same-code.ts';
import { listenToWedge } from './wedge.ts';

/** The three ways to scan, behind one door. */
export interface Scanner {
	/** Reactive. In any of these states hand scanner and number pad go on working. */
	readonly camera: CameraState;
	/** Shows the camera in a box that the page has laid out. */
	startCamera(container: HTMLElement): Promise<void>;
	/** Puts the camera away; with a box, only if that box still has it. */
	stopCamera(container?: HTMLElement): Promise<void>;
	/** What was typed on the number pad. */
	type(digits: string): void;
	/** Begins to listen to hand scanners on the whole page. */
	install(): void;
	/** Ends everything. */
	dispose(): void;
}

export interface ScannerOptions {
	/** The middle pause between two keys of a hand scanner at most, in ms; 80 for radio. */
	readonly wedgeMedianMs?: number;
}

/**
 * Makes the kiosk's scanner. `onScan` hears every code once, foreign ones too, so that the screen
 * can say so; `readScan` says which it is (R16).
 */
export function createScanner(
	onScan: (text: string, source: ScanSource) => void,
	options: ScannerOptions = {},
): Scanner {
	let state = $state<CameraState>('off');
	let unlisten: (() => void) | undefined;
	const counts = createSameCodeLock();
	const take = (text: string, source: ScanSource) => {
		if (counts(text, source, performance.now())) onScan(text, source);
	};
	const camera = createCamera(
		(text) => take(text, 'camera'),
		(next) => (state = next),
	);
	return {
		get camera() {
			return state;
		},
		startCamera: camera.start,
		stopCamera: camera.stop,
		type: (digits) => take(digits, 'pad'),
		install() {
			unlisten ??= listenToWedge(window, (text) => take(text, 'wedge'), {
				medianMsMost: options.wedgeMedianMs,
			});
		},
		dispose() {
			unlisten?.();
			unlisten = undefined;
			void camera.stop();
		},
	};
}
