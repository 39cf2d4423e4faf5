import { create } from 'qrcode';

/** Modules to a side of a QR code of version 1: what a code of 15 characters needs at level Q. */
export const qrModules = 21;
/** White modules around it, as the standard asks. */
export const quietModules = 4;

/**
 * A code as an SVG path of dark squares, one unit to a module, at level Q. Throws when the code does
 * not fit into version 1: larger symbols would be printed too fine for old eyes and cameras.
 */
export function qrPath(code: string): string {
	const { modules } = create(code, { errorCorrectionLevel: 'Q', version: 1 });
	let path = '';
	for (let row = 0; row < modules.size; row += 1) {
		for (let column = 0; column < modules.size; column += 1) {
			if (modules.get(row, column)) path += `M${column} ${row}h1v1h-1z`;
		}
	}
	return path;
}
