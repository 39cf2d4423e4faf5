import { randomUUID } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { clientWith, signIn, type Client } from '#start/demo/client';
import { projectRoot } from '#start/folders';
import { freePort } from '#start/ports';

let data: string;
let port: number;
let shop: ChildProcess;
let said = '';
let director: Client;
beforeAll(async () => {
	data = mkdtempSync(join(tmpdir(), 'love-pair-'));
	port = await freePort();
	shop = command('start', '--no-demo', ...place());
	shop.stdout?.on('data', (text: Buffer) => (said += text.toString()));
	await vi.waitFor(() => expect(said).toContain('Ctrl-C stops everything'), 60_000);
	const address = `http://127.0.0.1:${port}`;
	const person = { name: '周文斌', username: 'zhouwenbin', password: 'a password of ours' };
	await clientWith(address).post('/api/office/set-up', {
		code: readFileSync(join(data, 'keys', 'set-up.code'), 'utf8').trim(),
		town: { name: '柏溪镇', letter: '柏' },
		village: {
			name: '青松村',
			number: 3,
			groups: 2,
			helperName: '值班员',
			helperPhone: '',
			fenPerPoint: 100,
			receiptHead: '青松',
		},
		townOffice: { ...person, name: '林晓', username: 'linxiao' },
		director: person,
	});
	director = await signIn(address, 'staff', person.username, person.password);
}, 90_000);
afterAll(async () => {
	const ended = new Promise((resolve) => shop.once('close', resolve));
	shop.kill('SIGINT');
	await ended;
	rmSync(data, { recursive: true, force: true });
});

const place = () => ['--data', data, '--port', String(port)];

function command(...args: readonly string[]): ChildProcess {
	return spawn(process.execPath, ['start/up.mjs', ...args], { cwd: projectRoot });
}

function pair(...args: readonly string[]): Promise<{ code: number | null; output: string }> {
	return new Promise((resolve) => {
		let output = '';
		const pairing = command('pair', ...args);
		pairing.stdout?.on('data', (text: Buffer) => (output += text.toString()));
		pairing.stderr?.on('data', (text: Buffer) => (output += text.toString()));
		pairing.on('close', (code) => resolve({ code, output }));
	});
}

const printTestPage = () =>
	director.post('/api/office/print-jobs', { requestKey: randomUUID(), template: 'test_page' });
const receipts = () => readdirSync(join(data, 'receipts')).filter((name) => name.endsWith('.png'));

test('an agent is paired while the shop runs, and paired again, and prints each time', async () => {
	expect(said).toContain('npm run pair -- CODE');
	const { id, code } = (await director.post('/api/office/devices', {
		name: '小票打印',
		kind: 'print_agent',
	})) as { id: string; code: string };
	expect(await pair(code, ...place())).toMatchObject({ code: 0 });
	await expect.poll(() => said, { timeout: 10_000 }).toContain('has been paired');
	await printTestPage();
	await expect.poll(receipts, { timeout: 20_000 }).toHaveLength(1);

	const again = (await director.post(`/api/office/devices/${id}/code`, {})) as { code: string };
	expect(await pair(again.code, ...place())).toMatchObject({ code: 0 });
	await printTestPage();
	await expect.poll(receipts, { timeout: 20_000 }).toHaveLength(2);

	const used = await pair(code, ...place());
	expect(used).toEqual({ code: 1, output: expect.stringContaining('wrong, used or too old') });
});

test('what cannot be is said in one sentence', async () => {
	const nothing = await pair();
	expect(nothing).toEqual({
		code: 1,
		output: 'It is: npm run pair -- CODE [--data DIR] [--port N].\n',
	});
	const nowhere = await pair('BCDFGHJK', '--data', join(data, 'nowhere'));
	expect(nowhere.output).toMatch(/^There is no shop in [^\n]*\n$/);
	const nobody = await pair('BCDFGHJK', '--data', data, '--port', String(await freePort()));
	expect(nobody.output).toMatch(/^No shop answers at [^\n]*\n$/);
});
