import { setTimeout as sleep } from 'node:timers/promises';
import type { PrintJob } from '#domain/wire';
import type { AgentOptions } from './agent.ts';
import { takeFolder, type AgentFolder } from './agent-folder.ts';
import type { JobOutcome } from './journal.ts';
import { jobServer, type JobServer, type Taken } from './job-server.ts';
import { printerWatch, type PrinterWatch } from './printer-watch.ts';
import { lostOutcome, printJob, type Desk, type DeskOutcome } from './printing-desk.ts';

/**
 * The agent's day: first what an earlier agent left open, then one job after the other, until
 * `stopping` is aborted. Without room for its folder it says so and waits.
 */
export async function workUntilStopped(
	options: AgentOptions,
	own: AgentFolder | undefined,
	stopping: AbortSignal,
): Promise<void> {
	const say = options.say ?? (() => undefined);
	const server = jobServer(options.server, options.token);
	const pause = async (ms: number) => {
		await sleep(ms, undefined, { signal: stopping }).catch(() => undefined);
	};
	const waits = { pause, say, stopping, patience: () => patience(pause, options.retryMs ?? 1000) };
	const folder = own ?? (await whenThereIsRoom(options, server, waits));
	if (!folder) return;
	const { journal } = folder;
	const { pollMs = 1000, lookMs = 3000, statusMs = 30_000 } = options;
	const desk: Desk = { ...options, journal, server };
	const watch = printerWatch(desk, { lookMs, statusMs }, say);
	const shift: Shift = { ...waits, desk, watch, lookMs };
	try {
		await watch.look();
		await closeOpenEntries(shift);
		let wait = shift.patience();
		while (!stopping.aborted) {
			const taken = await server.take();
			if (taken.kind === 'nothing') {
				wait = shift.patience();
				await watch.look();
				await pause(pollMs);
			} else if (await deal(shift, taken)) wait = shift.patience();
			else await wait();
		}
	} finally {
		watch.stop();
		folder.close();
	}
}

async function whenThereIsRoom(
	{ dataFolder }: AgentOptions,
	server: JobServer,
	{ say, stopping, patience }: Waits,
): Promise<AgentFolder | undefined> {
	say(`no room for the journal in ${dataFolder}`);
	const wait = patience();
	while (!stopping.aborted) {
		await server.showPrinter('disk_full');
		await wait();
		const folder = takeFolder(dataFolder);
		if (folder) return folder;
	}
	return undefined;
}

interface Waits {
	readonly say: (line: string) => void;
	readonly stopping: AbortSignal;
	readonly pause: (ms: number) => Promise<void>;
	/** Waits longer and longer, up to 15 times the first wait. */
	readonly patience: () => () => Promise<void>;
}

interface Shift extends Waits {
	readonly desk: Desk;
	readonly watch: PrinterWatch;
	readonly lookMs: number;
}

function patience(pause: (ms: number) => Promise<void>, firstMs: number): () => Promise<void> {
	let waitMs = firstMs;
	return async () => {
		await pause(waitMs);
		waitMs = Math.min(waitMs * 2, firstMs * 15);
	};
}

async function closeOpenEntries(shift: Shift): Promise<void> {
	const { journal } = shift.desk;
	for (const lost of journal.unfinished()) journal.finish(lost.key, lostOutcome);
	for (const { key, job, attempt, outcome } of journal.unreported()) {
		if (await tell(shift, { id: job, attempt }, outcome ?? lostOutcome)) journal.report(key);
	}
}

/** Whether the next job may follow at once. */
async function deal(shift: Shift, taken: Exclude<Taken, { kind: 'nothing' }>): Promise<boolean> {
	switch (taken.kind) {
		case 'job':
			return settle(shift, taken.job);
		case 'trouble':
			shift.say(`server: ${taken.cause}`);
			return false;
		case 'unreadable': {
			const { id, attempt, field } = taken.refusal;
			shift.say(`job ${id ?? '?'}: field ${field} cannot be read`);
			if (id === undefined || attempt === undefined) return false;
			return tell(
				shift,
				{ id, attempt },
				{ status: 'failed', proof: 'none', message: `field ${field} cannot be read` },
			);
		}
	}
}

async function settle(shift: Shift, job: PrintJob): Promise<boolean> {
	const { desk, watch, say } = shift;
	const isKnown = desk.journal.find(job.key) !== undefined;
	const result = await print(shift, job);
	say(`job ${job.id} attempt ${job.attempt}: ${describe(result)}`);
	switch (result.kind) {
		case 'refused':
		case 'undecided':
			return false;
		case 'blocked':
			await watch.show(result.state);
			// The word for the state is the message: every screen has a sentence for it.
			await tell(shift, job, { status: 'blocked', proof: 'none', message: result.state });
			await untilWell(shift);
			return true;
		case 'ended': {
			const { outcome, state } = result;
			if (outcome.status === 'failed') return tell(shift, job, outcome);
			desk.journal.finish(job.key, outcome);
			// Whoever reads of the doubt reads its reason too, before the next villager comes.
			if (state) await watch.show(state);
			// A job that came back after its end is told again, by the steps the server asks for.
			if (isKnown) await tell(shift, job, { status: 'sending', proof: 'none', message: '' });
			if (!(await tell(shift, job, outcome))) return false;
			desk.journal.report(job.key);
			return true;
		}
	}
}

/** Until the printer says that it can print; after a few looks the job itself tries it out. */
async function untilWell({ watch, pause, lookMs, stopping }: Shift): Promise<void> {
	for (let looks = 0; looks < 5 && !stopping.aborted && !watch.mayPrint(); looks++) {
		await pause(lookMs);
		await watch.look();
	}
}

async function print(shift: Shift, job: PrintJob): Promise<DeskOutcome> {
	let result = await printJob(shift.desk, job, { isUndecided: false });
	if (result.kind !== 'undecided') return result;
	// Until the server answers, nobody else will be given this job: it stays in hand.
	const wait = shift.patience();
	while (result.kind === 'undecided' || result.kind === 'blocked') {
		if (shift.stopping.aborted) return { kind: 'undecided', cause: 'stopped' };
		if (result.kind === 'undecided') shift.say(`server: ${result.cause}`);
		else await shift.watch.show(result.state);
		await wait();
		result = await printJob(shift.desk, job, { isUndecided: true });
	}
	return result;
}

/** Until the server has heard it; false when the agent is stopped before. */
async function tell(
	{ desk, say, stopping, patience }: Shift,
	job: Pick<PrintJob, 'id' | 'attempt'>,
	outcome: JobOutcome,
): Promise<boolean> {
	const wait = patience();
	while (!stopping.aborted) {
		const told = await desk.server.report(job.id, { ...outcome, attempt: job.attempt });
		if (told.kind === 'accepted') return true;
		say(`report ${outcome.status} of ${job.id}: ${told.cause}`);
		if (told.kind === 'refused') return true;
		await wait();
	}
	return false;
}

function describe(result: DeskOutcome): string {
	switch (result.kind) {
		case 'blocked':
			return `blocked, printer ${result.state}`;
		case 'refused':
		case 'undecided':
			return `${result.kind}, ${result.cause}`;
		case 'ended': {
			const { status, proof, message } = result.outcome;
			return `${status} (${proof})${message && ` ${message}`}`;
		}
	}
}
