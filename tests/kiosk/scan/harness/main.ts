import { createScanner } from '#kiosk/lib/scan/scanner.svelte.ts';

/** A page with nothing on it but the kiosk's scanner, and what a test wants to ask it. */
const scans: { text: string; source: string; at: number }[] = [];
const faults: string[] = [];
const tracks: MediaStreamTrack[] = [];
let presses = 0;

addEventListener('error', (event) => faults.push(event.message));
addEventListener('unhandledrejection', (event) => faults.push(String(event.reason)));
document.querySelector('button')?.addEventListener('click', () => presses++);

const media = navigator.mediaDevices;
const getUserMedia = media.getUserMedia.bind(media);
media.getUserMedia = async (constraints) => {
	const stream = await getUserMedia(constraints);
	tracks.push(...stream.getTracks());
	return stream;
};

const scanner = createScanner((text, source) => {
	scans.push({ text, source, at: performance.now() });
});
scanner.install();

const harness = {
	scanner,
	scans,
	faults,
	tracks,
	presses: () => presses,
	box: (id = 'box') => document.getElementById(id) ?? document.body,
	liveTracks: () => tracks.filter((track) => track.readyState === 'live').length,
	/** The page has no time for anything. */
	stall(ms: number) {
		const end = performance.now() + ms;
		while (performance.now() < end);
	},
	/** How a frame of given size is read, without a camera. */
	decoder: () => import('#kiosk/lib/qr/reader.ts'),
};

declare global {
	interface Window {
		harness: typeof harness;
	}
}
window.harness = harness;
