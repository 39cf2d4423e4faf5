import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './folders.ts';
import { mustSucceed, runNode } from './run.ts';
import { during } from './say.ts';

interface Build {
	readonly name: string;
	/** What it is made from; a change there, and only there, builds again. */
	readonly sources: readonly string[];
	/** A file that is there when it was built. */
	readonly result: string;
	readonly command: readonly string[];
}

const kiosk: Build = {
	name: 'kiosk',
	sources: [
		'kiosk/**/*',
		'domain/**/*',
		'printing/receipts/**/*',
		'svelte.config.js',
		'package-lock.json',
	],
	result: 'dist/kiosk/index.html',
	command: ['node_modules/vite/bin/vite.js', 'build', '--config', 'kiosk/vite.config.ts'],
};
const hooks: Build = {
	name: 'hooks',
	sources: ['server/*', 'domain/**/*', 'package-lock.json'],
	result: 'dist/pb_hooks/main.pb.js',
	command: ['server/build.ts'],
};

/** Builds the kiosk and the hooks where their sources have changed. Trouble when one fails. */
export async function buildAll(): Promise<void> {
	await bringUpToDate(hooks);
	await bringUpToDate(kiosk);
}

/** Builds the hooks for the shop and for the stage where their sources have changed. */
export async function buildHooks(): Promise<void> {
	await bringUpToDate(hooks);
}

/** A short text that changes when any of the files does, by name or by content. */
export function fingerprint(patterns: readonly string[], root: string = projectRoot): string {
	const hash = createHash('sha256');
	const exclude = ['**/node_modules/**', '**/.svelte-kit/**'];
	for (const path of globSync([...patterns], { cwd: root, exclude }).sort()) {
		const full = join(root, path);
		if (!statSync(full).isFile()) continue;
		hash.update(`${path}\0`).update(readFileSync(full)).update('\0');
	}
	return hash.digest('hex');
}

async function bringUpToDate({ name, sources, result, command }: Build): Promise<void> {
	const stamp = join(projectRoot, 'dist', `${name}.stamp`);
	const wanted = fingerprint(sources);
	const built = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
	if (built === wanted && existsSync(join(projectRoot, result))) return;
	const what = `Building the ${name}`;
	mustSucceed(what, await during(what, runNode(command)));
	mkdirSync(join(projectRoot, 'dist'), { recursive: true });
	writeFileSync(stamp, wanted);
}
