import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildHooks, fingerprint } from '#start/build';
import { logTail, type Child } from '#start/children';
import { projectRoot } from '#start/folders';
import { upsertSuperuser, type Superuser } from '#start/keys';
import { obtainPocketbase, pocketbasePath, pocketbaseVersion } from '#start/pocketbase';
import { claimPort } from '#start/ports';
import { addressOf, serve, type Serving } from '#start/serve';

/** A real PocketBase of a test's own, with our hooks and migrations and nothing else in it. */
export interface TestServer {
	readonly url: string;
	/** Its data folder; gone after stop(). */
	readonly dir: string;
	readonly superuser: Superuser;
	/** Of the process that serves now. */
	pid(): number;
	/** Stops it in order and starts it again with the same data at the same address. */
	restart(change?: ServingChange): Promise<void>;
	/** Stops it in order and keeps its data; restart() brings it back. */
	halt(): Promise<void>;
	/** Ends it as a power cut would; restart() brings it back. */
	kill(): Promise<void>;
	/** Stops it and removes its data. */
	stop(): Promise<void>;
	/** The last lines it printed. */
	log(): string;
}

export interface TestServerOptions {
	/** The shop's own hooks, or the stage's, where a test may set the clock. */
	readonly hooks?: 'shop' | 'stage';
	readonly env?: Readonly<Record<string, string>>;
	/** The folder below which its data lies: a disk of the test's choice. */
	readonly below?: string;
}

/** Another program or other hooks for a server that is started again. */
export type ServingChange = Partial<Pick<Serving, 'program' | 'hooks'>>;

/** The passbook key of every test server, so that a test may make codes of its own. */
export const testPassbookKey = '0123456789abcdefghijklmnopqrstuv';

const superuser: Superuser = { email: 'test@localhost.local', password: 'a password for tests' };
let started = 0;

/** Vitest calls this once before the server's tests: what every server needs is made here. */
export async function setup(): Promise<void> {
	await buildHooks();
	await obtainPocketbase();
	await template();
}

/** Starts a PocketBase on a copy of the migrated, empty template and waits until it is healthy. */
export async function startPocketbase(options: TestServerOptions = {}): Promise<TestServer> {
	const dir = mkdtempSync(join(options.below ?? tmpdir(), 'love-server-'));
	cpSync(await template(), join(dir, 'pb_data'), { recursive: true });
	const serving = await servingIn(dir, options);
	let child: Child = await serve(serving);
	const log = () => logTail(serving.log, 40);
	return {
		url: addressOf(serving),
		dir: serving.dir,
		superuser,
		pid: () => child.pid,
		log,
		kill: () => child.kill(),
		halt: () => child.stop(),
		restart: async (change = {}) => {
			await child.stop();
			child = await serve({ ...serving, ...change });
		},
		stop: async () => {
			await child.stop();
			rmSync(dir, { recursive: true, force: true });
		},
	};
}

/** A migrated data folder without a line in it, made once for each state of the migrations. */
async function template(): Promise<string> {
	const state = fingerprint(['pb_migrations/*', 'server/pocketbase/go.mod']).slice(0, 16);
	const place = join(projectRoot, 'dist', 'template', `${pocketbaseVersion}-${state}`);
	if (existsSync(place)) return place;
	mkdirSync(join(projectRoot, 'dist', 'template'), { recursive: true });
	const making = mkdtempSync(join(projectRoot, 'dist', 'template', 'making-'));
	try {
		await upsertSuperuser(pocketbasePath(), join(making, 'pb_data'), superuser);
		const server = await serve(await servingIn(making, {}));
		await server.stop();
		// Another worker may have been faster; one template is as good as the other.
		if (!existsSync(place)) renameSync(join(making, 'pb_data'), place);
		return place;
	} finally {
		rmSync(making, { recursive: true, force: true });
	}
}

async function servingIn(dir: string, { hooks = 'stage', env = {} }: TestServerOptions) {
	const serving: Serving = {
		program: pocketbasePath(),
		host: '127.0.0.1',
		port: await ownPort(),
		dir: join(dir, 'pb_data'),
		hooks: join(projectRoot, 'dist', hooks === 'shop' ? 'pb_hooks' : 'stage'),
		log: join(dir, 'server.log'),
		env: { LOVE_PASSBOOK_KEY: testPassbookKey, LOVE_SETUP_CODE: 'set-up code', ...env },
	};
	return serving;
}

/** A free port of a range that is this worker's own, below those the system gives away. */
async function ownPort(): Promise<number> {
	const first = 20_000 + (process.pid % 300) * 40;
	for (let tries = 0; tries < 40; tries++) {
		const port = first + (started++ % 40);
		try {
			await claimPort('127.0.0.1', port);
			return port;
		} catch {
			// Somebody else sits there: the next one will do.
		}
	}
	throw new Error(`No free port from ${first} on`);
}
