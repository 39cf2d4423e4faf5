/** The widest picture that is asked for and read, in pixels. */
export const widthMost = 1280;

/** A box of the page that html5-qrcode may fill. */
export interface VideoBox {
	/** What html5-qrcode finds its place by. */
	readonly id: string;
	/** The video, once html5-qrcode has made it. */
	readonly video: () => HTMLVideoElement | undefined;
	/** The middle of a picture in the form of the box: what the villager sees is what is read. */
	readonly seenPart: (width: number, height: number) => { width: number; height: number };
	/** Keeps the picture filling the box. */
	readonly fit: (isMirror: boolean) => void;
	readonly remove: () => void;
}

/**
 * Makes room for the camera's picture. html5-qrcode reads what is laid out and not what the camera
 * sends, so the video lies there in the camera's own size, and a transform shrinks it to the box.
 */
export function makeVideoBox(container: HTMLElement): VideoBox {
	if (getComputedStyle(container).position === 'static') container.style.position = 'relative';
	const stage = document.createElement('div');
	Object.assign(stage.style, { position: 'absolute', inset: '0', overflow: 'hidden' });
	const view = document.createElement('div');
	view.id = `viewfinder-${++boxes}`;
	stage.append(view);
	container.append(stage);

	let video: HTMLVideoElement | undefined;
	view.append = (...nodes) => {
		for (const node of nodes) if (node instanceof HTMLVideoElement) prepare((video = node));
		Element.prototype.append.apply(view, nodes);
	};
	let sizes: ResizeObserver | undefined;

	return {
		id: view.id,
		video: () => video,
		seenPart(width, height) {
			const ratio = container.clientWidth / container.clientHeight || 1;
			return {
				width: Math.max(partLeast, Math.round(Math.min(width, height * ratio))),
				height: Math.max(partLeast, Math.round(Math.min(height, width / ratio))),
			};
		},
		fit(isMirror) {
			// It darkens what it does not read, and that lies outside the box.
			view.querySelector('#qr-shaded-region')?.remove();
			Object.assign(view.style, { position: 'absolute', left: '50%', top: '50%' });
			view.style.width = 'max-content';
			sizes = new ResizeObserver(() => {
				if (!video) return;
				const scale = Math.max(
					container.clientWidth / video.clientWidth,
					container.clientHeight / video.clientHeight,
				);
				const across = isMirror ? -scale : scale;
				view.style.transform = `translate(-50%, -50%) scale(${across}, ${scale})`;
			});
			sizes.observe(container);
			if (video) sizes.observe(video);
		},
		remove() {
			sizes?.disconnect();
			stage.remove();
		},
	};
}

/** Waits until a box has a size; html5-qrcode reads nothing from one that has none. */
export async function untilLaidOut(box: HTMLElement, signal: AbortSignal): Promise<void> {
	// One that was aborted before says so only here.
	signal.throwIfAborted();
	const undo = new AbortController();
	let sizes: ResizeObserver | undefined;
	try {
		await new Promise<void>((resolve, reject) => {
			sizes = new ResizeObserver(() => {
				if (box.clientWidth > 0 && box.clientHeight > 0) resolve();
			});
			sizes.observe(box);
			signal.addEventListener('abort', () => reject(signal.reason), { signal: undo.signal });
		});
	} finally {
		undo.abort();
		sizes?.disconnect();
	}
}

/** html5-qrcode throws in an event handler when it is asked for less. */
const partLeast = 50;
let boxes = 0;

function prepare(video: HTMLVideoElement): void {
	Object.assign(video.style, { width: 'auto', maxWidth: `${widthMost}px` });
	// html5-qrcode drops this promise, which fails whenever the screen changes meanwhile.
	const play = video.play.bind(video);
	video.play = () => play().catch(() => {});
}
