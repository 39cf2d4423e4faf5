import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fen, fenToYuan, isWhole, points, yuanToFen } from '#domain/points';

test.each([Number.NaN, Number.POSITIVE_INFINITY, -0, 0.1 + 0.2, 2 ** 53])(
	'%s is no figure of ours',
	(value) => {
		expect(isWhole(value)).toBe(false);
		expect(() => points(value)).toThrow('Not whole points');
		expect(() => fen(value)).toThrow('Not whole fen');
	},
);

test('an amount written in yuan is read back to the fen', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 999_999_999 }), (amount) => {
			expect(yuanToFen(fenToYuan(fen(amount)))).toBe(amount);
		}),
	);
});
