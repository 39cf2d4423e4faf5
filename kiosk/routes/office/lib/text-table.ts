import { ok, refuse, type Result } from '#domain/result';
import { tableRowsMost, type FileTable, type Unreadable } from './file-table.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Loads what reads CSV files: cells parted by commas, tabs or semicolons. */
export async function loadTextReader(): Promise<(bytes: Bytes) => Result<FileTable, Unreadable>> {
	const { default: papa } = await import('papaparse');
	return (bytes) => {
		const text = decodeText(bytes);
		if (text.trim() === '') return refuse({ code: 'file_empty' });
		if (!isText(text)) return refuse({ code: 'not_text' });
		if (text.trimStart().startsWith('<')) return refuse({ code: 'web_page' });
		const { data, errors } = papa.parse<string[]>(text, {
			delimitersToGuess: [',', '\t', ';'],
			preview: tableRowsMost + 1,
		});
		const open = errors.find(({ type }) => type === 'Quotes');
		if (open) return refuse({ code: 'quote_open', row: (open.row ?? 0) + 1 });
		if (data.length > tableRowsMost) return refuse({ code: 'too_long' });
		return ok({ rows: data, marks: { merged: [], cells: {} } });
	};
}

/**
 * The text in a file: by its mark, else UTF-8 if it is, else GB 18030. What cannot be read stands
 * there as U+FFFD, so that the cell it is in can be told.
 */
function decodeText(bytes: Bytes): string {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
	const text = new TextDecoder().decode(bytes);
	const lost = text.match(/\ufffd/g)?.length ?? 0;
	const read = text.match(/[^\0-\u007f\ufffd]/gu)?.length ?? 0;
	// A few bytes broke on the way: read as GB 18030, every name would become another one.
	return lost === 0 || read > lost ? text : new TextDecoder('gb18030').decode(bytes);
}

/** A text may hold a broken character or two; a program or a film holds little else. */
function isText(text: string): boolean {
	const strange = text.match(/[\0-\u0008\u000b\u000c\u000e-\u001f\ufffd]/g)?.length ?? 0;
	return strange <= 10 || strange * 20 <= text.length;
}
