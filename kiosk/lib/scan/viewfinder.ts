import { Html5QrcodeSupportedFormats } from 'html5-qrcode/esm/core.js';
import { Html5Qrcode } from 'html5-qrcode/esm/html5-qrcode.js';
import { makeVideoBox, untilLaidOut, widthMost } from './video-box.ts';

/** A running camera with its picture in a box of the page. */
export interface Viewfinder {
	close(): Promise<void>;
}

export interface Sighting {
	/** The box, laid out by the page: its picture fills it, and what it shows is what is read. */
	readonly container: HTMLElement;
	readonly onText: (text: string) => void;
	/** The camera was unplugged, taken away, or stands still. */
	readonly onLost: () => void;
	/** Ends the opening; what was begun is put away. */
	readonly signal: AbortSignal;
}

/**
 * Opens the camera with html5-qrcode and waits for its first frame. Throws what html5-qrcode says
 * when there is no camera or no leave to use it.
 */
export async function openViewfinder(sighting: Sighting): Promise<Viewfinder> {
	const { container, onText, onLost, signal } = sighting;
	await untilLaidOut(container, signal);
	const box = makeVideoBox(container);
	const qrcode = new Html5Qrcode(box.id, decoding);
	const frame = firstFrame(signal);
	let track: MediaStreamTrack | undefined;
	let undoWatch: (() => void) | undefined;

	async function close(): Promise<void> {
		undoWatch?.();
		try {
			await qrcode.stop();
		} catch {
			// It cannot stop before its first frame; the instance is thrown away, so this is enough.
		}
		track?.stop();
		const video = box.video();
		// One that never had a picture would wait for it for ever, and with it the screen it was on.
		if (video) video.srcObject = null;
		box.remove();
	}

	try {
		await qrcode.start(
			{ facingMode },
			{ ...scanning, qrbox: box.seenPart },
			(text) => {
				frame.arrive();
				onText(text);
			},
			frame.arrive,
		);
		const video = box.video();
		if (!video) throw new Error('html5-qrcode has shown no video');
		// They throw in event handlers, which would reach the page as a defect of ours.
		video.onabort = video.onerror = null;
		const stream = video.srcObject;
		if (stream instanceof MediaStream) track = stream.getVideoTracks()[0];
		await frame.within(firstFrameMsMost);
		box.fit(track?.getSettings().facingMode !== 'environment');
		undoWatch = watchLife(video, track, onLost);
		return { close };
	} catch (error) {
		await close();
		throw error;
	} finally {
		frame.forget();
	}
}

/** A cheap camera takes its time until its first picture, in milliseconds. */
const firstFrameMsMost = 5000;
/** After that long without a new one it counts as lost: it is back before five seconds are over. */
const stillMsMost = 3000;
/** A wall screen's or tablet's camera that looks at the villager; another is taken if need be. */
const facingMode = 'user';
const decoding = {
	formatsToSupport: [Html5QrcodeSupportedFormats.QR_CODE],
	// Some tablets have the browser's own detector and no format behind it.
	useBarCodeDetectorIfSupported: false,
	verbose: false,
};
const scanning = {
	fps: 8,
	disableFlip: true,
	videoConstraints: { facingMode, width: { ideal: widthMost }, height: { ideal: 720 } },
};

/** The first frame that was looked at, or the reason why there is none. */
function firstFrame(signal: AbortSignal) {
	let arrive = () => {};
	let fail: (reason: unknown) => void = () => {};
	const arrived = new Promise<void>((resolve, reject) => {
		arrive = resolve;
		fail = reject;
	});
	// An opening may be ended before anybody waits here.
	arrived.catch(() => {});
	const onAbort = () => fail(signal.reason);
	if (signal.aborted) onAbort();
	signal.addEventListener('abort', onAbort);
	let timer: ReturnType<typeof setTimeout> | undefined;
	return {
		arrive: () => arrive(),
		within(ms: number) {
			timer = setTimeout(() => fail(new Error('The camera sends no picture')), ms);
			return arrived;
		},
		forget() {
			clearTimeout(timer);
			signal.removeEventListener('abort', onAbort);
		},
	};
}

/** Tells once when the track has ended or the picture stands still; html5-qrcode notices neither. */
function watchLife(
	video: HTMLVideoElement,
	track: MediaStreamTrack | undefined,
	onLost: () => void,
): () => void {
	const tickMs = 500;
	// Its clock goes on while the picture stands still; the number of frames does not.
	const countFrames = () => video.getVideoPlaybackQuality().totalVideoFrames;
	let [lastCount, stillMs] = [countFrames(), 0];
	const undo = () => {
		clearInterval(timer);
		track?.removeEventListener('ended', lose);
	};
	const lose = () => {
		undo();
		onLost();
	};
	const timer = setInterval(() => {
		const count = countFrames();
		stillMs = count === lastCount ? stillMs + tickMs : 0;
		lastCount = count;
		if (track?.readyState !== 'live' || stillMs >= stillMsMost) lose();
	}, tickMs);
	track?.addEventListener('ended', lose);
	return undo;
}
