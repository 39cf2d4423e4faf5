/**
 * The parts of the package escpos 2.5.2 that we rely on; the rest of it is not declared, so that it
 * cannot be used by mistake (docs/decisions/0020-escpos-by-deep-import.md).
 */
declare module 'escpos/printer.js' {
	import type Image from 'escpos/image.js';

	export default class Printer {
		constructor(adapter: { write(data: Buffer): void }, options: { encoding: 'GB18030' });
		/** Encodes in GB18030 and adds a line feed. */
		text(content: string): this;
		/** Bytes pass as they are. Strings would bypass the encoder and are not accepted here. */
		print(content: Buffer): this;
		hardware(command: 'init'): this;
		align(side: 'lt' | 'ct' | 'rt'): this;
		lineSpace(dots: number): this;
		raster(image: Image): this;
		flush(): this;
	}
}

declare module 'escpos/image.js' {
	export default class Image {
		constructor(pixels: { data: Uint8Array; shape: [number, number, number] });
		/** Rows of `width` bytes for GS v 0; a Buffer, since other arrays are printed as words. */
		toRaster: () => { data: Buffer; width: number; height: number };
	}
}
