import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runAgent, type RunningAgent } from '#printing/agent';
import { receiptBytes } from '#printing/escpos';
import { redemptionReceipt } from '#printing/receipts/redemption';
import { tcpTransport } from '#printing/transports/tcp';
import type { VirtualFaults, VirtualPrinter } from '#printing/virtual-printer';
import { printInMemory, quickProfile, startPrinter, wholeReceipts } from '../printer.ts';
import { wang } from './facts.ts';
import { startPrintServer, type PrintServer } from './print-server.ts';

const profile = quickProfile('generic58');
const settled = ['done', 'done_unconfirmed', 'uncertain', 'failed'];
let server: PrintServer;
let printer: VirtualPrinter;
let folder: string;
let agents: RunningAgent[];

// The faces are read with the first picture; afterwards the printers here are quick.
beforeAll(() => {
	printInMemory(receiptBytes(redemptionReceipt(wang, { copy: 0 }), profile), profile);
});
beforeEach(async () => {
	server = await startPrintServer();
	printer = await startPrinter();
	folder = mkdtempSync(join(tmpdir(), 'love-agent-'));
	agents = [];
});
afterEach(async () => {
	await Promise.all(agents.map((agent) => agent.stop()));
	await server.stop();
	await printer.close();
	rmSync(folder, { recursive: true });
});

function start(said: string[] = []): RunningAgent {
	const agent = runAgent({
		server: server.address,
		token: 'token',
		dataFolder: folder,
		transport: tcpTransport({ host: '127.0.0.1', port: printer.port }, profile),
		profile,
		pollMs: 10,
		lookMs: 20,
		statusMs: 200,
		retryMs: 10,
		say: (line) => said.push(line),
	});
	agents.push(agent);
	return agent;
}

const poll = <Value>(read: () => Value) => expect.poll(read, { timeout: 8000 });
const untilSettled = (id: string) => poll(() => settled.includes(server.statusOf(id))).toBe(true);

