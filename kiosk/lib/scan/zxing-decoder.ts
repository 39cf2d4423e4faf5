import BarcodeFormat from '@zxing/library/es2015/core/BarcodeFormat.js';
import DecodeHintType from '@zxing/library/es2015/core/DecodeHintType.js';
import { greyOf, type Grey } from '../qr/grey.ts';
import { looks, readFrame } from '../qr/reader.ts';

/**
 * The six names that html5-qrcode's wrapper takes from the decoder it carries; kiosk/vite.config.ts
 * puts this file in its place. The paths into the package keep all other barcodes out of the
 * bundle. The wrapper says `new` to each, so what looks like a constructor hands an object on.
 */
export { BarcodeFormat, DecodeHintType };

/** Takes the frame off html5-qrcode's canvas. */
export function HTMLCanvasElementLuminanceSource(canvas: HTMLCanvasElement): Grey {
	const context = canvas.getContext('2d');
	if (!context) throw new Error('The canvas of html5-qrcode has no picture');
	return greyOf(context.getImageData(0, 0, canvas.width, canvas.height));
}

/** Hands the frame on: which way it is looked at is decided in `decode`. */
export function HybridBinarizer(frame: Grey): Grey {
	return frame;
}

/** Hands the frame on. */
export function BinaryBitmap(frame: Grey): Grey {
	return frame;
}

/** Reads QR codes and nothing else. */
export function MultiFormatReader() {
	return { decode };
}

let frames = 0;

// One way per frame: all three on each would only make the kiosk slow.
function decode(frame: Grey) {
	const look = looks[frames++ % looks.length] as (typeof looks)[number];
	return { text: readFrame(look(frame)), format: BarcodeFormat.QR_CODE };
}
