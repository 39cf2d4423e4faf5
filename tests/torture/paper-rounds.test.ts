import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PrintJobStatus } from '#domain/wire';
import { chanceFrom, type Chance } from '#start/demo/random';
import { patienceMs, rounds, seedOf } from '../effort.ts';
import { openPrintShop, type PrintShop, type WantedSlip } from './print-shop.ts';
import { warmFaces } from './warm-faces.ts';

let print: PrintShop;
beforeAll(async () => {
	warmFaces();
	print = await openPrintShop();
	print.startAgent();
});
afterAll(() => print.close());

/** What is wrong with the printer before somebody redeems. */
const befores: readonly ((chance: Chance) => unknown)[] = [
	() => undefined,
	() => undefined,
	() => undefined,
	() => print.printer.breakWith({ paperOutAt: 0 }),
	() => print.printer.breakWith({ isCoverOpen: true }),
	() => print.printer.breakWith({ isNearEnd: true }),
	() => print.printer.breakWith({ isOff: true }),
	() => print.printer.breakWith({ hasNoFence: true }),
	() => print.printer.breakWith({ isTalkative: true }),
	(chance) => print.printer.breakWith({ slowMs: chance.whole(1, 60) }),
	(chance) => print.printer.breakWith({ wakesAfterMs: chance.whole(10, 600) }),
	(chance) => print.printer.breakWith({ paperOutAt: chance.whole(1, 12_000) }),
	(chance) => print.printer.breakWith({ paperOutAt: chance.whole(1, 12_000), hasNoFence: true }),
	(chance) => print.printer.breakWith({ coverOpensAt: chance.whole(1, 12_000) }),
	() => print.cable.pull(),
	async () => print.plug(await print.spare(80)),
];

/** What happens at some byte of the slip. */
const befallings: readonly ((chance: Chance) => Promise<() => void>)[] = [
	async () => () => undefined,
	async () => () => print.cable.cut('silence'),
	async () => () => print.cable.cut('reset'),
	async () => () => void print.cable.pull(),
	async () => () => void print.endAgents('SIGKILL'),
	async () => () => (print.line.isDown = true),
	async (chance) => {
		const spare = await print.spare(chance.percent(50) ? 58 : 80);
		return () => void print.plug(spare);
	},
];

test(
	'whatever happens to paper, cable, agent and line: at most one slip unasked, none lost in silence',
	{ timeout: patienceMs(60_000) },
	async () => {
		const chance = chanceFrom(seedOf('paper-rounds'));
		const tries = rounds(12, 500);
		const ends: Partial<Record<PrintJobStatus, number>> = {};
		for (let round = 1; round <= tries; round++) {
			await chance.pick(befores)(chance);
			const slips = [await befall(chance)];
			// Sometimes the next villager is quicker than the one who mends.
			if (chance.percent(20)) slips.push(await print.redeem());
			await sleep(chance.whole(0, 500));
			await mend();
			for (const slip of slips) {
				const status = await endOf(slip, `round ${round}`);
				ends[status] = 1 + (ends[status] ?? 0);
			}
		}
		console.log(
			`paper-rounds: ${tries} rounds, ${JSON.stringify(ends)}, ${print.reprinted.size} asked for again`,
		);
	},
);

async function befall(chance: Chance): Promise<WantedSlip> {
	const act = await chance.pick(befallings)(chance);
	if (chance.percent(70)) {
		print.cable.after(chance.whole(16, 12_000), act);
		return print.redeem();
	}
	const slip = await print.redeem();
	await sleep(chance.whole(0, 200));
	act();
	return slip;
}

/** Somebody comes and puts everything right. */
async function mend(): Promise<void> {
	print.cable.after(Infinity, () => undefined);
	print.line.isDown = false;
	print.printer.loadPaper();
	await print.plug();
	await print.revive();
}

async function endOf(slip: WantedSlip, round: string): Promise<PrintJobStatus> {
	const job = slip.facts.printJob;
	for (let looks = 0; looks < 80 && (await print.view(job)).status === 'claimed'; looks++) {
		await sleep(25);
	}
	// Its agent was killed with nothing sent: the claim has to lapse.
	if ((await print.view(job)).status === 'claimed') await print.passMinute();
	const status = await print.until(job);
	await sleep(10);
	expect(await print.expectHonest(slip), round).toBe(status);
	const isThere = print.count(slip).whole === 1;
	if (status === 'uncertain' || (status === 'done_unconfirmed' && !isThere)) {
		await print.settle(slip);
	}
	return status;
}
