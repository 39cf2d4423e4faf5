import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { OfficeToday } from '#domain/office-shop-wire';
import type { PrintJobStatus } from '#domain/wire';
import { receiptBytes } from '#printing/escpos';
import { redemptionReceipt } from '#printing/receipts/redemption';
import { patienceMs, rounds } from '../effort.ts';
import { quickProfile } from '../printer.ts';
import { openPrintShop, type PrintShop, type WantedSlip } from './print-shop.ts';
import { warmFaces } from './warm-faces.ts';

let print: PrintShop;
beforeAll(async () => {
	warmFaces();
	print = await openPrintShop();
	print.startAgent();
});
afterEach(async () => {
	print.line.isDown = false;
	print.printer.loadPaper();
	await print.plug();
});
afterAll(() => print.close());

/** Bytes of the state's questions and the fence that is tried out, before the first of a slip. */
const preamble = 15;

function lengthOf({ facts }: WantedSlip): number {
	return receiptBytes(redemptionReceipt(facts, { copy: 0 }), quickProfile('generic58')).length;
}

interface Fault {
	readonly says: string;
	/** Done before somebody redeems. */
	readonly before: () => void | Promise<void>;
	/** Where the job stands until it is mended; the screens say so. */
	readonly stands?: PrintJobStatus;
	/** Done by whoever looks after the printer. */
	readonly mend?: () => void | Promise<void>;
	readonly ends: PrintJobStatus;
	/** Papers with the end of the slip, once it is mended. */
	readonly papers: number;
}

const middle = 6000;
const faults: readonly Fault[] = [
	{
		says: 'is off',
		before: () => print.cable.pull(),
		stands: 'blocked',
		mend: async () => void (await print.plug()),
		ends: 'done',
		papers: 1,
	},
	{
		says: 'is off behind a network box that takes everything',
		before: () => print.printer.breakWith({ isOff: true }),
		stands: 'blocked',
		mend: () => print.printer.breakWith({}),
		ends: 'done',
		papers: 1,
	},
	{
		says: 'is asleep and wakes up when it is spoken to',
		before: () => print.printer.breakWith({ wakesAfterMs: 500 }),
		ends: 'done',
		papers: 1,
	},
	{
		says: 'is slow',
		before: () => print.printer.breakWith({ slowMs: 60 }),
		ends: 'done',
		papers: 1,
	},
	{
		says: 'has no paper',
		before: () => print.printer.breakWith({ paperOutAt: 0 }),
		stands: 'blocked',
		mend: () => print.printer.loadPaper(),
		ends: 'done',
		papers: 1,
	},
	{
		says: 'runs out of paper in the middle',
		before: () => print.printer.breakWith({ paperOutAt: middle }),
		stands: 'uncertain',
		mend: () => print.printer.loadPaper(),
		ends: 'uncertain',
		papers: 1,
	},
	{
		says: 'runs out of paper in the middle and knows no fence',
		before: () => print.printer.breakWith({ paperOutAt: middle, hasNoFence: true }),
		stands: 'uncertain',
		mend: () => print.printer.loadPaper(),
		ends: 'uncertain',
		papers: 1,
	},
	{
		says: 'has its lid open',
		before: () => print.printer.breakWith({ isCoverOpen: true }),
		stands: 'blocked',
		mend: () => print.printer.breakWith({}),
		ends: 'done',
		papers: 1,
	},
	{
		says: 'has its lid opened in the middle',
		before: () => print.printer.breakWith({ coverOpensAt: middle }),
		stands: 'uncertain',
		mend: () => print.printer.loadPaper(),
		ends: 'uncertain',
		papers: 1,
	},
	{
		says: 'is nearly out of paper',
		before: () => print.printer.breakWith({ isNearEnd: true }),
		ends: 'done',
		papers: 1,
	},
	{
		says: 'is pulled out in the middle, and nobody hears so',
		before: () => print.cable.after(middle, () => print.cable.cut('silence')),
		ends: 'uncertain',
		papers: 0,
	},
	{
		says: 'is pulled out in the middle with a reset',
		before: () => print.cable.after(middle, () => print.cable.cut('reset')),
		ends: 'uncertain',
		papers: 0,
	},
	{
		says: 'loses its way to the server while it prints',
		before: () => print.cable.after(middle, () => (print.line.isDown = true)),
		stands: 'sending',
		mend: async () => {
			await expect.poll(() => print.line.isDown).toBe(true);
			print.line.isDown = false;
		},
		ends: 'done',
		papers: 1,
	},
	{
		says: 'is swapped for a wide one that knows no fence',
		before: async () => {
			await print.plug(await print.spare(80));
			print.printer.breakWith({ hasNoFence: true });
		},
		ends: 'done_unconfirmed',
		papers: 1,
	},
	{
		says: 'is swapped in the middle of a slip',
		before: async () => {
			const spare = await print.spare(80);
			print.cable.after(middle, () => void print.plug(spare));
		},
		ends: 'uncertain',
		papers: 0,
	},
];

