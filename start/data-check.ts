import { existsSync, openSync, closeSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Folders } from './folders.ts';
import { passbookKeyPath } from './keys.ts';
import { trouble } from './say.ts';

/** Whether nothing has ever been kept in the data folder. */
export function isEmptyData(folders: Folders): boolean {
	return !existsSync(join(folders.pbData, 'data.db')) && !existsSync(passbookKeyPath(folders));
}

/** Trouble, naming the file, when a database of the data folder is missing or not whole. */
export function checkData(folders: Folders): void {
	const database = join(folders.pbData, 'data.db');
	if (!existsSync(database) && !isEmptyData(folders)) {
		// The keys of a shop without its data: filling it anew would make its passbooks worthless.
		throw trouble(
			`${database} is missing, although ${folders.data} belongs to a shop: put a backup in its ` +
				'place, or choose an empty folder with --data.',
		);
	}
	for (const path of [database, join(folders.pbData, 'auxiliary.db')]) {
		const damage = existsSync(path) ? damageOf(path) : '';
		if (damage === '') continue;
		throw trouble(
			`${path} is damaged (${damage}). ` +
				'Nothing was changed: put a backup in its place and start again.',
		);
	}
}

function damageOf(path: string): string {
	try {
		if (!beginsAsDatabase(path)) return 'it is no SQLite database';
		const database = new DatabaseSync(path, { readOnly: true });
		try {
			const row = database.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
			return row.quick_check === 'ok' ? '' : row.quick_check.replaceAll('\n', ' ');
		} finally {
			database.close();
		}
	} catch (error) {
		return (error as Error).message;
	}
}

function beginsAsDatabase(path: string): boolean {
	const head = Buffer.alloc(16);
	const file = openSync(path, 'r');
	try {
		return readSync(file, head) === 16 && head.toString('latin1') === 'SQLite format 3\0';
	} finally {
		closeSync(file);
	}
}
