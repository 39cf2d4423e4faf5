import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The program whose data lies there. */
interface Writer {
	pid(): number;
}

/** A place for data that can be made to take no more, and to take more again. */
export interface TightDisk {
	/** Where the data goes. */
	readonly folder: string;
	/** What the server says of it when it takes no more. */
	readonly fault: 'storage_full' | 'storage_failed';
	fill(program: Writer): void;
	free(program: Writer): void;
	/** Gives it back, when the program is gone. */
	remove(): void;
}

/**
 * A file system of 32 MB in memory that is filled by a file beside the data. Where nobody may
 * mount one, as in a container, files that may not grow stand in for it.
 */
export function smallDisk(): TightDisk {
	const folder = mkdtempSync(join(tmpdir(), 'love-small-'));
	try {
		run('mount', '-t', 'tmpfs', '-o', 'size=32m', 'tmpfs', folder);
	} catch (error) {
		rmdirSync(folder);
		console.log(`No disk may be mounted here, files that may not grow do: ${String(error)}`);
		return filesThatMayNotGrow();
	}
	const ballast = join(folder, 'ballast');
	return {
		folder,
		fault: 'storage_full',
		fill: () => fillUp(ballast),
		free: () => rmSync(ballast),
		remove: () => {
			run('umount', folder);
			rmdirSync(folder);
		},
	};
}

/** The system lets the server write no file beyond 8 kB: to SQLite, a disk with an error. */
export function filesThatMayNotGrow(): TightDisk {
	const folder = mkdtempSync(join(tmpdir(), 'love-limited-'));
	const limit = (program: Writer, bytes: string) =>
		run('prlimit', '--pid', String(program.pid()), `--fsize=${bytes}:unlimited`);
	return {
		folder,
		fault: 'storage_failed',
		fill: (program) => limit(program, '8192'),
		free: (program) => limit(program, 'unlimited'),
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
}

function fillUp(path: string): void {
	const file = openSync(path, 'a');
	try {
		// In ever smaller pieces, so that not a single page is left over.
		for (const size of [1 << 20, 4096, 1]) writeUntilFull(file, Buffer.alloc(size));
	} finally {
		closeSync(file);
	}
}

function writeUntilFull(file: number, piece: Buffer): void {
	try {
		for (;;) writeSync(file, piece);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
	}
}

function run(program: string, ...args: string[]): void {
	execFileSync(program, args, { stdio: 'pipe' });
}
