import type { PrinterState } from '#domain/wire';

/** What a printer says back. */
export type PrinterReply =
	| { readonly type: 'status'; readonly byte: number }
	| { readonly type: 'fence'; readonly isPaperOut: boolean }
	| { readonly type: 'process_id'; readonly id: string };

/** What DLE EOT asks about; answered at once, even by a printer that is offline. */
export const statusAbout = { printer: 1, offlineCause: 2, error: 3, paper: 4 } as const;

/** The question for one status byte. */
export function statusQuery(about: number): Uint8Array {
	return Uint8Array.of(0x10, 0x04, about);
}

/** GS r 1: answered in its turn, so the answer proves that everything before it was interpreted. */
export const fenceQuery: Uint8Array = Uint8Array.of(0x1d, 0x72, 0x01);

/** GS ( H: answered with the id once everything before it has been printed. `id` is 4 letters. */
export function processIdQuery(id: string): Uint8Array {
	return Uint8Array.of(0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, ...Buffer.from(id, 'latin1'));
}

/** 4 letters that tell this attempt from the ones before it, whose answer may come late. */
export function processId(attempt: number): string {
	return (attempt % 36 ** 4).toString(36).toUpperCase().padStart(4, '0');
}

/**
 * Takes what a printer sends apart, in pieces of any size. Blocks of automatic status (ASB), which
 * another program may have switched on, are left out; so is what no printer should say.
 */
export function replyReader(): (bytes: Uint8Array) => readonly PrinterReply[] {
	let pending: number[] = [];
	return (bytes) => {
		pending.push(...bytes);
		const replies: PrinterReply[] = [];
		while (pending.length > 0) {
			const [first = 0] = pending;
			const length = lengthOf(first);
			if (pending.length < length) break;
			const reply = replyOf(pending.slice(0, length));
			if (reply) replies.push(reply);
			pending = pending.slice(length);
		}
		return replies;
	};
}

/** What the four status bytes mean, the gravest first. */
export function stateFrom(bytes: ReadonlyMap<number, number>): PrinterState {
	const has = (about: number, bits: number) => ((bytes.get(about) ?? 0) & bits) !== 0;
	if (has(statusAbout.offlineCause, 0x04)) return 'cover_open';
	if (has(statusAbout.offlineCause, 0x20) || has(statusAbout.paper, 0x60)) return 'paper_out';
	if (has(statusAbout.error, 0x28)) return 'error';
	// A hot head cools by itself.
	if (has(statusAbout.error, 0x40)) return 'offline';
	if (has(statusAbout.offlineCause, 0x40)) return 'error';
	if (has(statusAbout.printer, 0x08)) return 'offline';
	if (has(statusAbout.paper, 0x0c)) return 'near_end';
	return 'ready';
}

/** Whether a receipt may be sent in this state; of a silent printer we know nothing and try. */
export function mayPrint(state: PrinterState): boolean {
	return state === 'ready' || state === 'near_end' || state === 'unknown';
}

function lengthOf(first: number): number {
	if (first === 0x37) return 7;
	return isAutomatic(first) ? 4 : 1;
}

function replyOf(bytes: readonly number[]): PrinterReply | undefined {
	const [first = 0, second = 0] = bytes;
	if (first === 0x37) {
		if (second !== 0x22) return undefined;
		return { type: 'process_id', id: String.fromCharCode(...bytes.slice(2, 6)) };
	}
	if ((first & 0x93) === 0x12) return { type: 'status', byte: first };
	if ((first & 0x90) === 0) return { type: 'fence', isPaperOut: (first & 0x0c) !== 0 };
	return undefined;
}

function isAutomatic(first: number): boolean {
	return (first & 0x93) === 0x10;
}