describe('a print agent', () => {
	test('prints its jobs once each, in order, and says so', async () => {
		for (const id of ['a', 'b', 'c']) {
			server.add(id, { facts: { ...wang, number: `02-261123-000${id.charCodeAt(0) - 96}` } });
		}
		start();
		for (const id of ['a', 'b', 'c']) await untilSettled(id);
		expect(['a', 'b', 'c'].map((id) => server.statusOf(id))).toEqual(['done', 'done', 'done']);
		const ends = printer.papers.map(({ rows }) => rows.join('\n').match(/— 完 (\d+) —/)?.[1]);
		expect(ends).toEqual(['0001', '0002', '0003']);
		const steps = server.asked.filter((what) => what.startsWith('report'));
		expect(steps.slice(0, 2)).toEqual(['report sending', 'report done']);
	});

	test('prints a reprint with its mark, and the test page', async () => {
		server.add('a', { copy: 2, key: 'redemption-a-2' });
		server.add('b', { template: 'test_page', facts: null, key: 'test_page-b-0' });
		start();
		await untilSettled('b');
		const [reprint, page] = printer.papers.map(({ rows }) => rows.join('\n'));
		expect(reprint).toContain('*** 补打 第2次 ***');
		expect(page).toContain('打印自检页');
	});

	test('prints a job once that comes to it twice', async () => {
		server.add('a');
		start();
		await untilSettled('a');
		server.lapse('a');
		await untilSettled('a');
		server.add('again', { key: 'redemption-a-0' });
		await untilSettled('again');
		expect([server.statusOf('a'), server.statusOf('again')]).toEqual(['done', 'done']);
		expect(wholeReceipts(printer)).toBe(1);
	});

	test('waits for paper with nothing sent, and prints when there is some', async () => {
		printer.breakWith({ paperOutAt: 0 });
		server.add('a');
		start();
		await poll(() => server.attemptsOf('a')).toBeGreaterThan(1);
		expect(['blocked', 'claimed']).toContain(server.statusOf('a'));
		expect(server.printers).toContain('paper_out');
		expect(printer.papers).toEqual([]);
		printer.loadPaper();
		await untilSettled('a');
		expect(server.statusOf('a')).toBe('done');
		expect(wholeReceipts(printer)).toBe(1);
		await poll(() => server.printers.at(-1)).toBe('ready');
	});

	test('goes on telling of its printer while it is busy with a slip', async () => {
		let whileBusy = 0;
		server.onAsked = async (what) => {
			if (what !== 'report sending') return;
			const before = server.printers.length;
			await poll(() => server.printers.length).toBeGreaterThan(before + 1);
			whileBusy = server.printers.length - before;
		};
		server.add('a');
		start();
		await untilSettled('a');
		expect(server.statusOf('a')).toBe('done');
		expect(whileBusy).toBeGreaterThan(1);
	});

	test('asks a person after a broken connection and never tries again', async () => {
		printer.breakWith({ resetAfter: 2000 });
		server.add('a');
		server.add('b');
		start();
		await untilSettled('a');
		expect(server.statusOf('a')).toBe('uncertain');
		printer.breakWith({});
		await untilSettled('b');
		expect(server.asked.filter((what) => what === 'report sending').length).toBeGreaterThan(0);
		expect(server.attemptsOf('a')).toBe(1);
	});

	test('lives through a server that goes away and comes back', async () => {
		start();
		await poll(() => server.asked.length).toBeGreaterThan(2);
		await server.stop();
		server.add('a');
		await new Promise((resolve) => setTimeout(resolve, 60));
		await server.start();
		await untilSettled('a');
		expect(server.statusOf('a')).toBe('done');
		expect(wholeReceipts(printer)).toBe(1);
	});

	test.each(['report sending', 'report done'])(
		'lives through a server that dies on "%s" before it answers',
		async (moment) => {
			let hasDied = false;
			server.onAsked = async (what) => {
				if (what !== moment || hasDied) return;
				hasDied = true;
				await server.stop();
				setTimeout(() => void server.start(), 40);
				throw new Error('gone');
			};
			server.add('a');
			start();
			await untilSettled('a');
			expect(hasDied).toBe(true);
			expect(server.statusOf('a')).toBe('done');
			expect(wholeReceipts(printer)).toBe(1);
		},
	);

	test('prints nothing when the server has decided otherwise meanwhile', async () => {
		server.onAsked = (what) => {
			if (what === 'report sending') server.lapse('a');
		};
		server.add('a');
		start();
		await poll(() => server.attemptsOf('a')).toBeGreaterThan(1);
		expect(printer.papers).toEqual([]);
		server.onAsked = () => undefined;
		await untilSettled('a');
		expect(wholeReceipts(printer)).toBe(1);
	});

	test('keeps asking when it is not let in, and says why', async () => {
		const said: string[] = [];
		server.answerOnly = 401;
		server.add('a');
		start(said);
		await poll(() => said.join('\n')).toContain('HTTP 401');
		server.answerOnly = 0;
		await untilSettled('a');
		expect(server.statusOf('a')).toBe('done');
	});

	test('refuses a job that makes no sense, by its field', async () => {
		server.add('a', { facts: { ...wang, cost: '46' as unknown as number } });
		server.add('b');
		start();
		await untilSettled('b');
		expect(server.statusOf('a')).toBe('failed');
		expect(wholeReceipts(printer)).toBe(1);
	});

	test('works alone in its folder', async () => {
		const agent = start();
		expect(() => start()).toThrow(/Another print agent works in/);
		await agent.stop();
		await start().stop();
	});
});

test('whatever goes wrong, no job is printed twice and none is done without paper', async () => {
	const fault = fc.constantFrom<VirtualFaults>(
		{},
		{ isCoverOpen: true },
		{ paperOutAt: 0 },
		{ paperOutAt: 5000 },
		{ paperOutAt: 12_100 },
		{ resetAfter: 10 },
		{ resetAfter: 4096 },
		{ isSilent: true },
		{ hasNoFence: true },
		{ slowMs: 3 },
		{ isTalkative: true },
	);
	const numbers = new Map<string, string>();
	let count = 0;
	start();
	await fc.assert(
		fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: 3 }), async (faults) => {
			const id = `job${(count += 1)}`;
			const number = `02-261123-${String(count).padStart(4, '0')}`;
			printer.breakWith(faults[0] ?? {});
			server.add(id, { facts: { ...wang, number } });
			for (const next of faults) {
				printer.breakWith(next);
				await new Promise((resolve) => setTimeout(resolve, 30));
			}
			printer.loadPaper();
			await untilSettled(id);
			numbers.set(id, number);
		}),
		{ numRuns: 14, endOnFailure: true },
	);
	await Promise.all(agents.map((agent) => agent.stop()));
	await printer.close();
	const paper = printer.papers.map(({ rows }) => rows.join('\n'));
	for (const [id, number] of numbers) {
		const printed = paper.filter((text) => text.includes(`— 完 ${number.slice(-4)} —`)).length;
		expect(printed, id).toBeLessThanOrEqual(1);
		if (server.statusOf(id) === 'done') expect(printed, id).toBe(1);
	}
});
