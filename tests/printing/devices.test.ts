import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deviceTransport } from '#printing/transports/device';
import { fileTransport } from '#printing/transports/file';
import { bytes, profile, send } from './sending.ts';

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
