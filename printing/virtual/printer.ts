import type { Bitmap } from '../bitmap.ts';
import { statusAbout } from '../replies.ts';
import { paperPrinter, type PrintedPaper } from './paper.ts';
import { tokenize, type Token } from './tokenizer.ts';

/** Everything that goes wrong with printers, to be chosen before or while it prints. */
export interface PrinterFaults {
	/** The paper ends at this byte of a job: what comes after waits until paper is loaded. */
	readonly paperOutAt?: number;
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
	/** New paper: what waited is printed now. */
	loadPaper(): Uint8Array;
	/** Whether bytes wait in the printer's memory for paper. */
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
	let taken = 0;
	let hasNewPaper = false;

	const isOut = () => {
		const { paperOutAt } = faults();
		return paperOutAt !== undefined && !hasNewPaper && taken >= paperOutAt;
	};

	function tearOff(wasCut: boolean): void {
		if (paper.isEmpty()) return;
		onPaper(paper.take(wasCut), made);
		made = new Uint8Array();
	}

	function work(): number[] {
		const answers: number[] = [];
		const { tokens, taken: understood } = tokenize(waiting.subarray(0, room()));
		made = joinBytes(made, waiting.subarray(0, understood));
		waiting = waiting.slice(understood);
		taken += understood;
		for (const token of tokens) {
			paper.print(token);
			if (token.type === 'cut') tearOff(true);
			answers.push(...answerTo(token, faults(), isOut()));
		}
		return answers;
	}

	/** How many of the waiting bytes fit on the paper that is left. */
	function room(): number {
		const { paperOutAt } = faults();
		if (paperOutAt === undefined || hasNewPaper) return waiting.length;
		return Math.max(0, paperOutAt - taken);
	}

	return {
		take(bytes) {
			const realTime = isOut() ? realTimeQueries(bytes) : undefined;
			waiting = joinBytes(waiting, realTime ? realTime.others : bytes);
			const answers = work();
			// A printer without paper still answers for its state, out of turn.
			for (const about of realTime?.abouts ?? []) {
				answers.push(...answerTo({ type: 'status_query', about }, faults(), true));
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
		isJammed: () => isOut() && waiting.length > 0,
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

function answerTo(token: Token, faults: PrinterFaults, isOut: boolean): readonly number[] {
	if (faults.isSilent) return [];
	const chatter = faults.isTalkative ? [0x10, 0x00, 0x00, 0x00, 0xff, 0x81] : [];
	if (token.type === 'status_query') return [...chatter, statusByte(token.about, faults, isOut)];
	if (faults.hasNoFence || isOut) return [];
	if (token.type === 'fence') return [...chatter, faults.isNearEnd ? 0x03 : 0x00];
	if (token.type === 'process_id') return [...chatter, 0x37, 0x22, ...token.id, 0x00];
	return [];
}

function statusByte(about: number, faults: PrinterFaults, isOut: boolean): number {
	const { isCoverOpen = false, isNearEnd = false } = faults;
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
