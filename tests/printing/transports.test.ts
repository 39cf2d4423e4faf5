import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { receiptBytes } from '#printing/escpos';
import type { PrinterProfile } from '#printing/profiles';
import { redemptionReceipt } from '#printing/receipts/redemption';
import { deviceTransport } from '#printing/transports/device';
import { fileTransport } from '#printing/transports/file';
import { tcpTransport } from '#printing/transports/tcp';
import type { Delivery, Transport } from '#printing/transports/transport';
import type { VirtualFaults, VirtualPrinter } from '#printing/virtual-printer';
import { printInMemory, quickProfile, startPrinter, wholeReceipts } from '../printer.ts';
import { wang } from './facts.ts';

const profile = quickProfile('generic58');
const bytes = receiptBytes(redemptionReceipt(wang, { copy: 0 }), profile);
// The first picture takes a while, since the faces are read; the printers here are impatient.
beforeAll(() => {
	printInMemory(bytes, profile);
});

/** Sends one receipt and counts how often leave was asked for its first byte. */
async function send(
	transport: Transport,
	isAllowed = true,
): Promise<{ delivery: Delivery; asked: number }> {
	let asked = 0;
	const delivery = await transport.send(bytes, {
		name: 'redemption-1-0',
		attempt: 1,
		beforeFirstByte: async () => {
			asked += 1;
			return isAllowed;
		},
	});
	return { delivery, asked };
}

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
			gives: { outcome: 'doubtful', reason: 'printer paper_out' },
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

	test('prints late what waited for paper: that is why doubtful is never tried again', async ({
		expect,
	}) => {
		const printer = await startPrinter();
		printer.breakWith({ paperOutAt: 3000 });
		expect(await send(to(printer))).toMatchObject({ delivery: { outcome: 'doubtful' } });
		printer.loadPaper();
		await expect.poll(() => wholeReceipts(printer), { timeout: 5000 }).toBe(1);
		await printer.close();
	});

	test.each<{ faults: VirtualFaults; state: string }>([
		{ faults: {}, state: 'ready' },
		{ faults: { isNearEnd: true }, state: 'near_end' },
		{ faults: { isCoverOpen: true }, state: 'cover_open' },
		{ faults: { paperOutAt: 0 }, state: 'paper_out' },
		{ faults: { isSilent: true }, state: 'unknown' },
	])('says $state', async ({ faults, state }) => {
		const printer = await startPrinter();
		printer.breakWith(faults);
		expect(await to(printer).status()).toBe(state);
		await printer.close();
	});
});

describe('a printer behind a device file', () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'love-device-'));
	});
	afterEach(() => rmSync(folder, { recursive: true }));
	// A process has to start first.
	const patient = { ...profile.timing, connectMs: 10_000 };
	const at = (name: string) => deviceTransport(join(folder, name), patient);

	test('takes every byte, and nothing proves more', async () => {
		writeFileSync(join(folder, 'lp0'), '');
		expect(await send(at('lp0'))).toEqual({
			delivery: { outcome: 'sent', proof: 'none' },
			asked: 1,
		});
		expect(readFileSync(join(folder, 'lp0')).equals(bytes)).toBe(true);
	});

	test('is not plugged in: not a byte is sent', async () => {
		expect(await at('lp0').status()).toBe('offline');
		const delivery = { outcome: 'not_sent', state: 'offline' };
		expect(await send(at('lp0'))).toEqual({ delivery, asked: 0 });
	});

	test('leave is refused: nothing is written', async () => {
		writeFileSync(join(folder, 'lp0'), '');
		expect((await send(at('lp0'), false)).delivery).toEqual({ outcome: 'withdrawn' });
		expect(readFileSync(join(folder, 'lp0'))).toHaveLength(0);
	});

	test.runIf(process.platform === 'linux')('is full: in doubt from the first byte', async () => {
		const { delivery } = await send(deviceTransport('/dev/full', patient));
		expect(delivery).toMatchObject({ outcome: 'doubtful' });
		expect(delivery).toHaveProperty('reason', expect.stringContaining('ENOSPC'));
	});

	test.runIf(process.platform === 'linux')(
		'stops in the middle: given up in time, and in doubt',
		async () => {
			execFileSync('mkfifo', [join(folder, 'lp0')]);
			// Reads a little and then sits on the device; a pipe holds 64 KiB more.
			const reader = spawn('sh', ['-c', `exec 3<"${folder}/lp0"; dd bs=1 count=9 <&3; sleep 5`]);
			const large = new Uint8Array(200_000).fill(0x20);
			const delivery = await at('lp0').send(large, {
				name: 'redemption-1-0',
				attempt: 1,
				beforeFirstByte: async () => true,
			});
			reader.kill();
			expect(delivery).toMatchObject({ outcome: 'doubtful' });
		},
	);
});

describe('a folder in place of a printer', () => {
	test('holds the whole job or nothing', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'love-folder-'));
		const transport = fileTransport(join(folder, 'slips'));
		expect(await transport.status()).toBe('ready');
		expect((await send(transport, false)).delivery).toEqual({ outcome: 'withdrawn' });
		expect((await send(transport)).delivery).toEqual({ outcome: 'sent', proof: 'fence' });
		expect(readFileSync(join(folder, 'slips', 'redemption-1-0.bin')).equals(bytes)).toBe(true);
		rmSync(folder, { recursive: true });
	});

	test('is not there and cannot be made', async () => {
		const transport = fileTransport('/dev/null/slips');
		const { delivery } = await send(transport);
		expect(delivery).toEqual({ outcome: 'not_sent', state: 'offline' });
	});
});
