import {
	closeSync,
	fsyncSync,
	ftruncateSync,
	mkdirSync,
	openSync,
	readFileSync,
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
 * 打印日志: what was started and what was finished. Every line is on the disk before the next step
 * is taken, so that a receipt that may have come out is never begun a second time.
 */
export interface Journal {
	find(key: string): JournalEntry | undefined;
	/** Jobs that were begun before the last start and whose end nobody saw. */
	unfinished(): readonly JournalEntry[];
	/** Ended jobs of which the server has not heard. */
	unreported(): readonly JournalEntry[];
	start(entry: Pick<JournalEntry, 'key' | 'job' | 'attempt'>): void;
	/** Nothing was sent after all; the job may be tried again. */
	withdraw(key: string): void;
	finish(key: string, outcome: JobOutcome): void;
	report(key: string): void;
	close(): void;
}

/** Opens the journal in a folder, which is made if need be. Throws when the disk refuses. */
export function openJournal(folder: string): Journal {
	mkdirSync(folder, { recursive: true });
	const path = join(folder, 'print-journal.jsonl');
	const file = openSync(path, 'a+');
	const { entries, wholeBytes } = readEntries(path);
	// A line that a power cut tore was never finished: the step after it was not taken either.
	ftruncateSync(file, wholeBytes);
	fsyncSync(file);
	syncFolder(dirname(path));

	function append(line: JournalLine): void {
		writeSync(file, JSON.stringify(line) + '\n');
		fsyncSync(file);
		applyLine(entries, line);
	}

	const all = () => [...entries.values()];
	return {
		find: (key) => entries.get(key),
		unfinished: () => all().filter((entry) => !entry.outcome),
		unreported: () => all().filter((entry) => entry.outcome && !entry.isReported),
		start: ({ key, job, attempt }) => append({ phase: 'started', key, job, attempt }),
		withdraw: (key) => append({ phase: 'withdrawn', key }),
		finish: (key, outcome) => append({ phase: 'finished', key, outcome }),
		report: (key) => append({ phase: 'reported', key }),
		close: () => closeSync(file),
	};
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
	const bytes = readFileSync(path);
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
