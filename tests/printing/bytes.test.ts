import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RedemptionFacts } from '#domain/wire';
import { receiptBytes } from '#printing/escpos';
import { profiles, type PrinterProfile } from '#printing/profiles';
import { rowsOf } from '#printing/receipts/layout';
import type { Receipt } from '#printing/receipts/lines';
import { redemptionReceipt } from '#printing/receipts/redemption';
import { testPage } from '#printing/receipts/test-page';
import { printInMemory, quickProfile } from '../printer.ts';
import { decodeIndependently, decodeWithPython, hasPython, textBytes } from './decoders.ts';
import { longBasket, rareNames, wang } from './facts.ts';

const receipts: readonly { says: string; receipt: Receipt }[] = [
	{ says: 'a redemption', receipt: redemptionReceipt(wang, { copy: 0 }) },
	{ says: 'a long basket', receipt: redemptionReceipt(longBasket, { copy: 2 }) },
	{ says: 'rare names', receipt: redemptionReceipt(rareNames, { copy: 0 }) },
	{ says: 'the test page', receipt: testPage({ profile: 'generic58' }) },
];
const cases = profiles.flatMap((profile) =>
	receipts.map(({ says, receipt }) => ({ id: profile.id, profile, says, receipt })),
);

test.each(cases)('$says for $id is read without a fault by the strict printer', (one) => {
	const bytes = receiptBytes(one.receipt, one.profile);
	const { paper } = printInMemory(bytes, one.profile);
	expect(paper.faults).toEqual([]);
	expect([...bytes.subarray(0, 4)]).toEqual([0x1b, 0x40, 0x1c, 0x26]);
	expect(statusPatterns(bytes)).toEqual([]);
	expect(receiptBytes(one.receipt, one.profile)).toEqual(bytes);
});

test.each([quickProfile('generic58'), quickProfile('generic80'), quickProfile('generic80-42')])(
	'the paper of $id says what the rows say',
	(profile) => {
		const receipt = redemptionReceipt(longBasket, { copy: 1 });
		const { paper } = printInMemory(receiptBytes(receipt, profile), profile);
		const wanted = rowsOf(receipt, profile).flatMap((row) =>
			row.type === 'text' ? [row.text.trim()] : [],
		);
		const printed = paper.rows.filter((row) => !row.startsWith('[picture'));
		expect(printed.map((row) => row.trim())).toEqual(wanted);
	},
);

describe('two decoders that share nothing with ours', () => {
	const profile = quickProfile('generic58');
	const bytes = receiptBytes(redemptionReceipt(longBasket, { copy: 0 }), profile);
	const wanted = rowsOf(redemptionReceipt(longBasket, { copy: 0 }), profile)
		.flatMap((row) => (row.type === 'text' ? [row.text] : []))
		.join('\n');

	test('skipping commands and decoding GB18030 gives the rows', () => {
		expect(decodeIndependently(bytes).trimEnd()).toBe(wanted);
	});
	test.runIf(hasPython)('the codec of Python gives the rows', () => {
		expect(decodeWithPython(bytes).trimEnd()).toBe(wanted);
	});
});

describe('characters that the printer does not have', () => {
	test('become a picture of their whole row and never a question mark', () => {
		const profile = quickProfile('generic58');
		const { paper, tokens } = printInMemory(
			receiptBytes(redemptionReceipt(rareNames, { copy: 0 }), profile),
			profile,
		);
		expect(paper.rows.join('\n')).not.toContain('?');
		// Three goods and the name, one band of 30 dots each; the rest is the QR code.
		const rows = tokens.filter(
			(token) => token.type === 'raster' && token.data.length / token.rowBytes === 30,
		);
		expect(rows).toHaveLength(4);
	});
	test('are fewer on a printer of GBK than on one of GB2312', () => {
		const receipt = redemptionReceipt({ ...wang, maskedName: '陶＊喆' }, { copy: 0 });
		const lengthFor = (id: string) => receiptBytes(receipt, quickProfile(id)).length;
		expect(lengthFor('gb2312-58')).toBeGreaterThan(lengthFor('generic58'));
	});
	test('without any Chinese, the whole receipt is pictures', () => {
		const profile = quickProfile('foreign58');
		const { tokens } = printInMemory(receiptBytes(receipts[0]?.receipt ?? [], profile), profile);
		expect(tokens.filter(({ type }) => type === 'text')).toEqual([]);
	});
});

