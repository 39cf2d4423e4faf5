import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { receiptBytes } from '#printing/escpos';
import { redemptionReceipt } from '#printing/receipts/redemption';
import { startVirtualPrinter } from '#printing/virtual-printer';
import { printInMemory, quickProfile } from '../printer.ts';
import { wang } from './facts.ts';

const profile = quickProfile('generic58');
const print = (...bytes: number[]) => printInMemory(Uint8Array.from(bytes), profile).paper;
const chinese = [0x1b, 0x40, 0x1c, 0x26];

describe('the virtual printer is as strict as paper', () => {
	test.each([
		{
			says: 'GS Z, which few printers know',
			bytes: [...chinese, 0x1d, 0x5a, 0x02],
			fault: '1d 5a',
		},
		{ says: 'ESC 5, which is not ESC/POS', bytes: [...chinese, 0x1b, 0x35], fault: '1b 35' },
		{ says: 'a size that cheap printers lack', bytes: [0x1d, 0x21, 0x22], fault: '1d 21 22' },
		{ says: 'a stray control character', bytes: [0x07], fault: '07' },
		{
			says: 'a hanzi outside Chinese mode',
			bytes: [0x1b, 0x40, 0xd6, 0xd0, 0x0a],
			fault: 'Chinese mode',
		},
		{
			says: 'a four-byte character',
			bytes: [...chinese, 0x81, 0x30, 0x84, 0x36, 0x0a],
			fault: 'four-byte',
		},
		{ says: 'a broken pair', bytes: [...chinese, 0xff, 0xff, 0x0a], fault: 'undecodable' },
		{
			says: 'a row that is too wide',
			bytes: [...chinese, ...Array<number>(33).fill(0x61), 0x0a],
			fault: 'row of 396 dots',
		},
		{
			says: 'a picture that is too wide',
			bytes: [0x1d, 0x76, 0x30, 0, 49, 0, 1, 0, ...Array<number>(49).fill(0)],
			fault: 'picture of 392 dots',
		},
	])('$says is a fault', ({ bytes, fault }) => {
		expect(print(...bytes).faults.join('\n')).toContain(fault);
	});

	test('text stands where it was put', () => {
		const { rows, faults } = print(...chinese, 0x1b, 0x61, 1, 0xd6, 0xd0, 0x0a);
		expect(faults).toEqual([]);
		expect(rows).toEqual([' '.repeat(15) + '中']);
	});
});

test('keeps every paper as picture, text and bytes, and goes on counting', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'love-paper-'));
	const seen: string[] = [];
	const bytes = receiptBytes(redemptionReceipt(wang, { copy: 0 }), profile);
	const printOnce = async () => {
		const printer = await startVirtualPrinter({
			port: 0,
			paper: 58,
			folder,
			onPaper: (_paper, file) => seen.push(file),
		});
		await new Promise((resolve) => {
			const socket = connect(printer.port, '127.0.0.1', () => socket.end(bytes));
			socket.on('close', resolve).resume();
		});
		await printer.close();
	};
	await printOnce();
	await printOnce();
	expect(seen).toEqual([join(folder, 'receipt-0001.png'), join(folder, 'receipt-0002.png')]);
	expect(readFileSync(join(folder, 'receipt-0001.txt'), 'utf8')).toContain('— 完 0007 —');
	expect(readFileSync(join(folder, 'receipt-0001.bin')).equals(bytes)).toBe(true);
	expect(existsSync(join(folder, 'receipt-0001.png'))).toBe(true);
	rmSync(folder, { recursive: true });
});
