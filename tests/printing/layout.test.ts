import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellsOf } from '#printing/receipts/cells';
import { cellsAcross, rowsOf } from '#printing/receipts/layout';
import type { TextSize } from '#printing/receipts/lines';

/** Words as shops and villages have them, and a few that nobody expects. */
const words = fc.oneof(
	{ weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
	{
		weight: 4,
		arbitrary: fc.string({
			unit: fc.constantFrom(
				...'大米油5kg装“”·—…①×℃￥¥•✓〜𠮷㛃䶮龴😀éa1 -，。）(\u001b\u001d\u0010\n',
			),
			maxLength: 40,
		}),
	},
	{ weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
);
const papers = fc.constantFrom(32, 42, 48);

test('every row of a table is exactly as wide as the paper', () => {
	fc.assert(
		fc.property(words, words, fc.nat(9_999_999), papers, (name, unit, points, columns) => {
			const cells = [name, `2${unit}`.slice(0, 12), String(points)];
			const rows = rowsOf([{ type: 'table', columns: [{ width: 8 }, { width: 6 }], cells }], {
				columns,
			});
			for (const row of rows) {
				expect(row.type === 'text' && cellsOf(row.text)).toBe(columns);
			}
		}),
		{ numRuns: 1000 },
	);
});

test('every row of two columns is exactly as wide as the paper', () => {
	const sizes = fc.constantFrom<TextSize>('1x1', '2x1', '1x2', '2x2');
	fc.assert(
		fc.property(words, words, sizes, papers, (left, right, size, columns) => {
			for (const row of rowsOf([{ type: 'columns', left, right, size }], { columns })) {
				expect(row.type === 'text' && cellsOf(row.text)).toBe(cellsAcross({ columns }, size));
			}
		}),
		{ numRuns: 500 },
	);
});

test('wrapping loses nothing but spaces', () => {
	fc.assert(
		fc.property(words, papers, (text, columns) => {
			const rows = rowsOf([{ type: 'text', text }], { columns });
			const printed = rows.map((row) => (row.type === 'text' ? row.text : '')).join('');
			const before = rowsOf([{ type: 'text', text }], { columns: 10_000 });
			const whole = before.map((row) => (row.type === 'text' ? row.text : '')).join('');
			expect(printed.replaceAll(' ', '')).toBe(whole.replaceAll(' ', ''));
			for (const row of rows)
				expect(row.type === 'text' && cellsOf(row.text) <= columns).toBe(true);
		}),
		{ numRuns: 500 },
	);
});
