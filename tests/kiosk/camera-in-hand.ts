import type { Page } from 'playwright/test';
import type { Picture } from './camera.ts';

/** A camera whose picture, plug and life the test holds in its hand. */
export interface CameraInHand {
	show(picture: Picture): Promise<void>;
	/** The picture stands still, as with a camera that hangs. */
	freeze(): Promise<void>;
	unplug(): Promise<void>;
	plugIn(): Promise<void>;
	/** The villager's browser may not use it any more, and may again. */
	deny(): Promise<void>;
	allow(): Promise<void>;
	/** Another program takes it, and lets it go. */
	take(): Promise<void>;
	letGo(): Promise<void>;
	/** From now on it answers, but sends no picture. */
	cover(): Promise<void>;
	uncover(): Promise<void>;
	/** Who asks for it waits until it answers again. */
	hold(): Promise<void>;
	answer(): Promise<void>;
	/** How many of the streams that it gave are still running. */
	running(): Promise<number>;
}

/** Puts a camera in the test's hand into a page that has yet to be opened. */
export async function cameraInHand(page: Page): Promise<CameraInHand> {
	await page.addInitScript(replaceCamera);
	const tell = (order: Order) => page.evaluate((it) => window.cameraInHand?.tell(it), order);
	const refuse = (why: Refusal) => tell({ kind: 'refuse', why });
	const serve = () => tell({ kind: 'serve' });
	return {
		show: ({ width, height, grey }) =>
			tell({ kind: 'show', width, height, grey: Buffer.from(grey).toString('base64') }),
		freeze: () => tell({ kind: 'freeze' }),
		unplug: () => refuse('NotFoundError'),
		plugIn: serve,
		deny: () => refuse('NotAllowedError'),
		allow: serve,
		take: () => refuse('NotReadableError'),
		letGo: serve,
		cover: () => tell({ kind: 'cover', isCovered: true }),
		uncover: () => tell({ kind: 'cover', isCovered: false }),
		hold: () => tell({ kind: 'hold', isHeld: true }),
		answer: () => tell({ kind: 'hold', isHeld: false }),
		running: () => page.evaluate(() => window.cameraInHand?.running() ?? 0),
	};
}

type Refusal = 'NotFoundError' | 'NotAllowedError' | 'NotReadableError';

type Order =
	| {
			readonly kind: 'show';
			readonly width: number;
			readonly height: number;
			readonly grey: string;
	  }
	| { readonly kind: 'refuse'; readonly why: Refusal }
	| { readonly kind: 'freeze' | 'serve' }
	| { readonly kind: 'cover'; readonly isCovered: boolean }
	| { readonly kind: 'hold'; readonly isHeld: boolean };

declare global {
	interface Window {
		cameraInHand?: { tell(order: Order): void; running(): number };
	}
}

/** Runs in the page: getUserMedia gives the stream of a canvas. */
function replaceCamera(): void {
	const canvas = document.createElement('canvas');
	[canvas.width, canvas.height] = [640, 480];
	const context = canvas.getContext('2d');
	if (!context) throw new Error('No canvas to draw on');
	let picture = new ImageData(640, 480);
	let [isFrozen, isCovered] = [false, false];
	let refusal: Refusal | undefined;
	let answer: (() => void) | undefined;
	let held = Promise.resolve();
	let tracks: MediaStreamTrack[] = [];
	// A canvas stream delivers only what has been drawn anew.
	setInterval(() => {
		if (!isFrozen) context.putImageData(picture, 0, 0);
	}, 50);

	const media = navigator.mediaDevices;
	media.getUserMedia = async () => {
		await held;
		if (refusal) throw new DOMException('No camera', refusal);
		isFrozen = false;
		const eye = isCovered ? document.createElement('canvas') : canvas;
		const stream = eye.captureStream(20);
		tracks = [...tracks.filter(isLive), ...stream.getVideoTracks()];
		return stream;
	};
	media.enumerateDevices = () => {
		const device = { kind: 'videoinput', deviceId: 'hand', groupId: '', label: '' } as const;
		return Promise.resolve(
			refusal === 'NotFoundError' ? [] : [{ ...device, toJSON: () => device }],
		);
	};
	const leave = new EventTarget();
	const query = navigator.permissions.query.bind(navigator.permissions);
	navigator.permissions.query = (asked) =>
		asked.name === 'camera' ? Promise.resolve(leave as PermissionStatus) : query(asked);

	function isLive(track: MediaStreamTrack): boolean {
		return track.readyState === 'live';
	}

	function show(width: number, height: number, grey: string): void {
		[canvas.width, canvas.height] = [width, height];
		picture = new ImageData(width, height);
		const levels = atob(grey);
		for (let at = 0; at < levels.length; at++) {
			picture.data.fill(levels.charCodeAt(at), at * 4, at * 4 + 3);
			picture.data[at * 4 + 3] = 255;
		}
		isFrozen = false;
	}

	/** What the browser tells a page when that changes. */
	function announce(why: Refusal | undefined): void {
		if (why === 'NotFoundError') media.dispatchEvent(new Event('devicechange'));
		if (why === 'NotAllowedError') leave.dispatchEvent(new Event('change'));
	}

	window.cameraInHand = {
		running: () => tracks.filter(isLive).length,
		tell(order) {
			if (order.kind === 'show') show(order.width, order.height, order.grey);
			else if (order.kind === 'freeze') isFrozen = true;
			else if (order.kind === 'cover') ({ isCovered } = order);
			else if (order.kind === 'hold') {
				answer?.();
				if (order.isHeld) held = new Promise((go) => (answer = go));
			} else if (order.kind === 'refuse') {
				refusal = order.why;
				for (const track of tracks.splice(0)) {
					track.stop();
					track.dispatchEvent(new Event('ended'));
				}
				announce(order.why);
			} else {
				const why = refusal;
				refusal = undefined;
				announce(why);
			}
		},
	};
}
