import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Draws one QR picture for each passbook, named by its number, to be held before a camera. */
export async function drawCards(
	folder: string,
	passbooks: readonly { readonly code: string; readonly number: string }[],
): Promise<void> {
	const { default: qrcode } = await import('qrcode');
	mkdirSync(folder, { recursive: true });
	for (const { code, number } of passbooks) {
		await qrcode.toFile(join(folder, `${number}.png`), code, {
			errorCorrectionLevel: 'Q',
			scale: 12,
			margin: 4,
		});
	}
}
