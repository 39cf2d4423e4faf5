/** Why a file gives no table. */
export type Unreadable = 'old_excel' | 'not_a_table';

/**
 * The cells of a spreadsheet (.xlsx) or of a CSV file as texts. A CSV may be UTF-8 with or without a
 * mark, UTF-16 with one, or GB 18030, as Excel in China saves it (E.5).
 */
export async function readTable(bytes: Uint8Array<ArrayBuffer>): Promise<string[][] | Unreadable> {
	if (begins(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return 'old_excel';
	try {
		if (begins(bytes, [0x50, 0x4b])) return await readWorkbook(bytes);
		const { default: papa } = await import('papaparse');
		return papa.parse<string[]>(decodeText(bytes)).data;
	} catch {
		// Both readers throw on what they cannot make sense of; the person is told and may go on.
		return 'not_a_table';
	}
}

/** The text in a file: by its mark, else UTF-8 if it is, else GB 18030. */
export function decodeText(bytes: Uint8Array<ArrayBuffer>): string {
	if (begins(bytes, [0xff, 0xfe])) return new TextDecoder('utf-16le').decode(bytes);
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		// No UTF-8: the other encoding of Chinese files, which reads every text.
		return new TextDecoder('gb18030').decode(bytes);
	}
}

async function readWorkbook(bytes: Uint8Array<ArrayBuffer>): Promise<string[][]> {
	// Not its browser door: that starts a worker from a blob, which our policy forbids.
	const { readSheet } = await import('read-excel-file/universal');
	const rows = await readSheet(new Blob([bytes]));
	return rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
}

function begins(bytes: Uint8Array, start: readonly number[]): boolean {
	return start.every((byte, index) => bytes[index] === byte);
}
