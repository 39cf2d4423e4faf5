/** A file within a ZIP archive, as the archive's own list has it. */
export interface ZipEntry {
	/** With strokes between folders, and none in front. */
	readonly name: string;
	/** Unpacked, in bytes; what the archive says, which may be a lie. */
	readonly size: number;
	readonly isEncrypted: boolean;
	readonly isPacked: boolean;
	readonly crc: number;
	/** The bytes as they lie in the archive. */
	readonly content: Uint8Array;
}

const endMark = 0x06054b50;
const listMark = 0x02014b50;
const endLength = 22;
const commentMost = 0xffff;

/** The files of an archive; nothing when its list is damaged or missing, as after a broken copy. */
export function zipEntries(bytes: Uint8Array<ArrayBuffer>): readonly ZipEntry[] | undefined {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	try {
		const end = findEnd(view);
		if (end === undefined) return undefined;
		const entries: ZipEntry[] = [];
		let at = view.getUint32(end + 16, true);
		for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
			if (view.getUint32(at, true) !== listMark) return undefined;
			const entry = entryAt(bytes, view, at);
			if (!entry) return undefined;
			entries.push(entry);
			at += 46 + lengthsOf(view, at + 28, 3);
		}
		return entries;
	} catch {
		// A place beyond the end of the file: the archive was cut off.
		return undefined;
	}
}

/** Whether unpacked bytes are those that were packed. */
export function isWhole(bytes: Uint8Array, { size, crc }: ZipEntry): boolean {
	return bytes.length === size && crcOf(bytes) === crc;
}

function findEnd(view: DataView): number | undefined {
	const last = view.byteLength - endLength;
	for (let at = last; at >= 0 && at >= last - commentMost; at -= 1) {
		if (view.getUint32(at, true) === endMark) return at;
	}
	return undefined;
}

function entryAt(bytes: Uint8Array, view: DataView, at: number): ZipEntry | undefined {
	const method = view.getUint16(at + 10, true);
	const packedSize = view.getUint32(at + 20, true);
	const start = view.getUint32(at + 42, true);
	const begin = start + 30 + lengthsOf(view, start + 26, 2);
	// Stored or deflated: spreadsheets are nothing else.
	if ((method !== 0 && method !== 8) || begin + packedSize > bytes.length) return undefined;
	const name = bytes.subarray(at + 46, at + 46 + view.getUint16(at + 28, true));
	return {
		name: new TextDecoder().decode(name).replaceAll('\\', '/').replace(/^\/+/, ''),
		size: view.getUint32(at + 24, true),
		isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
		isPacked: method === 8,
		crc: view.getUint32(at + 16, true),
		content: bytes.subarray(begin, begin + packedSize),
	};
}

/** The sum of so many lengths that stand one after the other. */
function lengthsOf(view: DataView, at: number, count: number): number {
	let sum = 0;
	for (let each = 0; each < count; each += 1) sum += view.getUint16(at + 2 * each, true);
	return sum;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
	let rest = byte;
	for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
	return rest;
});

function crcOf(bytes: Uint8Array): number {
	let crc = 0xffffffff;
	for (const byte of bytes) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] ?? 0);
	return (crc ^ 0xffffffff) >>> 0;
}
