import BarcodeFormat from '@zxing/library/es2015/core/BarcodeFormat.js';
import BinaryBitmapOfZxing from '@zxing/library/es2015/core/BinaryBitmap.js';
import HybridBinarizerOfZxing from '@zxing/library/es2015/core/common/HybridBinarizer.js';
import DecodeHintType from '@zxing/library/es2015/core/DecodeHintType.js';
import QRCodeReader from '@zxing/library/es2015/core/qrcode/QRCodeReader.js';
import RGBLuminanceSource from '@zxing/library/es2015/core/RGBLuminanceSource.js';
import { greyOf, middleOf, sharpened, smoothed, type Grey } from './grey.ts';

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

/** The ways a frame can be looked at, each good at what the others miss (decision 0030). */
export const looks: readonly ((frame: Grey) => Grey)[] = [
	(frame) => frame,
	sharpened,
	// The dearest one: a whole frame would hold up a slow tablet for more than 50 ms.
	(frame) => sharpened(smoothed(middleOf(frame))),
];

/** Reads one frame in one way; throws, as ZXing does, when it finds nothing. */
export function readFrame(frame: Grey): { readonly text: string; readonly format: BarcodeFormat } {
	const { width, height, levels } = frame;
	const source = new RGBLuminanceSource(levels, width, height);
	const bitmap = new BinaryBitmapOfZxing(new HybridBinarizerOfZxing(source));
	const result = new QRCodeReader().decode(bitmap, hints);
	return { text: result.getText(), format: result.getBarcodeFormat() };
}

const hints = new Map([[DecodeHintType.TRY_HARDER, true]]);
let frames = 0;

// One way per frame: all three on each would only make the kiosk slow.
function decode(frame: Grey) {
	const look = looks[frames++ % looks.length] as (typeof looks)[number];
	return readFrame(look(frame));
}
