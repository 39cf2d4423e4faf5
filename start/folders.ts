import {
	accessSync,
	chmodSync,
	constants,
	existsSync,
	mkdirSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { trouble } from './say.ts';

/** Where everything of one shop lies, all below its data folder. */
export interface Folders {
	readonly data: string;
	/** PocketBase's own folder: data.db and the uploaded pictures. */
	readonly pbData: string;
	/** Secrets, readable by their owner only. */
	readonly keys: string;
	/** The print agent's journal. */
	readonly agent: string;
	/** What the virtual printer draws. */
	readonly receipts: string;
	/** QR pictures of the demo passbooks. */
	readonly cards: string;
	readonly logs: string;
}

/** The project's folder; programs and builds are addressed from here. */
export const projectRoot: string = dirname(import.meta.dirname);

/** The layout of a data folder. */
export function foldersIn(data: string): Folders {
	return {
		data,
		pbData: join(data, 'pb_data'),
		keys: join(data, 'keys'),
		agent: join(data, 'agent'),
		receipts: join(data, 'receipts'),
		cards: join(data, 'cards'),
		logs: join(data, 'logs'),
	};
}

/** Makes what is missing of the layout. Trouble when the data folder cannot be written. */
export function makeFolders(folders: Folders): void {
	const { data, keys, agent, receipts, cards, logs } = folders;
	const probe = join(data, `.probe-${process.pid}`);
	try {
		for (const folder of [data, keys, agent, receipts, cards, logs]) {
			makeFolder(folder);
			accessSync(folder, constants.W_OK);
		}
		chmodSync(keys, 0o700);
		writeFileSync(probe, '');
		rmSync(probe);
	} catch (error) {
		throw trouble(
			`The data folder ${data} cannot be written (${reasonOf(error)}). ` +
				'Choose another with --data, or give this one to the user that starts the shop.',
		);
	}
}

// Node's own recursive mkdir never returns where a folder can exist but none be made, as in /proc.
function makeFolder(folder: string): void {
	if (existsSync(folder)) return;
	const parent = dirname(folder);
	if (parent !== folder) makeFolder(parent);
	mkdirSync(folder);
}

function reasonOf(error: unknown): string {
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	const words: Readonly<Record<string, string>> = {
		EACCES: 'permission denied',
		EPERM: 'permission denied',
		EROFS: 'the disk is read-only',
		ENOSPC: 'the disk is full',
		ENOTDIR: 'a file stands in its place',
		ENOENT: 'no folder can be made there',
		EEXIST: 'a file stands in its place',
	};
	return words[code] ?? (error instanceof Error ? error.message : String(error));
}
