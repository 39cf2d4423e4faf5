import { spawn } from 'node:child_process';
import {
	cpSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '#start/folders';
import { freePort } from '#start/ports';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'love-start-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ending {
	readonly code: number | null;
	readonly output: string;
}

/** `npm start` without npm. Once the closing table stands, `whenReady` is done and Ctrl-C follows. */
function start(args: readonly string[], whenReady?: () => Promise<void>): Promise<Ending> {
	return new Promise((resolve, reject) => {
		let output = '';
		let isReady = false;
		const shop = spawn(process.execPath, ['start/up.mjs', 'start', ...args], { cwd: projectRoot });
		const hear = async (data: Buffer) => {
			output += data.toString();
			if (isReady || !output.includes('Ctrl-C stops everything')) return;
			isReady = true;
			await whenReady?.().catch(reject);
			shop.kill('SIGINT');
		};
		shop.stdout.on('data', hear);
		shop.stderr.on('data', hear);
		shop.on('close', (code) => resolve({ code, output }));
	});
}

/** What stands in the data folder, without logs and what SQLite keeps for itself. */
function kept(data: string): readonly string[] {
	return readdirSync(data, { recursive: true, encoding: 'utf8' })
		.filter((path) => !path.startsWith('logs') && !/-(wal|shm)$/.test(path))
		.filter((path) => statSync(join(data, path)).isFile())
		.sort();
}

describe('a start that cannot be', () => {
	test('says in one sentence that the port is taken', async () => {
		const port = await freePort();
		const other = createServer().listen(port, '127.0.0.1');
		const { code, output } = await start(['--port', String(port), '--data', join(folder, 'a')]);
		other.close();
		expect(code).toBe(1);
		expect(output).toMatch(new RegExp(`^Port ${port} is taken by another program[^\\n]*\\n$`));
	});

	test('says so too where the system lets nobody make a folder', async () => {
		const { code, output } = await start(['--data', '/proc/love/data']);
		expect(code).toBe(1);
		expect(output).toMatch(/^The data folder \/proc\/love\/data cannot be written[^\n]*\n$/);
	});

	test('says in one sentence that the data folder cannot be written', async () => {
		const place = join(folder, 'a-file');
		writeFileSync(place, '');
		const { code, output } = await start(['--data', place]);
		expect(code).toBe(1);
		expect(output).toMatch(/^The data folder .*a-file cannot be written[^\n]*\n$/);
	});

	test('says in one sentence which option it does not know', async () => {
		const { code, output } = await start(['--colour', 'red']);
		expect(code).toBe(1);
		expect(output).toMatch(/^Unknown option '--colour'[^\n]*\n$/);
	});
});

describe('a shop', () => {
	test('comes up on an empty folder, comes back the same, and refuses broken data', async () => {
		const data = join(folder, 'shop');
		const port = await freePort();
		const args = ['--no-demo', '--port', String(port), '--data', data];
		const isWell = async () => {
			const response = await fetch(`http://127.0.0.1:${port}/api/shop/health`);
			expect(response.status).toBe(200);
		};
		const first = await start(args, isWell);
		expect(first.code).toBe(0);
		expect(first.output).toContain('This server has no town yet');
		expect(statSync(join(data, 'keys')).mode & 0o777).toBe(0o700);
		expect(statSync(join(data, 'keys', 'superuser.json')).mode & 0o777).toBe(0o600);
		const { password } = JSON.parse(readFileSync(join(data, 'keys/superuser.json'), 'utf8'));
		expect(first.output).not.toContain(password);
		const before = kept(data);
		const key = readFileSync(join(data, 'keys', 'passbook.key'), 'utf8');

		const second = await start(args, isWell);
		expect(second.code).toBe(0);
		expect(kept(data)).toEqual(before);
		expect(readFileSync(join(data, 'keys', 'passbook.key'), 'utf8')).toBe(key);
		await expect(isWell()).rejects.toThrow('fetch failed');

		const broken = join(folder, 'broken');
		cpSync(data, broken, { recursive: true });
		const file = join(broken, 'pb_data', 'data.db');
		writeFileSync(file, readFileSync(file).fill(0x55, 8192, 12_288));
		const third = await start(['--no-demo', '--port', String(port), '--data', broken]);
		expect(third.code).toBe(1);
		expect(third.output).toMatch(/^\S*data\.db is damaged[^\n]*\n$/);

		rmSync(file);
		const fourth = await start(['--port', String(port), '--data', broken]);
		expect(fourth.code).toBe(1);
		expect(fourth.output).toMatch(/^\S*data\.db is missing[^\n]*\n$/);
		expect(readFileSync(join(broken, 'keys', 'passbook.key'), 'utf8')).toBe(key);
	});
});
