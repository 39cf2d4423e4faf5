import type { Words } from './zh.ts';

/** For whoever sets the kiosk up. */
export const enSetUp: Pick<Words, 'pairing' | 'measure'> = {
	pairing: {
		title: 'This kiosk is not paired yet',
		text: 'Ask the office to pair a device and key in its 8 characters here.',
		echo: 'Pairing code',
		erase: 'Erase one',
		go: 'Pair',
		busy: 'Pairing…',
	},
	measure: {
		title: 'Measure this screen',
		text: 'Hold an ID or bank card into the upper left corner of the frame, and drag the dot until they match.',
		card: 'Card here',
		smaller: 'Smaller',
		larger: 'Larger',
		screen: (width, height, inches) => `${inches} inches, ${width} × ${height} mm`,
		keys: (mm, verdict) => `Keys ${mm} mm: ${verdict}`,
		right: 'good',
		close: 'usable',
		small: 'too small',
		tooSmall: 'Too small for old fingers',
		byScale: (scale) => `Start the browser with --force-device-scale-factor=${scale}`,
		byScreen: (inches) => `Use a screen of ${inches} inches or more`,
		done: 'Same size: open',
		later: 'No card, later',
	},
};
