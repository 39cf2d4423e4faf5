import { refuse, type Result } from '#domain/result';
import type { FileTable, Unreadable } from './file-table.ts';
import { loadTextReader } from './text-table.ts';
import { loadWorkbookReader } from './workbook.ts';

const fileMost = 10_000_000;

/**
 * Reads a spreadsheet (.xlsx, its first sheet that can be seen) or a CSV file in UTF-8, UTF-16 or
 * GB 18030, as Excel in China saves it (E.5). Nothing in it is calculated: what begins with = in a
 * CSV file is a text. Throws only when the program itself cannot be loaded.
 */
export async function readTable(file: Blob): Promise<Result<FileTable, Unreadable>> {
	if (file.size > fileMost) return refuse({ code: 'too_big' });
	const bytes = await bytesOf(file);
	if (!bytes) return refuse({ code: 'file_gone' });
	const stranger = strangerIn(bytes);
	if (stranger) return refuse({ code: stranger });
	const read = begins(bytes, 'PK') ? await loadWorkbookReader() : await loadTextReader();
	try {
		return await read(bytes);
	} catch {
		// The readers throw on what they cannot make sense of; the person is told and may go on.
		return refuse({ code: 'damaged' });
	}
}

async function bytesOf(file: Blob): Promise<Uint8Array<ArrayBuffer> | undefined> {
	try {
		return new Uint8Array(await file.arrayBuffer());
	} catch {
		// Moved, pulled out with its stick, or held by another program since it was chosen.
		return undefined;
	}
}

/** What a file is that is neither a workbook nor a text, by how it begins. */
function strangerIn(bytes: Uint8Array<ArrayBuffer>) {
	if (bytes.length === 0) return 'file_empty';
	if (begins(bytes, '\u00d0\u00cf\u0011\u00e0')) return inCompoundFile(bytes);
	// Excel before 1997 wrote its records without a folder around them.
	if (/^\t[\0\u0002\u0004\b]/.test(start(bytes))) return 'other_format';
	if (pictures.some((picture) => picture.test(start(bytes)))) return 'picture';
	if (/^(%PDF|\{\\rtf)/.test(start(bytes))) return 'other_document';
	if (/^(Rar!|7z\u00bc\u00af|\u001f\u008b)/.test(start(bytes))) return 'no_workbook';
	return undefined;
}

const pictures: readonly RegExp[] = [
	/^\u0089PNG/,
	/^\u00ff\u00d8\u00ff/,
	/^GIF8/,
	/^BM.{4}\0{4}/s,
	/^RIFF.{4}WEBP/s,
	/^(II\*\0|MM\0\*)/,
	/^.{4}ftyp(hei|hev|mif|avif)/s,
];

/** Old Excel, old Word and new files with a password share one wrapping; its folder tells them apart. */
function inCompoundFile(bytes: Uint8Array<ArrayBuffer>) {
	const names = new TextDecoder('utf-16le').decode(bytes);
	if (names.includes('EncryptedPackage')) return 'locked';
	return /WordDocument|PowerPoint Document/.test(names) ? 'other_document' : 'other_format';
}

function begins(bytes: Uint8Array, letters: string): boolean {
	return start(bytes).startsWith(letters);
}

/** The first bytes, a letter each. */
function start(bytes: Uint8Array): string {
	return String.fromCharCode(...bytes.subarray(0, 16));
}
