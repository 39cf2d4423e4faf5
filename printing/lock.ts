import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Held as long as an agent works in its folder. */
export interface FolderLock {
	release(): void;
}

/**
 * Takes the folder for this process; nothing when another living process has it. A lock whose owner
 * is gone is taken over, even when its number has been given to another process since. Throws what
 * the system says when the disk does not take it.
 */
export function lockFolder(folder: string): FolderLock | undefined {
	mkdirSync(folder, { recursive: true });
	const path = join(folder, 'print-agent.lock');
	for (let attempt = 0; attempt < 3; attempt++) {
		try {
			writeFileSync(path, JSON.stringify(mark(process.pid)), { flag: 'wx' });
			return { release: () => rmSync(path, { force: true }) };
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
				// Made and left empty by a full disk, it would look like one of a power cut.
				rmSync(path, { force: true });
				throw error;
			}
		}
		if (isHeld(path)) return undefined;
		rmSync(path, { force: true });
	}
	return undefined;
}

interface LockMark {
	readonly pid: number;
	/** When the process began, as the system counts; empty where the system does not tell. */
	readonly began: string;
}

function isHeld(path: string): boolean {
	let owner: LockMark;
	try {
		owner = JSON.parse(readFileSync(path, 'utf8')) as LockMark;
		process.kill(owner.pid, 0);
	} catch (error) {
		// Not allowed to signal it: it lives, and belongs to somebody else.
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
	return owner.began === mark(owner.pid).began;
}

function mark(pid: number): LockMark {
	try {
		const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
			.replace(/^.*\) /s, '')
			.split(' ');
		return { pid, began: fields[19] ?? '' };
	} catch {
		return { pid, began: '' };
	}
}
