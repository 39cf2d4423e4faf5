import {
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { checkData, isEmptyData } from './data-check.ts';
import { foldersIn } from './folders.ts';
import { readFlags } from './options.ts';
import { say, trouble } from './say.ts';
import { verifyLedger, type Walked } from './verify/verify-ledger.ts';

/** One backup: where it lies, and how much of the books it holds. */
export interface Backup {
	readonly folder: string;
	readonly walked: Walked;
}

/** Everything beside the database that a shop cannot do without; receipts can be drawn anew. */
const parts = ['keys', 'agent', 'cards'] as const;

/**
 * Copies a shop while it runs: the database as it stands at one moment, then pictures, keys and the
 * print agent's journal, into a folder of its own below `to`. The copy is walked as ledger:verify
 * does it before it gets its name; at most `keep` backups stay. Trouble when the copy does not fit.
 */
export async function backUp(data: string, to: string, keep: number): Promise<Backup> {
	const folders = foldersIn(data);
	if (isEmptyData(folders))
		throw trouble(`There is no shop in ${data}. Name its folder with --data.`);
	const name = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
	const making = join(to, `.${name}-${process.pid}`);
	makeFolder(join(making, 'pb_data'), to);
	try {
		const source = new DatabaseSync(join(folders.pbData, 'data.db'), { readOnly: true });
		await backup(source, join(making, 'pb_data', 'data.db'));
		source.close();
		const storage = join(folders.pbData, 'storage');
		if (existsSync(storage))
			cpSync(storage, join(making, 'pb_data', 'storage'), { recursive: true });
		for (const part of parts) {
			const from = join(data, part);
			if (existsSync(from)) cpSync(from, join(making, part), { recursive: true });
		}
		const walked = walk(making);
		writeFileSync(
			join(making, 'backup.json'),
			JSON.stringify({ madeAt: name, from: data, walked }),
		);
		const folder = join(to, name);
		renameSync(making, folder);
		dropOld(to, keep);
		return { folder, walked };
	} catch (error) {
		rmSync(making, { recursive: true, force: true });
		throw error;
	}
}

/**
 * Puts a backup into an empty data folder and walks it. Trouble when the folder is not empty, when
 * the backup is damaged, or when its books do not fit: then nothing is left behind.
 */
export function restore(from: string, data: string): Walked {
	if (!existsSync(join(from, 'pb_data', 'data.db'))) {
		throw trouble(`${from} is no backup: there is no pb_data/data.db in it.`);
	}
	const folders = foldersIn(data);
	if (!isEmptyData(folders)) {
		throw trouble(`${data} belongs to a shop already. Name an empty folder with --data.`);
	}
	checkData(foldersIn(from));
	const walked = walk(from);
	mkdirSync(data, { recursive: true });
	for (const part of ['pb_data', ...parts]) {
		const source = join(from, part);
		if (existsSync(source)) cpSync(source, join(data, part), { recursive: true });
	}
	return walked;
}

/** `npm run backup` and `npm run restore`: reads the options, acts, and says what was done. */
export async function runBackup(args: readonly string[]): Promise<number> {
	const values = readFlags(args, {
		data: { type: 'string' },
		to: { type: 'string' },
		keep: { type: 'string' },
	});
	const data = dataFolder(values.data);
	const keep = Number(values.keep ?? 30);
	if (!Number.isInteger(keep) || keep < 1) throw trouble('--keep takes a whole number from 1 on.');
	const { folder, walked } = await backUp(data, resolve(values.to ?? `${data}-backups`), keep);
	say(`Backed up to ${folder}. ${holds(walked)}`);
	return 0;
}

/** `npm run restore -- --from BACKUP --data DIR`. */
export async function runRestore(args: readonly string[]): Promise<number> {
	const values = readFlags(args, { data: { type: 'string' }, from: { type: 'string' } });
	if (!values.from) throw trouble('Name the backup with --from and an empty folder with --data.');
	const data = dataFolder(values.data);
	const walked = restore(resolve(values.from), data);
	say(`Restored to ${data}. ${holds(walked)}\nStart it with: npm start -- --data ${data}`);
	return 0;
}

function dataFolder(named: string | undefined): string {
	return resolve(named ?? process.env['LOVE_DATA'] ?? 'data');
}

function walk(folder: string): Walked {
	const database = new DatabaseSync(join(folder, 'pb_data', 'data.db'), { readOnly: true });
	try {
		const verdict = verifyLedger(database);
		if (verdict.ok) return verdict.value;
		const { table, id, says } = verdict.refusal;
		throw trouble(
			`The books do not fit: ${table} ${id}: ${says}. ` +
				'Run "npm run ledger:verify" on the shop, and keep the backups that you have.',
		);
	} finally {
		database.close();
	}
}

function holds({ villages, entries, redemptions }: Walked): string {
	return `All fits: ${villages} villages, ${entries} ledger entries, ${redemptions} redemptions.`;
}

function makeFolder(folder: string, to: string): void {
	try {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
	} catch (error) {
		throw trouble(
			`${to} cannot be written (${(error as Error).message}). Choose another with --to.`,
		);
	}
}

function dropOld(to: string, keep: number): void {
	const backups = readdirSync(to)
		.filter(
			(name) => /^\d{4}-\d\d-\d\dT[\d-]{8}$/.test(name) && statSync(join(to, name)).isDirectory(),
		)
		.sort();
	for (const name of backups.slice(0, -keep)) rmSync(join(to, name), { recursive: true });
}
