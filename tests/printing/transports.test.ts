import { beforeAll, describe, expect, test } from 'vitest';
import type { PrinterProfile } from '#printing/profiles';
import { tcpTransport } from '#printing/transports/tcp';
import type { Delivery, Transport } from '#printing/transports/transport';
import type { VirtualFaults, VirtualPrinter } from '#printing/virtual-printer';
import { printInMemory, startPrinter, wholeReceipts } from '../printer.ts';
import { bytes, profile, send } from './sending.ts';

// The first picture takes a while, since the faces are read; the printers here are impatient.
beforeAll(() => {
	printInMemory(bytes, profile);
});

/** The way to a virtual printer. */
function to(printer: VirtualPrinter, change: Partial<PrinterProfile> = {}): Transport {
	return tcpTransport({ host: '127.0.0.1', port: printer.port }, { ...profile, ...change });
}

describe.concurrent('a printer on the network', () => {
	test.each<{
		says: string;
		faults: VirtualFaults;
		change?: Partial<PrinterProfile>;
		gives: Delivery | { outcome: 'doubtful' };
		printed: number;
		asks: number;
	}>([
		{
			says: 'prints and proves it by a fence it has shown to know',
			faults: {},
			gives: { outcome: 'sent', proof: 'fence' },
			printed: 1,
			asks: 1,
		},
		{
			says: 'prints and proves it by a process id',
			faults: {},
			change: { completion: 'gs_paren_h' },
			gives: { outcome: 'sent', proof: 'process_id' },
			printed: 1,
			asks: 1,
		},
		{
			says: 'is understood among the chatter of another program',
			faults: { isTalkative: true, isNearEnd: true },
			gives: { outcome: 'sent', proof: 'fence' },
			printed: 1,
			asks: 1,
		},
		{
			says: 'is slow, and answers nothing before it is through',
			faults: { slowMs: 700 },
			change: { timing: { ...profile.timing, completionMs: 20_000 } },
			gives: { outcome: 'sent', proof: 'fence' },
			printed: 1,
			asks: 1,
		},
		{
			says: 'is slow',
			faults: { slowMs: 15 },
			gives: { outcome: 'sent', proof: 'fence' },
			printed: 1,
			asks: 1,
		},
		{
			says: 'has no fence: taken is all that is known',
			faults: { hasNoFence: true },
			gives: { outcome: 'sent', proof: 'peer_eof' },
			printed: 1,
			asks: 1,
		},
		{
			says: 'never says a word',
			faults: { isSilent: true },
			gives: { outcome: 'sent', proof: 'peer_eof' },
			printed: 1,
			asks: 1,
		},
		{
			says: 'never says a word and never hangs up',
			faults: { isSilent: true, neverCloses: true },
			gives: { outcome: 'sent', proof: 'none' },
			printed: 1,
			asks: 1,
		},
		{
			says: 'is asleep and wakes up when it is spoken to',
			faults: { wakesAfterMs: 300 },
			gives: { outcome: 'sent', proof: 'fence' },
			printed: 1,
			asks: 1,
		},
		{
			says: 'has its cover open: not a byte is sent',
			faults: { isCoverOpen: true },
			gives: { outcome: 'not_sent', state: 'cover_open' },
			printed: 0,
			asks: 0,
		},
		{
			says: 'is out of paper from the start: not a byte is sent',
			faults: { paperOutAt: 0 },
			gives: { outcome: 'not_sent', state: 'paper_out' },
			printed: 0,
			asks: 0,
		},
		{
			says: 'runs out of paper in the middle',
			faults: { paperOutAt: 3000 },
			gives: { outcome: 'doubtful' },
			printed: 0,
			asks: 1,
		},
		{
			says: 'runs out of paper in the middle and has no fence, but says so when it is asked',
			faults: { paperOutAt: 3000, hasNoFence: true },
			gives: { outcome: 'doubtful', reason: 'printer paper_out', state: 'paper_out' },
			printed: 0,
			asks: 1,
		},
		{
			says: 'has its cover opened in the middle',
			faults: { coverOpensAt: 3000 },
			gives: { outcome: 'doubtful', reason: expect.stringContaining('printer cover_open') },
			printed: 0,
			asks: 1,
		},
		{
			says: 'runs out of paper after the last row, before the proof',
			faults: { paperOutAt: bytes.length + 15 },
			gives: { outcome: 'doubtful' },
			printed: 1,
			asks: 1,
		},
		{
			says: 'breaks off in the middle',
			faults: { resetAfter: 3000 },
			gives: { outcome: 'doubtful' },
			printed: 0,
			asks: 1,
		},
		{
			says: 'breaks off in the middle and has never said a word',
			faults: { resetAfter: 3000, isSilent: true },
			gives: { outcome: 'doubtful' },
			printed: 0,
			asks: 1,
		},
		{
			says: 'stops taking bytes in the middle, having promised a proof',
			faults: { stopAfter: 3000 },
			change: { completion: 'gs_r' },
			gives: { outcome: 'doubtful' },
			printed: 0,
			asks: 1,
		},
		{
			says: 'promises a process id and never sends one',
			faults: { hasNoFence: true },
			change: { completion: 'gs_paren_h' },
			gives: { outcome: 'doubtful' },
			printed: 1,
			asks: 1,
		},
	])('$says', async ({ faults, change, gives, printed, asks }) => {
		const printer = await startPrinter();
		printer.breakWith(faults);
		const { delivery, asked } = await send(to(printer, change));
		expect(delivery).toMatchObject(gives);
		expect(asked).toBe(asks);
		await printer.close();
		expect(wholeReceipts(printer)).toBe(printed);
		for (const paper of printer.papers) expect(paper.faults).toEqual([]);
	});

	test('nobody is there: not a byte is sent', async () => {
		const printer = await startPrinter();
		await printer.close();
		const delivery = { outcome: 'not_sent', state: 'offline' };
		expect(await send(to(printer))).toEqual({ delivery, asked: 0 });
	});

	test('has lately answered and is off behind its network box: not a byte is sent', async () => {
		const printer = await startPrinter();
		const way = to(printer);
		expect(await way.status()).toBe('ready');
		printer.breakWith({ isOff: true });
		expect(await way.status()).toBe('offline');
		const delivery = { outcome: 'not_sent', state: 'offline' };
		expect(await send(way)).toEqual({ delivery, asked: 0 });
		await printer.close();
		expect(printer.papers).toEqual([]);
	});

	test('another one that never answers stands in its place: after a while it is sent to', async () => {
		const printer = await startPrinter();
		const timing = { ...profile.timing, trustMs: 0 };
		const way = to(printer, { timing });
		expect(await way.status()).toBe('ready');
		printer.breakWith({ isSilent: true });
		expect((await send(way)).delivery).toEqual({ outcome: 'sent', proof: 'peer_eof' });
		await printer.close();
		expect(wholeReceipts(printer)).toBe(1);
	});

	test('leave is refused: no paper comes out', async () => {
		const printer = await startPrinter();
		expect(await send(to(printer), false)).toEqual({
			delivery: { outcome: 'withdrawn' },
			asked: 1,
		});
		await printer.close();
		expect(printer.papers).toEqual([]);
	});

	test.for([{ paperOutAt: 3000 }, { coverOpensAt: 3000 }])(
		'says at once why it stands still, however long the proof may take: %o',
		async (faults, { expect }) => {
			const printer = await startPrinter();
			printer.breakWith(faults);
			const timing = { ...profile.timing, completionMs: 60_000 };
			const state = 'paperOutAt' in faults ? 'paper_out' : 'cover_open';
			expect(await send(to(printer, { timing }))).toMatchObject({
				delivery: { outcome: 'doubtful', state },
			});
			await printer.close();
		},
	);

	test('prints late what waited for paper: that is why doubtful is never tried again', async ({
		expect,
	}) => {
		const printer = await startPrinter();
		printer.breakWith({ paperOutAt: 3000 });
		expect(await send(to(printer))).toMatchObject({ delivery: { outcome: 'doubtful' } });
		// The paper is out for whoever asks next, too.
		expect(await to(printer).status()).toBe('paper_out');
		const delivery = { outcome: 'not_sent', state: 'paper_out' };
		expect(await send(to(printer))).toEqual({ delivery, asked: 0 });
		printer.loadPaper();
		expect(await to(printer).status()).toBe('ready');
		await expect.poll(() => wholeReceipts(printer), { timeout: 5000 }).toBe(1);
		await printer.close();
	});

	test.each<{ faults: VirtualFaults; state: string }>([
		{ faults: {}, state: 'ready' },
		{ faults: { isNearEnd: true }, state: 'near_end' },
		{ faults: { isCoverOpen: true }, state: 'cover_open' },
		{ faults: { paperOutAt: 0 }, state: 'paper_out' },
		{ faults: { isBroken: true }, state: 'error' },
		{ faults: { isSilent: true }, state: 'unknown' },
	])('says $state', async ({ faults, state }) => {
		const printer = await startPrinter();
		printer.breakWith(faults);
		expect(await to(printer).status()).toBe(state);
		await printer.close();
	});
});
