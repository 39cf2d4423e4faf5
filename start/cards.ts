import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { quietModules } from '#kiosk/lib/qr/symbol.ts';
import { trouble } from './say.ts';
import { letNodeLoadZxing } from './zxing.ts';

/**
 * Draws one QR picture for each passbook, named by its number, to be held before a camera. Trouble
 * when one would not be read: it is not drawn, as it is not printed in the back office (R16).
 */
export async function drawCards(
	folder: string,
	passbooks: readonly { readonly code: string; readonly number: string }[],
): Promise<void> {
	letNodeLoadZxing();
	const { default: qrcode } = await import('qrcode');
	const { passbookSymbol } = await import('#kiosk/lib/qr/passbook-symbol.ts');
	mkdirSync(folder, { recursive: true });
	for (const { code, number } of passbooks) {
		const symbol = passbookSymbol(code);
		if (!symbol.ok) {
			throw trouble(`No scanner would read the card of passbook ${number}. Start again.`);
		}
		await qrcode.toFile(join(folder, `${number}.png`), code, {
			errorCorrectionLevel: 'Q',
			maskPattern: symbol.value.mask,
			scale: 12,
			margin: quietModules,
		});
	}
}
