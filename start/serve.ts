import { join } from 'node:path';
import { logTail, startChild, type Child, type Program } from './children.ts';
import { projectRoot } from './folders.ts';
import { trouble } from './say.ts';

/** One PocketBase with our hooks, migrations and kiosk. */
export interface Serving {
	readonly program: string;
	readonly host: string;
	readonly port: number;
	/** PocketBase's --dir. */
	readonly dir: string;
	readonly hooks: string;
	readonly log: string;
	readonly env: Readonly<Record<string, string>>;
}

const startMs = 30_000;

/** Where clients on this machine reach it. */
export function addressOf({ host, port }: Pick<Serving, 'host' | 'port'>): string {
	return `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
}

/** The command line of a PocketBase; every folder is named, because its own guesses are others. */
export function pocketbaseProgram(serving: Serving): Program {
	const { program, host, port, dir, hooks, log, env } = serving;
	return {
		name: 'server',
		program,
		args: [
			'serve',
			`--http=${host}:${port}`,
			`--dir=${dir}`,
			`--hooksDir=${hooks}`,
			`--migrationsDir=${join(projectRoot, 'pb_migrations')}`,
			`--publicDir=${join(projectRoot, 'dist', 'kiosk')}`,
			// PocketBase turns this on by itself below /tmp, and then logs every statement.
			'--dev=false',
			'--hooksWatch=false',
			'--automigrate=false',
			'--hooksPool=32',
		],
		// Less of the processor for collecting garbage, for some 40 MB of memory; measured in docs/benchmarks.md.
		env: { GOGC: '400', ...env },
		log,
	};
}

/** Starts a PocketBase and waits until it is healthy. Trouble, with its last words, when not. */
export async function serve(serving: Serving): Promise<Child> {
	const child = startChild(pocketbaseProgram(serving));
	let how = '';
	void child.ended.then((text) => (how = text));
	const url = addressOf(serving);
	const until = Date.now() + startMs;
	let reason = 'no answer';
	while (how === '' && Date.now() < until) {
		reason = await illness(url);
		if (reason === '') return child;
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	const why =
		how === '' ? `is not healthy after ${startMs / 1000} s (${reason})` : `ended (${how})`;
	await child.stop();
	throw trouble(`PocketBase ${why}. The end of ${serving.log}:\n${logTail(serving.log)}`);
}

/**
 * What is wrong with the server at `url`; nothing when it is healthy. PocketBase's exit status says
 * nothing and its own health route does not touch the data, so ours is asked as well.
 */
export async function illness(url: string): Promise<string> {
	for (const path of ['/api/health', '/api/shop/health']) {
		try {
			const response = await fetch(url + path, { signal: AbortSignal.timeout(5000) });
			if (!response.ok) return `${path} answers ${response.status}${await wordOf(response)}`;
		} catch (error) {
			return `${path}: ${(error as Error).message}`;
		}
	}
	return '';
}

/** What a server says beside its status: that its disk is full, for one. */
async function wordOf(response: Response): Promise<string> {
	const reply = (await response.json().catch(() => undefined)) as
		{ data?: { fault?: { message?: string } } } | undefined;
	const message = reply?.data?.fault?.message;
	return message ? `: ${message}` : '';
}
