/** Modules to a side of a QR code of version 1: what a code of 15 characters needs at level Q. */
export const symbolModules = 21;
/** White modules around it, as the standard asks. */
export const quietModules = 4;

/** The patterns that the standard lays over the data, one of them over each symbol. */
export const masks = [0, 1, 2, 3, 4, 5, 6, 7] as const;
export type Mask = (typeof masks)[number];

/** 二维码: the square on a passbook's cover, with the code in it at level Q. */
export interface PassbookSymbol {
	readonly mask: Mask;
	/** 21 x 21 modules, row by row; 1 is dark. */
	readonly modules: Uint8Array;
}

/** A symbol as an SVG path of dark squares, one unit to a module. */
export function symbolPath({ modules }: PassbookSymbol): string {
	let path = '';
	for (const [at, module] of modules.entries()) {
		const [column, row] = [at % symbolModules, Math.floor(at / symbolModules)];
		if (module === 1) path += `M${column} ${row}h1v1h-1z`;
	}
	return path;
}
