import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
	appendFileSync,
	closeSync,
	mkdtempSync,
	openSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { OfficeToday, RedemptionPage } from '#domain/office-shop-wire';
import { isUnderWay } from '#domain/print-job';
import type { PrinterView, PrintJobStatus, PrintJobView, RedemptionFacts } from '#domain/wire';
import { zhRedemptions } from '#kiosk/routes/office/words/zh-redemptions.ts';
import type { PrintedPaper } from '#printing/virtual/paper';
import { startVirtualPrinter, type VirtualPrinter } from '#printing/virtual-printer';
import { projectRoot } from '#start/folders';
import { ask } from '../server/shop.ts';
import { openLine, type AgentLine } from './agent-line.ts';
import { lookInto } from './books.ts';

import { layCable, type Cable } from './cable.ts';
import { openCrowdedShop, type Act, type CrowdedShop } from './crowd.ts';

/** A redemption whose slip is on its way. */
export interface WantedSlip {
	readonly key: string;
	readonly facts: RedemptionFacts;
}

/** A real server, a real print agent as a program of its own, and a printer of software. */
export class PrintShop {
	readonly shop: CrowdedShop;
	readonly line: AgentLine;
	readonly cable: Cable;
	/** The printer that is plugged in. */
	printer!: VirtualPrinter;
	/** Every redemption, for the books. */
	readonly acts = new Map<string, Act>();
	/** Request keys of those whose slip was printed again because somebody asked. */
	readonly reprinted = new Set<string>();
	/** Holds the agent's journal. */
	readonly folder: string;
	readonly #printers: VirtualPrinter[] = [];
	readonly #agents = new Set<ChildProcess>();
	/** The agent that was started last; 0 when none runs. */
	readonly agent = { pid: () => [...this.#agents].at(-1)?.pid ?? 0 };
	#aheadMs = 0;
	#ending: Promise<unknown> = Promise.resolve();

	constructor(shop: CrowdedShop, line: AgentLine, cable: Cable, below: string) {
		this.shop = shop;
		this.line = line;
		this.cable = cable;
		this.folder = mkdtempSync(join(below, 'love-paper-'));
		writeFileSync(join(this.folder, 'token'), shop.agent);
	}

	/** A printer that is ready and not plugged in. */
	async spare(paper: 58 | 80 = 58): Promise<VirtualPrinter> {
		const printer = await startVirtualPrinter({ port: 0, paper });
		this.#printers.push(printer);
		return printer;
	}

	/** Puts another printer at the same address, a narrow one unless it is named. */
	async plug(printer?: VirtualPrinter): Promise<void> {
		this.printer = printer ?? (await this.spare());
		await this.cable.plug(this.printer);
	}

	/** Starts the agent; quick is the one with less patience than a shop's. */
	startAgent({ profile = 'generic58', isQuick = true } = {}): ChildProcess {
		const program = isQuick ? 'tests/torture/quick-agent.ts' : 'printing/agent.ts';
		// A write beyond a limit is then an error and no signal, as on a full disk.
		const call = `trap '' XFSZ; exec '${process.execPath}' '${join(projectRoot, program)}'`;
		// Its log lies on the same disk as its journal, as in a shop.
		const log = openSync(this.#log, 'a');
		const agent = spawn('sh', ['-c', call], {
			cwd: projectRoot,
			stdio: ['ignore', log, log],
			env: {
				...process.env,
				LOVE_SERVER: this.line.url,
				LOVE_AGENT_TOKEN_FILE: join(this.folder, 'token'),
				LOVE_AGENT_DATA: join(this.folder, 'agent'),
				LOVE_PRINTER: `tcp://127.0.0.1:${this.cable.port}`,
				LOVE_PRINTER_PROFILE: profile,
			},
		});
		closeSync(log);
		this.#agents.add(agent);
		agent.on('exit', () => this.#agents.delete(agent));
		return agent;
	}

	/** Ends every agent, as a power cut would or in order. */
	endAgents(signal: 'SIGKILL' | 'SIGTERM'): Promise<unknown> {
		const ended = [...this.#agents].map((agent) => {
			return new Promise((resolve) => agent.once('exit', resolve));
		});
		for (const agent of this.#agents) agent.kill(signal);
		this.#ending = Promise.all(ended);
		return this.#ending;
	}

	/** Waits until an agent takes this step, by the words of the line. */
	hear(wanted: string, moment: 'asked' | 'answered'): Promise<void> {
		return new Promise((resolve) => {
			this.line.onStep = async (step, when) => {
				if (step === wanted && when === moment) {
					this.line.onStep = async () => false;
					resolve();
				}
				return false;
			};
		});
	}

	/** Starts an agent when none is left. */
	async revive(): Promise<void> {
		await this.#ending;
		if (this.#agents.size === 0) this.startAgent();
	}

	/** Fills the last page of the agents' log: on a full disk it then takes no further line. */
	padLog(): void {
		const { size } = statSync(this.#log);
		appendFileSync(this.#log, ' '.repeat(4096 - (size % 4096)));
	}

	get #log(): string {
		return join(this.folder, 'agent.log');
	}

	/** What the agents have noted of slips that were begun and ended. */
	get journal(): string {
		return readFileSync(join(this.folder, 'agent', 'print-journal.jsonl'), 'utf8');
	}

	/** What the agents have said, for a test that failed. */
	get said(): string {
		return readFileSync(this.#log, 'utf8').slice(-3000);
	}

	/** Redeems a bar of soap, or what the basket of that number holds. */
	async redeem(basket = 0, passbook = 0): Promise<WantedSlip> {
		const request = {
			requestKey: randomUUID(),
			passbook: this.shop.passbooks[passbook] ?? '',
			lines: this.shop.baskets[basket] ?? [],
		};
		const reply = await ask<RedemptionFacts>(this.shop, '/api/shop/redemptions', {
			token: this.shop.kiosk,
			body: request,
		});
		expect(reply.status).toBe(200);
		this.acts.set(request.requestKey, { request, facts: reply.body });
		return { key: request.requestKey, facts: reply.body };
	}

	async view(job: string): Promise<PrintJobView> {
		const path = `/api/shop/print-jobs/${job}`;
		return (await ask<PrintJobView>(this.shop, path, { token: this.shop.kiosk })).body;
	}

	/** How the kiosk sees the printer. */
	async seen(): Promise<PrinterView> {
		const reply = await ask<PrinterView>(this.shop, '/api/shop/printer', {
			token: this.shop.kiosk,
		});
		return reply.body;
	}

	/** Waits until the job stands at one of these, or at any end. */
	async until(job: string, ...wanted: readonly PrintJobStatus[]): Promise<PrintJobStatus> {
		let status: PrintJobStatus | undefined;
		for (let looks = 0; looks < 600; looks++) {
			({ status } = await this.view(job));
			if (wanted.length > 0 ? wanted.includes(status) : !isUnderWay(status)) return status;
			if (!isUnderWay(status)) break;
			await sleep(20);
		}
		throw new Error(`Job ${job} is ${status}, not ${wanted.join(' or ')}. ${this.said}`);
	}

	/** Every paper that came out of any printer. */
	get papers(): readonly PrintedPaper[] {
		return this.#printers.flatMap(({ papers }) => papers);
	}

	/** How many papers end as this slip does, and how many are whole: with head and end. */
	count({ facts }: WantedSlip, copy = 0): { readonly ends: number; readonly whole: number } {
		const end = `— 完 ${facts.number.slice(-4)} —`;
		const mark = copy > 0 ? `补打 第${copy}次` : '';
		const texts = this.papers.map(({ rows }) => rows.join('\n'));
		const ends = texts.filter((text) => text.includes(end));
		const whole = ends.filter((text) => text.includes(facts.number));
		const isThis = (text: string) => (mark ? text.includes(mark) : !text.includes('补打'));
		return { ends: ends.filter(isThis).length, whole: whole.filter(isThis).length };
	}

	/**
	 * What must hold whatever happened: at most one paper that nobody asked for, done only with a
	 * whole one, and never an end in silence: what is not printed is said by kiosk and office.
	 */
	async expectHonest(slip: WantedSlip, job = slip.facts.printJob): Promise<PrintJobStatus> {
		const { status, copy } = await this.view(job);
		const { ends, whole } = this.count(slip, copy);
		expect(ends, `papers of ${slip.facts.number}, ${status}`).toBeLessThanOrEqual(1);
		if (status === 'done') expect(whole, `${slip.facts.number} is done`).toBe(1);
		if (whole === 1 && ends === 1 && status === 'done') return status;
		expect(zhRedemptions.printNext[status], `words for ${status}`).not.toBe('');
		if (status === 'done_unconfirmed') {
			// Not due on the first page: the kiosk's screen asks, and the redemption's own page does.
			const path = `/api/office/redemptions/${slip.facts.id}`;
			const { printJobs } = (await this.shop.director.get(path)) as RedemptionPage;
			expect(printJobs.find(({ id }) => id === job)).toMatchObject({ status });
			return status;
		}
		const slips = await this.dueSlips();
		expect(slips, `${slip.facts.number}, ${status}, is due`).toContain(job);
		return status;
	}

	/**
	 * A person looks at the paper and says truthfully whether it is there as a whole. What is not is
	 * printed again, marked as a copy.
	 */
	async settle(slip: WantedSlip): Promise<void> {
		const isWhole = this.count(slip).whole === 1;
		const path = `/api/office/print-jobs/${slip.facts.printJob}/answer`;
		const answer = isWhole ? 'complete' : 'incomplete';
		const next = (await this.shop.director.post(path, { answer })) as PrintJobView;
		if (isWhole) return;
		this.reprinted.add(slip.key);
		expect(next.copy).toBe(1);
		expect(await this.until(next.id)).toBe('done');
		await expect.poll(() => this.count(slip, 1)).toEqual({ ends: 1, whole: 1 });
	}

	/** The jobs that stand on the office's first page. */
	async dueSlips(): Promise<readonly string[]> {
		const today = (await this.shop.director.get('/api/office/today')) as OfficeToday;
		return today.slips.map(({ id }) => id);
	}

	/** The minute passes after which a claim is free again. */
	async passMinute(): Promise<void> {
		this.#aheadMs += 61_000;
		await this.shop.root.post('/api/stage/clock', { at: Date.now() + this.#aheadMs });
	}

	/**
	 * Ends everything, and looks into the books: every redemption stands as its kiosk was told, with
	 * points and stock to match, and has one slip more only where somebody asked for it.
	 */
	async close(): Promise<void> {
		await this.endAgents('SIGKILL');
		await this.shop.server.halt();
		const found = lookInto(this.shop.server.dir, this.acts);
		await this.cable.close();
		await this.line.close();
		for (const printer of this.#printers) await printer.close();
		await this.shop.server.stop();
		rmSync(this.folder, { recursive: true, force: true });
		expect(found).toMatchObject({ lost: [], faults: [] });
		expect(found.doubled.toSorted()).toEqual([...this.reprinted].toSorted());
	}
}

/** Opens one with a printer of 58 mm; no agent runs yet. Its journal will lie on the disk `below`. */
export async function openPrintShop(below = tmpdir()): Promise<PrintShop> {
	const shop = await openCrowdedShop(1, { hooks: 'stage' });
	const print = new PrintShop(shop, await openLine(shop.server.url), await layCable(), below);
	await print.plug();
	return print;
}
