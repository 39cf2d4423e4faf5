/** The three sounds of the kiosk: rising when a passbook is read, two low for no, a chime for done. */
export type Earcon = 'accepted' | 'refused' | 'done';

/** One tone: pitch in hertz, start and length in seconds. */
type Tone = readonly [pitch: number, start: number, length: number];

const tones: Readonly<Record<Earcon, readonly Tone[]>> = {
	accepted: [
		[660, 0, 0.12],
		[880, 0.11, 0.2],
	],
	refused: [
		[233, 0, 0.18],
		[196, 0.22, 0.26],
	],
	done: [
		[523, 0, 0.35],
		[659, 0.16, 0.35],
		[784, 0.32, 0.4],
		[1047, 0.5, 0.7],
	],
};

let context: AudioContext | undefined;

/** Plays a sound; silent where the browser has none or waits for a first touch. */
export function playEarcon(earcon: Earcon): void {
	if (!('AudioContext' in globalThis)) return;
	context ??= new AudioContext();
	if (context.state === 'suspended') {
		// Chromium lets sound begin after a touch; a sound that comes late would only confuse.
		void context.resume();
		return;
	}
	for (const [pitch, start, length] of tones[earcon]) playTone(context, pitch, start, length);
}

function playTone(audio: AudioContext, pitch: number, start: number, length: number): void {
	const from = audio.currentTime + start;
	const oscillator = audio.createOscillator();
	const volume = audio.createGain();
	oscillator.type = 'triangle';
	oscillator.frequency.value = pitch;
	volume.gain.setValueAtTime(0.0001, from);
	volume.gain.exponentialRampToValueAtTime(0.3, from + 0.02);
	volume.gain.exponentialRampToValueAtTime(0.0001, from + length);
	oscillator.connect(volume).connect(audio.destination);
	oscillator.start(from);
	oscillator.stop(from + length + 0.05);
}
