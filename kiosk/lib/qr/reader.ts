import type BarcodeFormat from '@zxing/library/es2015/core/BarcodeFormat.js';
import BinaryBitmap from '@zxing/library/es2015/core/BinaryBitmap.js';
import HybridBinarizer from '@zxing/library/es2015/core/common/HybridBinarizer.js';
import DecodeHintType from '@zxing/library/es2015/core/DecodeHintType.js';
import QRCodeReader from '@zxing/library/es2015/core/qrcode/QRCodeReader.js';
import RGBLuminanceSource from '@zxing/library/es2015/core/RGBLuminanceSource.js';
import { middleOf, sharpened, smoothed, type Grey } from './grey.ts';

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
	const bitmap = new BinaryBitmap(new HybridBinarizer(source));
	const result = new QRCodeReader().decode(bitmap, hints);
	return { text: result.getText(), format: result.getBarcodeFormat() };
}

const hints = new Map([[DecodeHintType.TRY_HARDER, true]]);
