import {
	closeSync,
	existsSync,
	fsyncSync,
	ftruncateSync,
	mkdirSync,
	openSync,
	readFileSync,
	statfsSync,
	writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { PrintReport } from '#domain/wire';

/** The outcome of a job as it was, or will be, reported. */
export type JobOutcome = Pick<PrintReport, 'status' | 'proof' | 'message'>;

/** What the journal knows of a job: begun and not ended, or ended, and whether the server knows. */
export interface JournalEntry {
	readonly key: string;
	readonly job: string;
	readonly attempt: number;
	readonly outcome?: JobOutcome;
	readonly isReported: boolean;
}

/**
 * 打印日志: what was started and what was finished. A start is on the disk before the first byte
 * leaves, so that a receipt that may have come out is never begun a second time. What the disk does
 * not take of the rest is remembered and written with the next line: after a restart without it
 * nobody knows of an end, which is the safe side.
 */
export interface Journal {
	find(key: string): JournalEntry | undefined;
	/** Jobs that were begun before the last start and whose end nobody saw. */
	unfinished(): readonly JournalEntry[];
	/** Ended jobs of which the server has not heard. */
	unreported(): readonly JournalEntry[];
	/** False when the disk does not take the note: then nothing may be sent. */
	start(entry: Pick<JournalEntry, 'key' | 'job' | 'attempt'>): boolean;
	/** Nothing was sent after all; the job may be tried again. */
	withdraw(key: string): void;
	finish(key: string, outcome: JobOutcome): void;
	report(key: string): void;
	/** Whether the disk will take the next note, as far as that can be told beforehand. */
	hasRoom(): boolean;
	close(): void;
}

/** Opens the journal in a folder, which is made if need be. Throws when the disk refuses. */
export function openJournal(folder: string): Journal {
	mkdirSync(folder, { recursive: true });
	const path = join(folder, 'print-journal.jsonl');
	const { entries, wholeBytes } = readEntries(path);
	const file = openSync(path, 'a');
	try {
		// A line that a power cut tore was never finished: the step after it was not taken either.
		ftruncateSync(file, wholeBytes);
		fsyncSync(file);
		syncFolder(dirname(path));
	} catch (error) {
		closeSync(file);
		throw error;
	}

	let size = wholeBytes;
	let unwritten: readonly JournalLine[] = [];
	let wasRefused = false;

	/** Writes all of the lines or none of them. */
	function write(lines: readonly JournalLine[]): boolean {
		// Without a line an empty one, which is none when it is read, tries the disk.
		const text = lines.map((line) => JSON.stringify(line) + '\n').join('') || '\n';
		const bytes = Buffer.from(text);
		wasRefused = !tries(() => {
			// An earlier try may have left half a line.
			ftruncateSync(file, size);
			try {
				for (let from = 0; from < bytes.length;) from += writeSync(file, bytes, from);
				fsyncSync(file);
			} catch (error) {
				ftruncateSync(file, size);
				throw error;
			}
			size += bytes.length;
		});
		return !wasRefused;
	}

	/** Tries to write what is due; it stays due until the disk takes it. */
	function append(line: JournalLine): void {
		applyLine(entries, line);
		unwritten = [...unwritten, line];
		if (write(unwritten)) unwritten = [];
	}

	const all = () => [...entries.values()];
	return {
		find: (key) => entries.get(key),
		unfinished: () => all().filter((entry) => !entry.outcome),
		unreported: () => all().filter((entry) => entry.outcome && !entry.isReported),
		start: ({ key, job, attempt }) => {
			const line: JournalLine = { phase: 'started', key, job, attempt };
			if (!write([...unwritten, line])) return false;
			unwritten = [];
			applyLine(entries, line);
			return true;
		},
		withdraw: (key) => append({ phase: 'withdrawn', key }),
		finish: (key, outcome) => append({ phase: 'finished', key, outcome }),
		report: (key) => append({ phase: 'reported', key }),
		hasRoom: () => {
			if (wasRefused) {
				if (!write(unwritten)) return false;
				unwritten = [];
			}
			let room = 0;
			const isThere = tries(() => {
				const { bavail, bsize } = statfsSync(folder);
				room = bavail * bsize;
			});
			return isThere && room >= leastRoomBytes;
		},
		close: () => closeSync(file),
	};
}

/** Whether the disk is to blame: full, over its quota, read-only or broken. */
export function isDiskTrouble(error: unknown): boolean {
	const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
	return ['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EFBIG'].includes(code);
}

/** Some two hundred slips: time enough to make room before it matters. */
const leastRoomBytes = 64 * 1024;

function tries(act: () => void): boolean {
	try {
		act();
		return true;
	} catch (error) {
		if (!isDiskTrouble(error)) throw error;
		return false;
	}
}

type JournalLine =
	| {
			readonly phase: 'started';
			readonly key: string;
			readonly job: string;
			readonly attempt: number;
	  }
	| { readonly phase: 'withdrawn'; readonly key: string }
	| { readonly phase: 'finished'; readonly key: string; readonly outcome: JobOutcome }
	| { readonly phase: 'reported'; readonly key: string };

function readEntries(path: string): {
	entries: Map<string, JournalEntry>;
	wholeBytes: number;
} {
	const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
	const wholeBytes = bytes.lastIndexOf(0x0a) + 1;
	const entries = new Map<string, JournalEntry>();
	const lines = bytes.subarray(0, wholeBytes).toString('utf8').split('\n');
	for (const [index, line] of lines.entries()) {
		if (line === '') continue;
		try {
			applyLine(entries, JSON.parse(line) as JournalLine);
		} catch {
			throw new Error(
				`Line ${index + 1} of the print journal ${path} cannot be read. Keep a copy of the file ` +
					'and remove it; then ask for every slip of today whether it came out.',
			);
		}
	}
	return { entries, wholeBytes };
}

function applyLine(entries: Map<string, JournalEntry>, line: JournalLine): void {
	const entry = entries.get(line.key);
	switch (line.phase) {
		case 'started':
			entries.set(line.key, {
				key: line.key,
				job: line.job,
				attempt: line.attempt,
				isReported: false,
			});
			return;
		case 'withdrawn':
			entries.delete(line.key);
			return;
		case 'finished':
			if (entry) entries.set(line.key, { ...entry, outcome: line.outcome, isReported: false });
			return;
		case 'reported':
			if (entry) entries.set(line.key, { ...entry, isReported: true });
			return;
	}
}

// The name of a new file is only safe once its folder is.
function syncFolder(folder: string): void {
	if (process.platform === 'win32') return;
	const handle = openSync(folder, 'r');
	fsyncSync(handle);
	closeSync(handle);
}