describe('a slip, when the printer', () => {
	test.each(faults)('$says', async ({ before, stands, mend, ends, papers }) => {
		await before();
		const slip = await print.redeem();
		const job = slip.facts.printJob;
		if (stands) expect(await print.until(job, stands)).toBe(stands);
		if (stands === 'blocked') {
			expect(print.count(slip).ends).toBe(0);
			await expect.poll(() => print.dueSlips()).toContain(job);
		}
		await mend?.();
		expect(await print.until(job)).toBe(ends);
		// What the printer still held comes out now, or never.
		await print.plug();
		await expect.poll(() => print.count(slip).ends).toBe(papers);
		await print.expectHonest(slip);
	});

	test.each([
		{
			says: 'runs out of paper in the middle',
			stopsIn: () => ({ paperOutAt: middle }),
			state: 'paper_out',
		},
		{
			says: 'runs out of paper in the middle and knows no fence',
			stopsIn: () => ({ paperOutAt: middle, hasNoFence: true }),
			state: 'paper_out',
		},
		{
			says: 'runs out of paper at the very end',
			stopsIn: (whole: number) => ({ paperOutAt: preamble + whole }),
			state: 'paper_out',
		},
		{
			says: 'has its lid opened in the middle',
			stopsIn: () => ({ coverOpensAt: middle }),
			state: 'cover_open',
		},
	])('$says: it is said before the next one redeems, whose slip waits', async (stop) => {
		const first = await print.redeem();
		await print.until(first.facts.printJob);
		const whole = lengthOf(first);
		print.printer.breakWith(stop.stopsIn(whole));
		const slip = await print.redeem();
		expect(await print.until(slip.facts.printJob)).toBe('uncertain');
		expect((await print.seen()).printer).toBe(stop.state);
		const today = (await print.shop.director.get('/api/office/today')) as OfficeToday;
		expect(today.printer).toBe(stop.state);
		await print.expectHonest(slip);

		const before = print.printer.bytesIn();
		const next = await print.redeem();
		expect(await print.until(next.facts.printJob, 'blocked')).toBe('blocked');
		expect((await print.view(next.facts.printJob)).message).toBe(stop.state);
		await print.expectHonest(next);
		// Nothing but questions about its state, and no note that a slip was begun.
		expect(print.printer.bytesIn() - before).toBeLessThan(whole / 2);
		expect(print.journal).not.toContain(next.facts.printJob);
		expect(print.count(slip).ends + print.count(next).ends).toBe(0);

		print.printer.loadPaper();
		expect(await print.until(next.facts.printJob)).toBe('done');
		for (const each of [slip, next]) {
			await expect.poll(() => print.count(each)).toEqual({ ends: 1, whole: 1 });
		}
		expect((await print.seen()).printer).toBe('ready');
		await print.settle(slip);
		for (const each of [slip, next]) expect(await print.expectHonest(each)).toBe('done');
	});
});

test(
	'the cable is pulled after every hundredth byte: at most one slip, and a person is asked',
	{ timeout: patienceMs(60_000) },
	async () => {
		const first = await print.redeem();
		await print.until(first.facts.printJob);
		const whole = preamble + lengthOf(first);
		const cuts = Math.floor(whole / 100);
		const step = Math.ceil(cuts / rounds(3, cuts));
		const ends: Partial<Record<PrintJobStatus, number>> = {};
		for (let cut = 0; cut <= cuts; cut += step) {
			const at = preamble + 1 + cut * 100;
			print.cable.after(at, () => print.cable.cut(cut % 2 === 0 ? 'silence' : 'reset'));
			const slip = await print.redeem();
			const status = await print.until(slip.facts.printJob);
			expect(status, `cut at ${at}. ${print.said}`).toBe('uncertain');
			await expect.poll(() => print.count(slip).ends).toBeLessThanOrEqual(1);
			await print.expectHonest(slip);
			ends[status] = 1 + (ends[status] ?? 0);
			await print.settle(slip);
		}
		console.log(`paper: cut at every ${step * 100}th of ${whole} bytes, ${JSON.stringify(ends)}`);
	},
);

test(
	'a printer that needs 20 s is waited for by the agent of a shop, and seen all the while',
	{ timeout: patienceMs(60_000) },
	async () => {
		await print.endAgents('SIGTERM');
		print.startAgent({ isQuick: false });
		await print.hear('status', 'answered');
		print.printer.breakWith({ slowMs: rounds(600, 20_000) });
		// One piece of the slip is slow, however the network cuts it.
		print.cable.after(2000, () => void sleep(300).then(() => print.printer.breakWith({})));
		const startedMs = performance.now();
		const slip = await print.redeem();
		for (;;) {
			const { status } = await print.view(slip.facts.printJob);
			expect((await print.seen()).printer).toBe('ready');
			if (status === 'done') break;
			expect(['queued', 'claimed', 'sending']).toContain(status);
			await sleep(100);
		}
		console.log(`paper: a slip of ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
		await print.expectHonest(slip);
	},
);

test('a printer that never answers, narrower than the agent thinks: somebody is asked to look', async () => {
	await print.endAgents('SIGTERM');
	print.printer.breakWith({ isSilent: true });
	print.startAgent({ profile: 'generic80' });
	const slip = await print.redeem();
	expect(await print.until(slip.facts.printJob)).toBe('done_unconfirmed');
	await print.expectHonest(slip);
	expect(print.count(slip)).toEqual({ ends: 1, whole: 1 });
});
