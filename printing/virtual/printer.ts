import type { Bitmap } from '../bitmap.ts';
import { statusAbout } from '../replies.ts';
import { paperPrinter, type PrintedPaper } from './paper.ts';
import { tokenize, type Token } from './tokenizer.ts';

/** Everything that goes wrong with printers, to be chosen before or while it prints. */
export interface PrinterFaults {
	/** The paper ends at this byte of a job: what comes after waits until paper is loaded. */
	readonly paperOutAt?: number;
	/** Somebody opens the lid at this byte of a job: what comes after waits until it is closed. */
	readonly coverOpensAt?: number;
	readonly isCoverOpen?: boolean;
	readonly isNearEnd?: boolean;
	/** Never answers anything, as many cheap printers. */
	readonly isSilent?: boolean;
	/** Other bytes between the answers: automatic status of another program, and rubbish. */
	readonly isTalkative?: boolean;
	/** Does not know fences and process ids. */
	readonly hasNoFence?: boolean;
}

/** One cable's end inside of the printer: bytes go in, answers and paper come out. */
export interface PrinterInput {
	/** Takes bytes and gives back what the printer answers. */
	take(bytes: Uint8Array): Uint8Array;
	/** The cable is gone: what was printed is torn off. */
	end(): void;
	/** New paper and a closed lid: what waited is printed now. */
	loadPaper(): Uint8Array;
	/** Whether bytes wait in the printer's memory for paper, or for the lid to be closed. */
	isJammed(): boolean;
}

export interface InputOptions {
	readonly dots: number;
	readonly faults: () => PrinterFaults;
	/** Called with every piece of paper that comes out, and the bytes that made it. */
	readonly onPaper: (paper: PrintedPaper, bytes: Uint8Array) => void;
}

/** A printer in memory, as strict as paper. */
export function printerInput({ dots, faults, onPaper }: InputOptions): PrinterInput {
	const paper = paperPrinter(dots);
	let waiting: Uint8Array<ArrayBufferLike> = new Uint8Array();
	let made: Uint8Array<ArrayBufferLike> = new Uint8Array();
	/** Bytes that came in, and those of them that were printed. */
	let received = 0;
	let taken = 0;
	let hasNewPaper = false;

	/** The byte at which it stops printing until somebody comes. */
	const stop = () => {
		const { paperOutAt = Infinity, coverOpensAt = Infinity } = faults();
		return hasNewPaper ? Infinity : Math.min(paperOutAt, coverOpensAt);
	};
	const standsStill = (): Standstill | undefined => {
		if (received < stop()) return undefined;
		return faults().coverOpensAt === stop() ? 'cover' : 'paper';
	};

	function tearOff(wasCut: boolean): void {
		if (paper.isEmpty()) return;
		onPaper(paper.take(wasCut), made);
		made = new Uint8Array();
	}

	function work(): number[] {
		const answers: number[] = [];
		const { tokens, taken: understood } = tokenize(
			waiting.subarray(0, Math.max(0, stop() - taken)),
		);
		made = joinBytes(made, waiting.subarray(0, understood));
		waiting = waiting.slice(understood);
		taken += understood;
		for (const token of tokens) {
			paper.print(token);
			if (token.type === 'cut') tearOff(true);
			answers.push(...answerTo(token, faults(), standsStill()));
		}
		return answers;
	}

	return {
		take(bytes) {
			const fitting = bytes.subarray(0, Math.max(0, stop() - received));
			const late = realTimeQueries(bytes.subarray(fitting.length));
			waiting = joinBytes(waiting, fitting);
			received += fitting.length;
			const answers = work();
			if (fitting.length === bytes.length) return Uint8Array.from(answers);
			waiting = joinBytes(waiting, late.others);
			received += late.others.length;
			// A printer that stands still goes on answering for its state, out of turn.
			for (const about of late.abouts) {
				answers.push(...answerTo({ type: 'status_query', about }, faults(), standsStill()));
			}
			return Uint8Array.from(answers);
		},
		end() {
			tearOff(false);
		},
		loadPaper() {
			hasNewPaper = true;
			return Uint8Array.from(work());
		},
		isJammed: () => standsStill() !== undefined && waiting.length > 0,
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

/** Why a printer prints nothing although there is something to print. */
type Standstill = 'paper' | 'cover';

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
	const { isNearEnd = false } = faults;
	const isCoverOpen = faults.isCoverOpen ?? still === 'cover';
	const isOut = still === 'paper';
	let bits = 0;
	if (about === statusAbout.printer && (isCoverOpen || isOut)) bits = 0x08;
	if (about === statusAbout.offlineCause) bits = (isCoverOpen ? 0x04 : 0) | (isOut ? 0x20 : 0);
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
