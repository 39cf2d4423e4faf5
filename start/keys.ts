import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Folders } from './folders.ts';
import { mustSucceed, runProgram } from './run.ts';
import { trouble } from './say.ts';

/** The account of PocketBase's own dashboard; it holds no office in the shop. */
export interface Superuser {
	readonly email: string;
	readonly password: string;
}

// Without 0 O 1 l I, which are mistaken for one another when read from a screen.
const letters = '23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ';

/** Where the key that signs passbook codes lies. */
export function passbookKeyPath(folders: Folders): string {
	return join(folders.keys, 'passbook.key');
}

/**
 * The key that signs passbook codes: 32 random characters, made once. Whoever loses it must print
 * every passbook again, so it belongs into the backup.
 */
export function passbookKey(folders: Folders): string {
	const path = passbookKeyPath(folders);
	if (!existsSync(path)) writeSecret(path, randomText(32));
	const key = readFileSync(path, 'utf8').trim();
	if (key.length === 32) return key;
	throw trouble(`${path} is not a passbook key: put the one from your backup in its place.`);
}

/** What the set-up page of an empty server asks for; made once, worth nothing after set-up. */
export function setUpCode(folders: Folders): string {
	const path = join(folders.keys, 'set-up.code');
	if (!existsSync(path)) writeSecret(path, randomText(10));
	return readFileSync(path, 'utf8').trim();
}

/** The superuser of this data folder, made when there is none yet. */
export async function superuserOf(folders: Folders, program: string): Promise<Superuser> {
	const path = join(folders.keys, 'superuser.json');
	if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Superuser;
	const superuser = { email: 'shop@localhost.local', password: randomText(20) };
	await upsertSuperuser(program, folders.pbData, superuser);
	writeSecret(path, JSON.stringify(superuser, undefined, '\t'));
	return superuser;
}

/** Writes a superuser into PocketBase's data; the password never stands on a command line. */
export async function upsertSuperuser(
	program: string,
	dir: string,
	{ email, password }: Superuser,
): Promise<void> {
	mkdirSync(dir, { recursive: true });
	const outcome = await runProgram(
		program,
		['upsert-superuser', `--dir=${dir}`, `--hooksDir=${join(import.meta.dirname, 'superuser')}`],
		{ env: { LOVE_SUPERUSER_EMAIL: email, LOVE_SUPERUSER_PASSWORD: password } },
	);
	const output = mustSucceed('Making the superuser', outcome);
	// PocketBase ends with 0 whatever happened, so its word counts.
	if (!output.includes('superuser is ready')) {
		throw trouble(`The superuser could not be made in ${dir}:\n${output.trim()}`);
	}
}

/** Writes a file that only its owner may read. */
export function writeSecret(path: string, text: string): void {
	writeFileSync(path, `${text}\n`, { mode: 0o600 });
}

function randomText(length: number): string {
	return Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
}
