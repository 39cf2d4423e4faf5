import type { Bitmap } from '../bitmap.ts';
import { statusAbout } from '../replies.ts';
import { paperPrinter, type PrintedPaper } from './paper.ts';
import { tokenize, type Token } from './tokenizer.ts';

/** Everything that goes wrong with printers, to be chosen before or while it prints. */
export interface PrinterFaults {
	/**
	 * The paper ends at this byte of a connection: what comes after, on this one and on every other,
	 * waits until paper is loaded.
	 */
	readonly paperOutAt?: number;
	/** Somebody opens the lid at this byte of a connection: what comes after waits likewise. */
	readonly coverOpensAt?: number;
	readonly isCoverOpen?: boolean;
	/** Its cutter is stuck: it says so and prints nothing. */
	readonly isBroken?: boolean;
	readonly isNearEnd?: boolean;
	/** Never answers anything, as many cheap printers. */
	readonly isSilent?: boolean;
	/** Other bytes between the answers: automatic status of another program, and rubbish. */
	readonly isTalkative?: boolean;
	/** Does not know fences and process ids. */
	readonly hasNoFence?: boolean;
}

/** Why a printer prints nothing although there is something to print. */
export type Standstill = 'paper' | 'cover';

/** What all cables of one printer share: it stands still for all of them until somebody comes. */
export interface PrinterBody {
	standstill: Standstill | undefined;
}

/** One cable's end inside of the printer: bytes go in, answers and paper come out. */
export interface PrinterInput {
	/** Takes bytes and gives back what the printer answers. */
	take(bytes: Uint8Array): Uint8Array;
	/** The cable is gone: what was printed is torn off. */
	end(): void;
	/** The printer has new paper and a closed lid: what waited is printed now. */
	goOn(): Uint8Array;
	/** Whether bytes wait in the printer's memory for paper, or for the lid to be closed. */
	isJammed(): boolean;
}

export interface InputOptions {
	readonly dots: number;
	readonly faults: () => PrinterFaults;
	readonly body: PrinterBody;
	/** Called with every piece of paper that comes out, and the bytes that made it. */
	readonly onPaper: (paper: PrintedPaper, bytes: Uint8Array) => void;
}

/** A printer in memory, as strict as paper. */
export function printerInput({ dots, faults, body, onPaper }: InputOptions): PrinterInput {
	const paper = paperPrinter(dots);
	let waiting: Uint8Array<ArrayBufferLike> = new Uint8Array();
	/** What came in while the printer stood still. */
	let held: Uint8Array<ArrayBufferLike> = new Uint8Array();
	let made: Uint8Array<ArrayBufferLike> = new Uint8Array();
	let received = 0;

	/** What of the bytes comes in before the printer stands still, if it does. */
	function fittingOf(bytes: Uint8Array): Uint8Array {
		if (body.standstill) return bytes.subarray(0, 0);
		const { paperOutAt = Infinity, coverOpensAt = Infinity } = faults();
		const stopAt = Math.min(paperOutAt, coverOpensAt);
		const fitting = bytes.subarray(0, Math.max(0, stopAt - received));
		received += fitting.length;
		if (received >= stopAt) body.standstill = coverOpensAt === stopAt ? 'cover' : 'paper';
		return fitting;
	}

	function tearOff(wasCut: boolean): void {
		if (paper.isEmpty()) return;
		onPaper(paper.take(wasCut), made);
		made = new Uint8Array();
	}

	function work(bytes: Uint8Array): number[] {
		const answers: number[] = [];
		waiting = joinBytes(waiting, bytes);
		const { tokens, taken } = tokenize(waiting);
		made = joinBytes(made, waiting.subarray(0, taken));
		waiting = waiting.slice(taken);
		for (const token of tokens) {
			paper.print(token);
			if (token.type === 'cut') tearOff(true);
			answers.push(...answerTo(token, faults(), body.standstill));
		}
		return answers;
	}

	return {
		take(bytes) {
			const fitting = fittingOf(bytes);
			const late = realTimeQueries(bytes.subarray(fitting.length));
			const answers = work(fitting);
			held = joinBytes(held, late.others);
			// A printer that stands still goes on answering for its state, out of turn.
			for (const about of late.abouts) {
				answers.push(...answerTo({ type: 'status_query', about }, faults(), body.standstill));
			}
			return Uint8Array.from(answers);
		},
		end() {
			tearOff(false);
		},
		goOn() {
			const late = held;
			held = new Uint8Array();
			return Uint8Array.from(work(late));
		},
		isJammed: () => body.standstill !== undefined && waiting.length + held.length > 0,
	};
}

/** A receipt that came out whole, by its end mark. */
export function isWhole(paper: PrintedPaper): boolean {
	return paper.rows.some((row) => /— 完 \d{4} —/.test(row));
}

/** A piece of paper's height in millimetres. */
export function heightMm(picture: Bitmap): number {
	return Math.round(picture.height / 8);
}

function answerTo(
	token: Token,
	faults: PrinterFaults,
	still: Standstill | undefined,
): readonly number[] {
	if (faults.isSilent) return [];
	const chatter = faults.isTalkative ? [0x10, 0x00, 0x00, 0x00, 0xff, 0x81] : [];
	if (token.type === 'status_query') return [...chatter, statusByte(token.about, faults, still)];
	if (faults.hasNoFence || still) return [];
	if (token.type === 'fence') return [...chatter, faults.isNearEnd ? 0x03 : 0x00];
	if (token.type === 'process_id') return [...chatter, 0x37, 0x22, ...token.id, 0x00];
	return [];
}

function statusByte(about: number, faults: PrinterFaults, still: Standstill | undefined): number {
	const { isNearEnd = false, isBroken = false } = faults;
	const isCoverOpen = faults.isCoverOpen || still === 'cover';
	const isOut = still === 'paper';
	let bits = 0;
	if (about === statusAbout.printer && (isCoverOpen || isOut || isBroken)) bits = 0x08;
	if (about === statusAbout.offlineCause) {
		bits = (isCoverOpen ? 0x04 : 0) | (isOut ? 0x20 : 0) | (isBroken ? 0x40 : 0);
	}
	if (about === statusAbout.error && isBroken) bits = 0x08;
	if (about === statusAbout.paper) bits = (isNearEnd || isOut ? 0x0c : 0) | (isOut ? 0x60 : 0);
	return 0x12 | bits;
}

function realTimeQueries(bytes: Uint8Array): { abouts: number[]; others: Uint8Array } {
	const abouts: number[] = [];
	const others: number[] = [];
	for (let at = 0; at < bytes.length; at++) {
		const about = bytes[at + 2] ?? 0;
		if (bytes[at] === 0x10 && bytes[at + 1] === 0x04 && about >= 1 && about <= 4) {
			abouts.push(about);
			at += 2;
		} else others.push(bytes[at] ?? 0);
	}
	return { abouts, others: Uint8Array.from(others) };
}

function joinBytes(one: Uint8Array, other: Uint8Array): Uint8Array {
	const joined = new Uint8Array(one.length + other.length);
	joined.set(one);
	joined.set(other, one.length);
	return joined;
}
