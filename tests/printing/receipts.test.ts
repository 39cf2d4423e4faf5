import { describe, expect, test } from 'vitest';
import { cellsOf, cellsOfCluster, printableText, wrapToCells } from '#printing/receipts/cells';
import { rowsOf } from '#printing/receipts/layout';
import { paper58, paper80, receiptText } from '#printing/receipts/preview';
import { redemptionReceipt } from '#printing/receipts/redemption';
import { testPage } from '#printing/receipts/test-page';
import { longBasket, rareNames, wang } from './facts.ts';

describe('a redemption as its receipt', () => {
	test.each([
		{ name: 'redemption-58', paper: paper58, facts: wang, copy: 0 },
		{ name: 'redemption-80', paper: paper80, facts: wang, copy: 0 },
		{ name: 'long-basket-58', paper: paper58, facts: longBasket, copy: 0 },
		{ name: 'long-basket-80', paper: paper80, facts: longBasket, copy: 0 },
		{ name: 'rare-names-58', paper: paper58, facts: rareNames, copy: 0 },
		{ name: 'reprint-58', paper: paper58, facts: wang, copy: 2 },
		{ name: 'reprint-80', paper: paper80, facts: wang, copy: 12 },
		{ name: 'reversed-58', paper: paper58, facts: { ...wang, reversed: true }, copy: 1 },
	])('$name reads as it always has', async ({ name, paper, facts, copy }) => {
		const text = receiptText(redemptionReceipt(facts, { copy }), paper);
		await expect(text).toMatchFileSnapshot(`golden/${name}.txt`);
	});

	test.each([paper58, paper80])('says all that it must on $widthMm mm', (paper) => {
		const text = receiptText(redemptionReceipt(wang, { copy: 0 }), paper);
		for (const words of [
			'爱心超市',
			'柏林镇·柏树村',
			'02-261123-0007',
			'2026-11-23 14:05:09',
			'王＊国',
			'柏03-02-017-6',
			'金龙鱼大米',
			'46分',
			'120分',
			'74分',
			'总积分（不减少）',
			'220分',
			'Q02-2026-000123',
			'9F3A C1D2',
			'R7K2M 9QX4T B5WCJ',
			'非发票，不可兑换现金',
			'— 完 0007 —',
		]) {
			expect(text).toContain(words);
		}
		expect(text).not.toContain('补打');
		expect(text).not.toContain('冲正');
	});

	test('says which copy it is, and that it was reversed', () => {
		const text = receiptText(redemptionReceipt({ ...wang, reversed: true }, { copy: 3 }), paper58);
		expect(text).toContain('*** 补打 第3次 ***');
		expect(text).toContain('【已冲正】');
	});

	test('every figure of a long basket stands on the paper', () => {
		const text = receiptText(redemptionReceipt(longBasket, { copy: 0 }), paper58);
		for (const { quantity, unit, points } of longBasket.lines) {
			expect(text).toMatch(new RegExp(`${quantity}${unit} +${points}\n`));
		}
	});
});

test.each([paper58, paper80, { columns: 42 }])('no row is wider than $columns cells', (paper) => {
	const receipts = [
		redemptionReceipt(longBasket, { copy: 12 }),
		redemptionReceipt(rareNames, { copy: 0 }),
		testPage({ profile: 'generic58' }),
	];
	for (const row of receipts.flatMap((receipt) => rowsOf(receipt, paper))) {
		if (row.type !== 'text') continue;
		const wide = row.size.startsWith('2x') ? 2 : 1;
		expect(cellsOf(row.text) * wide, row.text).toBeLessThanOrEqual(paper.columns);
	}
});

test.each([32, 42, 48])('the ruler of the test page counts %i columns', (columns) => {
	const text = receiptText(testPage({ profile: 'generic58' }), { columns });
	const ruler = '1234567890'.repeat(5).slice(0, columns);
	expect(text.split('\n')).toContain(ruler);
});

describe('cells', () => {
	test.each(['汉', '“', '”', '·', '—', '…', '①', '×', '℃', '￥', '𠮷', '㛃', '　', 'é'])(
		'%s takes two cells',
		(character) => expect(cellsOfCluster(character)).toBe(2),
	);
	test.each(['a', '0', ' ', '~', '-'])('%s takes one cell', (character) =>
		expect(cellsOfCluster(character)).toBe(1),
	);
});

describe('printable text', () => {
	test.each([
		{ given: '¥12 • ✓ 〜', gives: '￥12 · √ ～' },
		{ given: 'a\u001b@b\u001dV\u0000c\u0010\u0004\u0001', gives: 'a@bVc' },
		{ given: '张\n三\t李', gives: '张 三 李' },
		{ given: 'a\u202eb\u200bc\ufeffd', gives: 'abcd' },
		{ given: 'x\ud842y', gives: 'x\ufffdy' },
	])('$given becomes $gives', ({ given, gives }) => expect(printableText(given)).toBe(gives));

	test('is cut off where a receipt would never end', () => {
		expect(cellsOf(printableText('长'.repeat(5000)))).toBe(400);
	});
});

describe('wrapping', () => {
	test.each([
		{ text: '大米大米大米大米，油', cells: 16, gives: ['大米大米大米大', '米，油'] },
		{ text: '花生油5L装', cells: 7, gives: ['花生油', '5L装'] },
		{ text: '肥皂 12块 一箱', cells: 8, gives: ['肥皂', '12块 一', '箱'] },
		{ text: 'abcdefghijkl', cells: 5, gives: ['abcde', 'fghij', 'kl'] },
		{ text: '', cells: 8, gives: [''] },
	])('$text in $cells', ({ text, cells, gives }) => {
		expect(wrapToCells(text, cells)).toEqual(gives);
	});
});