test('whatever stands in the fields, only our own commands reach the printer', () => {
	const nasty = fc.string({
		unit: fc.oneof(
			fc.constantFrom(
				'\u001b',
				'\u001d',
				'\u001c',
				'\u0010',
				'\u0004',
				'\n',
				'\u0000',
				'@',
				'V',
				'?',
			),
			fc.constantFrom(...'张王李大米“”·①¥•𠮷㛃é😀1a '),
		),
		minLength: 1,
		maxLength: 24,
	});
	// The QR code never changes here; drawn by the printer it takes no time.
	const profile = quickProfile('generic58', { qr: 'native' });
	fc.assert(
		fc.property(nasty, nasty, nasty, (maskedName, name, shop) => {
			const facts: RedemptionFacts = {
				...wang,
				maskedName,
				shop,
				lines: [{ name, english: '', unit: '个', quantity: 1, pointsEach: 1, points: 1 }],
			};
			const bytes = receiptBytes(redemptionReceipt(facts, { copy: 0 }), profile);
			const { paper, tokens } = printInMemory(bytes, profile);
			expect(paper.faults).toEqual([]);
			expect(statusPatterns(bytes)).toEqual([]);
			expect(tokens.filter(({ type }) => type === 'cut' || type === 'status_query')).toEqual([]);
			const given = `${maskedName}${name}${shop}`;
			const questions = textBytes(bytes).filter((byte) => byte === 0x3f).length;
			expect(questions).toBeLessThanOrEqual(given.split('?').length - 1);
		}),
		{ numRuns: 80 },
	);
});

describe('commands, byte by byte', () => {
	const bytesOf = (receipt: Receipt, change: Partial<PrinterProfile> = {}) =>
		hex(receiptBytes(receipt, quickProfile('generic58', { spacing: false, ...change })));

	test.each<{ says: string; receipt: Receipt; change?: Partial<PrinterProfile>; gives: string }>([
		{
			says: 'normal text',
			receipt: [{ type: 'text', text: '中a' }],
			gives: '1b40 1c26 1b331e d6d0 61 0a',
		},
		{
			says: 'large bold text in the middle',
			receipt: [{ type: 'text', text: '中', align: 'center', size: '2x2', bold: true }],
			gives: '1b40 1c26 1b6101 1d2111 1b4501 1b3336 d6d0 0a',
		},
		{
			says: 'a tear-off',
			receipt: [{ type: 'feed', rows: 2 }, { type: 'cut' }],
			gives: '1b40 1c26 1b6402 1b6404',
		},
		{
			says: 'a cut',
			receipt: [{ type: 'cut' }],
			change: { cutter: 'partial' },
			gives: '1b40 1c26 1b6404 1d5601',
		},
		{
			says: 'a spacing undone',
			receipt: [],
			change: { spacing: true },
			gives: '1b40 1c26 1c530000 1b2000',
		},
		{
			says: 'a QR code by the printer itself',
			receipt: [{ type: 'qr', text: 'R7' }],
			change: { qr: 'native' },
			gives:
				'1b40 1c26 1b6101 1d286b0400314132 00 1d286b0300314308 1d286b0300314532 ' +
				'1d286b050031503052 37 1d286b0300315130 1b6100',
		},
	])('$says', ({ receipt, change, gives }) => {
		expect(bytesOf(receipt, change)).toBe(gives.replaceAll(' ', ''));
	});
});

function statusPatterns(bytes: Uint8Array): readonly number[] {
	const found: number[] = [];
	for (let at = 0; at + 1 < bytes.length; at++) {
		const second = bytes[at + 1] ?? 0;
		if (bytes[at] === 0x10 && [0x04, 0x05, 0x14].includes(second)) found.push(at);
	}
	return found;
}

function hex(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString('hex');
}
