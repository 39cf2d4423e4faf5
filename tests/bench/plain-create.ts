import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { signIn } from '#start/demo/client';
import { upsertSuperuser } from '#start/keys';
import { pocketbasePath } from '#start/pocketbase';
import { freePort } from '#start/ports';
import { addressOf } from '#start/serve';
import { startChild } from '#start/children';
import { processOf } from './load.ts';

/** A PocketBase without anything of ours, in which a row can be created by anybody. */
export interface PlainPocketbase {
	readonly pid: number;
	/** POST /api/collections/rows/records with what a ledger entry holds. */
	create(): Promise<void>;
	/** Stops it and starts it again; settles when it answers. */
	restart(): Promise<void>;
	stop(): Promise<void>;
}

const texts = ['village', 'household', 'account', 'kind', 'day', 'text', 'digest', 'hash'] as const;
const figures = ['seq', 'total_change', 'redeemed_change', 'line', 'total_after'] as const;

/** Starts it in a folder of its own. */
export async function startPlain(folder: string): Promise<PlainPocketbase> {
	const place = join(folder, 'plain');
	mkdirSync(join(place, 'hooks'), { recursive: true });
	const dir = join(place, 'pb_data');
	const program = pocketbasePath();
	const superuser = { email: 'bench@localhost.local', password: 'a password for benches' };
	await upsertSuperuser(program, dir, superuser);
	const at = { host: '127.0.0.1', port: await freePort() };
	const served = {
		name: 'plain',
		program,
		args: [
			'serve',
			`--http=${at.host}:${at.port}`,
			`--dir=${dir}`,
			`--hooksDir=${join(place, 'hooks')}`,
			`--migrationsDir=${join(place, 'migrations')}`,
			'--dev=false',
			'--automigrate=false',
		],
		env: {},
		log: join(place, 'log'),
	};
	let child = startChild(served);
	const url = addressOf(at);
	await answering(`${url}/api/health`);
	const root = await signIn(url, '_superusers', superuser.email, superuser.password);
	await root.post('/api/collections', {
		name: 'rows',
		type: 'base',
		createRule: '',
		fields: [
			...texts.map((name) => ({ name, type: 'text', max: 400 })),
			...figures.map((name) => ({ name, type: 'number', onlyInt: true })),
		],
		indexes: ['CREATE UNIQUE INDEX idx_rows_seq ON rows (village, seq)'],
	});
	let seq = 0;
	return {
		pid: processOf(dir),
		create: async () => {
			seq += 1;
			const reply = await fetch(`${url}/api/collections/rows/records`, {
				method: 'POST',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify({
					...Object.fromEntries(texts.map((name) => [name, name.repeat(3)])),
					...Object.fromEntries(figures.map((name) => [name, seq])),
				}),
			});
			if (!reply.ok) throw new Error(`A row was answered ${await reply.text()}`);
			await reply.arrayBuffer();
		},
		restart: async () => {
			await child.stop();
			child = startChild(served);
			await answering(`${url}/api/health`);
		},
		stop: () => child.stop(),
	};
}

/** Settles when an address answers. Throws when it does not within ten seconds. */
export async function answering(url: string): Promise<void> {
	for (let tries = 0; tries < 400; tries += 1) {
		const reply = await fetch(url).catch(() => undefined);
		if (reply?.ok) return;
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	throw new Error(`${url} does not answer`);
}
