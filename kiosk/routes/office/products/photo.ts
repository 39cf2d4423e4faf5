import { examinePhoto, photoMostBytes } from '#domain/photo';

const longestPx = 800;

/**
 * A photo drawn anew, upright and no larger than the shop's screens need, so that nothing of the
 * camera's notes (place, time, telephone) is left. Nothing when the file cannot be opened.
 */
export async function redrawPhoto(file: Blob): Promise<Blob | undefined> {
	const bitmap = await open(file);
	if (!bitmap) return undefined;
	const scale = Math.min(1, longestPx / Math.max(bitmap.width, bitmap.height));
	const canvas = document.createElement('canvas');
	canvas.width = Math.max(1, Math.round(bitmap.width * scale));
	canvas.height = Math.max(1, Math.round(bitmap.height * scale));
	const paint = canvas.getContext('2d');
	if (!paint) return undefined;
	// What was transparent would turn black.
	paint.fillStyle = '#fff';
	paint.fillRect(0, 0, canvas.width, canvas.height);
	paint.imageSmoothingQuality = 'high';
	paint.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
	bitmap.close();
	const drawn = await new Promise<Blob | null>((give) => canvas.toBlob(give, 'image/jpeg', 0.86));
	if (!drawn || drawn.size > photoMostBytes) return undefined;
	const kind = examinePhoto(new Uint8Array(await drawn.arrayBuffer()));
	return kind === 'jpg' ? drawn : undefined;
}

async function open(file: Blob): Promise<ImageBitmap | undefined> {
	try {
		return await createImageBitmap(file, { imageOrientation: 'from-image' });
	} catch {
		// The browser does not know this kind of file: the person is asked for another.
		return undefined;
	}
}
