import { describe, expect, test } from 'vitest';
import { sizeOf, type Drawn } from '#kiosk/lib/screen-size.ts';

const portrait: Drawn = { width: 1080, height: 1920, key: 81, layout: 'portrait' };
const landscape: Drawn = { width: 1920, height: 1080, key: 112, layout: 'landscape' };
const tablet: Drawn = { width: 1280, height: 800, key: 118, layout: 'tablet' };

/** Real screens, with the pixels of a millimetre from their data sheets. */
const screens = [
	{ name: '21.5 inches, upright', drawn: portrait, px: 4.03, inches: 21.5, verdict: 'right' },
	{ name: '21.5 inches', drawn: landscape, px: 4.03, inches: 21.5, verdict: 'right' },
	{ name: '15.6 inches', drawn: landscape, px: 5.56, inches: 15.6, verdict: 'right' },
	{ name: '32 inches, upright', drawn: portrait, px: 2.71, inches: 32, verdict: 'right' },
	{ name: 'a tablet of 10.1 inches', drawn: tablet, px: 5.88, inches: 10.1, verdict: 'right' },
	{ name: 'a tablet of 8.4 inches', drawn: tablet, px: 7.07, inches: 8.4, verdict: 'close' },
	{ name: '17 inches, upright', drawn: portrait, px: 5.1, inches: 17, verdict: 'small' },
] as const;

describe('a screen is as large as it is, and its keys are judged', () => {
	test.each(screens)('$name: $verdict', ({ drawn, px, inches, verdict }) => {
		const size = sizeOf(drawn, px);
		expect(size.inches).toBeCloseTo(inches, 0);
		expect(size.verdict).toBe(verdict);
		expect(size.remedy === undefined).toBe(verdict !== 'small');
	});
});

describe('what helps against small keys', () => {
	test('a fine tablet: its page in fewer pixels, which then has large keys', () => {
		const fine: Drawn = { width: 1920, height: 1200, key: 112, layout: 'landscape' };
		const { verdict, remedy } = sizeOf(fine, 8.82);
		expect({ verdict, remedy }).toEqual({ verdict: 'small', remedy: { scale: 1.5 } });
		expect(sizeOf(tablet, 8.82 / 1.5).verdict).toBe('right');
	});

	test('a small screen: a larger one, and one of that size is large enough', () => {
		for (const drawn of [portrait, tablet]) {
			const { remedy, inches } = sizeOf(drawn, 10);
			if (!remedy || !('inches' in remedy)) throw new Error('No larger screen is asked for');
			expect(remedy.inches).toBeGreaterThan(inches);
			expect(sizeOf(drawn, (10 * inches) / remedy.inches).verdict).not.toBe('small');
		}
	});

	test('a fine screen that is small as well: its page in fewer pixels would not do', () => {
		const phone: Drawn = { width: 1920, height: 1080, key: 112, layout: 'landscape' };
		expect(sizeOf(phone, 16).remedy).toEqual({ inches: 9 });
	});
});
