import { isDiskTrouble, openJournal, type Journal } from './journal.ts';
import { lockFolder } from './lock.ts';

/** An agent's own folder, as long as it works in it. */
export interface AgentFolder {
	readonly journal: Journal;
	/** Lets the next agent in. */
	close(): void;
}

/**
 * Takes a folder with its lock and journal; nothing when the disk has no room for them. Throws when
 * another agent works in it, and when the journal is damaged.
 */
export function takeFolder(path: string): AgentFolder | undefined {
	let release: () => void = () => undefined;
	try {
		const lock = lockFolder(path);
		if (!lock) {
			throw new Error(
				`Another print agent works in ${path}. Stop it first, or name another folder.`,
			);
		}
		release = lock.release;
		const journal = openJournal(path);
		return {
			journal,
			close() {
				journal.close();
				lock.release();
			},
		};
	} catch (error) {
		release();
		if (!isDiskTrouble(error)) throw error;
		return undefined;
	}
}
