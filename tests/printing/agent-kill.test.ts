import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { VirtualPrinter } from '#printing/virtual-printer';
import { startPrinter, wholeReceipts } from '../printer.ts';
import { startPrintServer, type PrintServer } from './print-server.ts';

let server: PrintServer;
let printer: VirtualPrinter;
let folder: string;
const answerMs = 50;
const running = new Set<ChildProcess>();

beforeEach(async () => {
	server = await startPrintServer();
	printer = await startPrinter();
	folder = mkdtempSync(join(tmpdir(), 'love-kill-'));
	writeFileSync(join(folder, 'token'), 'token\n');
});
afterEach(async () => {
	for (const child of running) child.kill('SIGKILL');
	await server.stop();
	await printer.close();
	rmSync(folder, { recursive: true });
});

/** The program as a shop runs it. */
function startProgram(): ChildProcess {
	const program = fileURLToPath(new URL('../../printing/agent.ts', import.meta.url));
	const child = spawn(process.execPath, [program, '--poll-ms', '20', '--retry-ms', '20'], {
		env: {
			...process.env,
			LOVE_SERVER: server.address,
			LOVE_AGENT_TOKEN_FILE: join(folder, 'token'),
			LOVE_AGENT_DATA: join(folder, 'data'),
			LOVE_PRINTER: `tcp://127.0.0.1:${printer.port}`,
			LOVE_PRINTER_PROFILE: 'generic58',
		},
	});
	running.add(child);
	child.on('exit', () => running.delete(child));
	return child;
}

test.each<{ says: string; moment: (kill: () => void) => void; ends: readonly string[] }>([
	{
		says: 'when it is given the job',
		moment: (kill) => whenAsked('take', kill),
		ends: ['done'],
	},
	{
		says: 'when it says that it is about to send',
		moment: (kill) => whenAsked('report sending', kill),
		ends: ['uncertain'],
	},
	{
		says: 'when some of it has been sent',
		moment(kill) {
			printer.breakWith({ slowMs: 30 });
			const watch = setInterval(() => {
				if (printer.bytesIn() < 2000) return;
				clearInterval(watch);
				kill();
			}, 1);
		},
		ends: ['uncertain'],
	},
	{
		says: 'when it reports that it is done',
		moment: (kill) => whenAsked('report done', kill),
		ends: ['done'],
	},
])('killed $says, the agent leaves at most one receipt', async ({ moment, ends }) => {
	let killed = startProgram();
	await expect.poll(() => server.asked.length, { timeout: 8000 }).toBeGreaterThan(0);
	const death = new Promise((resolve) => killed.once('exit', resolve));
	moment(() => killed.kill('SIGKILL'));
	server.add('a');
	await death;
	// The server still answers what the dead one asked.
	await new Promise((resolve) => setTimeout(resolve, 2 * answerMs));
	server.onAsked = () => undefined;
	printer.breakWith({});
	// What the dead agent had claimed comes back when its claim lapses.
	if (server.statusOf('a') === 'claimed') server.lapse('a');

	const asked = server.asked.length;
	killed = startProgram();
	await expect.poll(() => server.asked.length, { timeout: 8000 }).toBeGreaterThan(asked);
	await expect.poll(() => ends.includes(server.statusOf('a')), { timeout: 8000 }).toBe(true);
	const stopped = new Promise((resolve) => killed.once('exit', resolve));
	killed.kill('SIGTERM');
	expect(await stopped).toBe(0);
	await printer.close();
	expect(wholeReceipts(printer)).toBeLessThanOrEqual(1);
	if (server.statusOf('a') === 'done') expect(wholeReceipts(printer)).toBe(1);
});

/** Kills at the moment of a question, so that its answer is never heard. */
function whenAsked(moment: string, kill: () => void): void {
	server.onAsked = async (what) => {
		if (what !== moment || (moment === 'take' && server.attemptsOf('a') > 0)) return;
		kill();
		await new Promise((resolve) => setTimeout(resolve, answerMs));
	};
}

test.each([
	{ change: { LOVE_SERVER: '' }, says: 'LOVE_SERVER is not set' },
	{ change: { LOVE_AGENT_TOKEN_FILE: '/nowhere/token' }, says: 'Pair the print agent' },
	{ change: { LOVE_PRINTER: 'ftp://x' }, says: 'is no printer' },
	{ change: { LOVE_PRINTER_PROFILE: 'typewriter' }, says: 'is not known. Known are generic58' },
])('does not start without what it needs, and says what: $says', async ({ change, says }) => {
	const { readAgentSettings } = await import('#printing/agent-settings');
	const environment = {
		LOVE_SERVER: server.address,
		LOVE_AGENT_TOKEN_FILE: join(folder, 'token'),
		LOVE_AGENT_DATA: folder,
		LOVE_PRINTER: 'tcp://127.0.0.1:9100',
		...change,
	};
	expect(() => readAgentSettings([], environment)).toThrow(says);
});
