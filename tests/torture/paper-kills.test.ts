import { readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PrintJobStatus } from '#domain/wire';
import { chanceFrom, type Chance } from '#start/demo/random';
import { patienceMs, rounds, seedOf } from '../effort.ts';
import { openPrintShop, type PrintShop } from './print-shop.ts';
import { warmFaces } from './warm-faces.ts';

let print: PrintShop;
beforeAll(async () => {
	warmFaces();
	print = await openPrintShop();
});
afterAll(() => print.close());

interface Step {
	readonly says: string;
	/** Arms the trap that kills; it is set when the agent waits for work. */
	readonly when: (kill: () => void, chance: Chance) => void;
	/** What a power cut in the middle of the last note would leave is left. */
	readonly isTorn?: boolean;
	readonly ends: readonly PrintJobStatus[];
}

const at =
	(wanted: string, moment: 'asked' | 'answered', isIt = async () => true) =>
	(kill: () => void): void => {
		print.line.onStep = async (step, when) => {
			if (step !== wanted || when !== moment || !(await isIt())) return false;
			kill();
			return true;
		};
	};

const steps: readonly Step[] = [
	{ says: 'before it asks for work', when: at('take', 'asked'), ends: ['done'] },
	{
		says: 'when the server has given it the job and it has not heard so',
		when: at('take', 'answered', isTaken),
		ends: ['done'],
	},
	{
		says: 'when it asks the printer how it is',
		when: (kill) => print.cable.after(13, kill),
		ends: ['done'],
	},
	{
		says: 'while it notes that it begins',
		when: at('report sending', 'asked'),
		isTorn: true,
		ends: ['done'],
	},
	{
		says: 'when it has noted that it begins',
		when: at('report sending', 'asked'),
		ends: ['uncertain'],
	},
	{
		says: 'when the server knows that it is sending and it has not heard so',
		when: at('report sending', 'answered'),
		ends: ['uncertain'],
	},
	{
		says: 'after the first bytes',
		when: (kill) => print.cable.after(16, kill),
		ends: ['uncertain'],
	},
	{
		says: 'after some of the bytes',
		when: (kill, chance) => print.cable.after(chance.whole(100, 12_000), kill),
		ends: ['uncertain'],
	},
	{
		says: 'while it notes the end',
		when: at('report done', 'asked'),
		isTorn: true,
		ends: ['uncertain'],
	},
	{
		says: 'when it has noted the end and the server has not heard',
		when: at('report done', 'asked'),
		ends: ['done'],
	},
	{
		says: 'when the server has heard of the end and it does not know',
		when: at('report done', 'answered'),
		ends: ['done'],
	},
	{
		says: 'at any moment',
		when: (kill, chance) => void sleep(chance.whole(0, 250)).then(kill),
		ends: ['done', 'uncertain'],
	},
];

test(
	'the agent is killed at each step of a job: at most one slip, and nothing is forgotten',
	{ timeout: patienceMs(60_000) },
	async () => {
		const chance = chanceFrom(seedOf('paper-kills'));
		const kills = rounds(5, 16 * steps.length);
		const first = chance.whole(0, steps.length - 1);
		const ends: Partial<Record<PrintJobStatus, number>> = {};
		for (let kill = 0; kill < kills; kill++) {
			// Five apart and no common divisor with their number: each is met before one comes again.
			const step = steps[(first + kill * 5) % steps.length];
			if (!step) break;
			const status = await killAt(step, chance);
			ends[status] = 1 + (ends[status] ?? 0);
		}
		console.log(`paper-kills: ${kills} kills, ${JSON.stringify(ends)}`);
	},
);

async function killAt(step: Step, chance: Chance): Promise<PrintJobStatus> {
	const agent = print.startAgent();
	await print.hear('take', 'answered');
	const death = new Promise((resolve) => agent.once('exit', resolve));
	let hasDied = false;
	step.when(() => {
		hasDied = true;
		agent.kill('SIGKILL');
	}, chance);
	const slip = await print.redeem();
	await death;
	print.line.onStep = async () => false;
	expect(hasDied, step.says).toBe(true);
	if (step.isTorn) tearLastNote(chance);

	print.startAgent();
	await print.hear('take', 'answered');
	const job = slip.facts.printJob;
	if ((await print.view(job)).status === 'claimed') await print.passMinute();
	const status = await print.until(job);
	expect(step.ends, `killed ${step.says}. ${print.said}`).toContain(status);
	// The printer sees the end of the dead one's connection a moment later.
	await print.plug();
	await sleep(20);
	await print.expectHonest(slip);
	if (status === 'uncertain') await print.settle(slip);
	await print.endAgents('SIGTERM');
	return status;
}

async function isTaken(): Promise<boolean> {
	const newest = [...print.acts.values()].at(-1)?.facts?.printJob ?? '';
	return newest !== '' && (await print.view(newest)).status === 'claimed';
}

function tearLastNote(chance: Chance): void {
	const path = join(print.folder, 'agent', 'print-journal.jsonl');
	const bytes = readFileSync(path);
	const last = bytes.subarray(0, -1).lastIndexOf(0x0a) + 1;
	truncateSync(path, chance.whole(last, bytes.length - 1));
}
