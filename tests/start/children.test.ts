import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test, vi } from 'vitest';
import { keepRunning, startChild, type Program } from '#start/children';
import { projectRoot } from '#start/folders';

const folder = mkdtempSync(join(tmpdir(), 'love-children-'));
beforeAll(() => void vi.spyOn(console, 'log').mockImplementation(() => {}));
afterAll(() => {
	vi.restoreAllMocks();
	rmSync(folder, { recursive: true });
});

/** A program with a log of its own, as these tests run beside one another. */
function nodeProgram(code: string): Program & { readonly printed: () => string } {
	const log = join(mkdtempSync(join(folder, 'log-')), 'program.log');
	return {
		name: 'test program',
		program: process.execPath,
		args: ['-e', code],
		log,
		printed: () => readFileSync(log, 'utf8'),
	};
}
const isAlive = (pid: number) => {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
};

test.concurrent('a program that is asked to stop ends in its own time', async ({ expect }) => {
	const polite = "process.on('SIGTERM', () => { console.log('bye'); process.exit(0); });";
	const program = nodeProgram(`${polite} console.log('up'); setInterval(() => {}, 1000);`);
	const child = startChild(program);
	await vi.waitFor(() => expect(program.printed()).toContain('up'), 5000);
	await child.stop();
	expect(await child.ended).toBe('code 0');
	expect(program.printed()).toContain('bye');
});

test.concurrent(
	'a program that does not listen is ended after five seconds',
	async ({ expect }) => {
		const deaf = "process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000);";
		const program = nodeProgram(deaf);
		const child = startChild(program);
		await vi.waitFor(() => expect(program.printed()).toContain('up'), 5000);
		await child.stop();
		expect(await child.ended).toBe('signal SIGKILL');
	},
);

test.concurrent('a program that is not there ends at once and says why', async ({ expect }) => {
	const missing = { ...nodeProgram(''), program: join(folder, 'nothing') };
	expect(await startChild(missing).ended).not.toBe('code 0');
});

test.concurrent(
	'a program that ended by itself is started again, and stays away once stopped',
	async ({ expect }) => {
		const program = nodeProgram("console.log('up'); setTimeout(() => {}, 50);");
		const child = keepRunning(program, () => {});
		await vi.waitFor(
			() => expect(program.printed().match(/up/g)?.length).toBeGreaterThanOrEqual(2),
			8000,
		);
		await child.stop();
		const times = program.printed().match(/up/g)?.length;
		await new Promise((resolve) => setTimeout(resolve, 1300));
		expect(program.printed().match(/up/g)?.length).toBe(times);
	},
);

test.concurrent(
	'a program that keeps ending is given up, with its last words',
	async ({ expect }) => {
		const sentence = await new Promise<string>((resolve) => {
			keepRunning(nodeProgram("console.log('no paper'); process.exit(3);"), resolve);
		});
		expect(sentence).toContain('test program keeps ending (code 3)');
		expect(sentence).toContain('no paper');
	},
);

test.runIf(process.platform === 'linux' && existsSync('/usr/bin/setpriv'))(
	'a program ends when its parent is killed without a chance to stop it',
	{ concurrent: true },
	async ({ expect }) => {
		const script = join(folder, 'parent.ts');
		writeFileSync(
			script,
			`import { startChild } from '${projectRoot}/start/children.ts';
			const args = ['-e', 'setInterval(() => {}, 1000)'];
			const log = '${folder}/child.log';
			console.log(startChild({ name: 'x', program: process.execPath, args, log }).pid);
			setInterval(() => {}, 1000);`,
		);
		const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
		const pid = await new Promise<number>((resolve) => {
			parent.stdout.once('data', (data: Buffer) => resolve(Number(data.toString())));
		});
		// The leash is put on before the program itself begins.
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(isAlive(pid)).toBe(true);
		parent.kill('SIGKILL');
		await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 5000);
	},
);
