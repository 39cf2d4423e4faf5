import { PNG } from 'pngjs';
import { isBlack, type Bitmap } from '../bitmap.ts';

/** A printed paper as PNG, with the white edges that the print head does not reach. */
export function paperPng(picture: Bitmap, dots: number): Buffer {
	const margin = dots > 400 ? 32 : 40;
	const width = dots + 2 * margin;
	const png = new PNG({ width, height: picture.height + 2 * margin, colorType: 0 });
	png.data.fill(255);
	for (let y = 0; y < picture.height; y++) {
		for (let x = 0; x < dots; x++) {
			if (!isBlack(picture, x, y)) continue;
			png.data.fill(
				24,
				((y + margin) * width + x + margin) * 4,
				((y + margin) * width + x + margin) * 4 + 3,
			);
		}
	}
	return PNG.sync.write(png, { colorType: 0 });
}
