import fc from 'fast-check';
import { create } from 'qrcode';
import { describe, expect, test } from 'vitest';
import { householdCode, maskName, readHouseholdCode } from '#domain/household';
import {
	checkDigit,
	codeAlphabet,
	codeLength,
	makePassbookCode,
	makePassbookNumber,
	makeReceiptCode,
	readScan,
} from '#domain/passbook';

const place = fc.nat({ max: 31 });
const places = fc.array(place, { minLength: 12, maxLength: 12 });
const code = fc.oneof(places.map(makePassbookCode), places.map(makeReceiptCode));
const number = fc.stringMatching(/^\d{7}$/).map(makePassbookNumber);
/** Any row of UTF-16 units, broken ones included: what a faulty scanner may send. */
const anyText = fc
	.array(fc.nat({ max: 0xffff }), { maxLength: 80 })
	.map((units) => String.fromCharCode(...units));
const digits = [...'0123456789'];
const exchanged = (text: string, index: number) =>
	text.slice(0, index) + text.charAt(index + 1) + text.charAt(index) + text.slice(index + 2);
const changed = (text: string, index: number, character: string) =>
	text.slice(0, index) + character + text.slice(index + 1);

describe('passbook and receipt codes', () => {
	test('are read as they were made', () => {
		fc.assert(
			fc.property(places, (random) => {
				const passbook = makePassbookCode(random);
				const receipt = makeReceiptCode(random);
				expect(readScan(passbook)).toEqual({
					ok: true,
					value: { kind: 'passbook', code: passbook },
				});
				expect(readScan(receipt)).toEqual({ ok: true, value: { kind: 'receipt', code: receipt } });
			}),
		);
	});

	test('are read in any case, width and spacing', () => {
		const wide = (text: string) =>
			text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
		fc.assert(
			fc.property(
				code,
				fc.array(fc.nat({ max: 5 }), { minLength: 15, maxLength: 15 }),
				(made, ways) => {
					const typed = [...made].map((character, index) => {
						const turn = [
							character,
							character.toLowerCase(),
							wide(character),
							wide(character.toLowerCase()),
							` ${character}`,
							`${character}－`,
						];
						return turn[ways[index] ?? 0];
					});
					expect(readScan(typed.join(''))).toEqual(readScan(made));
				},
			),
		);
	});

	test('no single wrong character is accepted', () => {
		fc.assert(
			fc.property(code, (made) => {
				for (let index = 0; index < codeLength; index++) {
					for (const character of codeAlphabet) {
						if (character === made[index]) continue;
						expect(readScan(changed(made, index, character)).ok).toBe(false);
					}
				}
			}),
			{ numRuns: 30 },
		);
	});

	test('no exchange of neighbours is accepted, for any two characters at any place', () => {
		for (let index = 0; index < 11; index++) {
			for (let one = 0; one < 32; one++) {
				for (let other = 0; other < one; other++) {
					const random = Array.from({ length: 12 }, (_, no) => (no * 7) % 32);
					random[index] = one;
					random[index + 1] = other;
					expect(readScan(exchanged(makePassbookCode(random), index + 1)).ok).toBe(false);
				}
			}
		}
	});

	test('no exchange that touches the kind or a check character is accepted', () => {
		fc.assert(
			fc.property(code, fc.constantFrom(0, 12, 13), (made, index) => {
				fc.pre(made[index] !== made[index + 1]);
				expect(readScan(exchanged(made, index)).ok).toBe(false);
			}),
			{ numRuns: 1000 },
		);
	});

	test('fit the smallest QR code at level Q, without a mode for bytes', () => {
		fc.assert(
			fc.property(code, (made) => {
				expect(made).toMatch(/^[0-9A-Z]{15}$/);
				const symbol = create(made, { errorCorrectionLevel: 'Q' });
				expect(symbol.version).toBe(1);
				// A code that happens to be nearly all digits has a part in the mode for those.
				for (const { mode } of symbol.segments) expect(mode.id).toMatch(/^(Alphan|N)umeric$/);
			}),
			{ numRuns: 20 },
		);
	});

	test('other texts are refused, never thrown at', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				expect(readScan(text).ok).toBe(false);
			}),
		);
	});
});

describe('check digits', () => {
	test('a passbook number is read as it was made', () => {
		fc.assert(
			fc.property(number, (made) => {
				expect(readScan(made)).toEqual({ ok: true, value: { kind: 'number', number: made } });
			}),
		);
	});

	// One leading digit brings the check into each of its ten states, and from two different states
	// the same digit leads to two different ones: so what holds here holds at any place.
	test.each(digits)('after %s no wrong digit and no exchange is accepted', (lead) => {
		for (const one of digits) {
			const check = checkDigit(lead + one);
			if (one !== check) expect(checkDigit(lead + check)).not.toBe(one);
			for (const other of digits) {
				if (one === other) continue;
				expect(checkDigit(lead + other)).not.toBe(check);
				expect(checkDigit(lead + one + other)).not.toBe(checkDigit(lead + other + one));
				expect(checkDigit(one + lead)).not.toBe(checkDigit(other + lead));
			}
		}
	});

	test('a household code is read as it was made, and with a wrong digit never', () => {
		const where = fc.record({
			townLetter: fc.constantFrom('柏', '𠮷', 'L'),
			village: fc.integer({ min: 1, max: 99 }),
			group: fc.integer({ min: 1, max: 99 }),
			household: fc.integer({ min: 1, max: 999 }),
		});
		fc.assert(
			fc.property(where, fc.nat({ max: 7 }), fc.integer({ min: 1, max: 9 }), (place, at, by) => {
				const made = householdCode(place);
				expect(readHouseholdCode(made)).toEqual(place);
				const plain = made.replace(/-/g, '').slice(place.townLetter.length);
				const wrong = changed(plain, at, String((Number(plain[at]) + by) % 10));
				expect(readHouseholdCode(place.townLetter + wrong)).toBeUndefined();
			}),
		);
	});
});

describe('masked names', () => {
	const character = fc.constantFrom(...'王建国欧阳华·𠮷䶮喆龢𬀩');

	test('show the first and at most the last character, whole', () => {
		fc.assert(
			fc.property(fc.array(character, { minLength: 2, maxLength: 12 }), (name) => {
				const last = name.length > 2 ? name[name.length - 1] : '';
				expect(maskName(name.join(''))).toBe(`${name[0]}＊${last}`);
				expect(maskName(name.join('　'))).toBe(`${name[0]}＊${last}`);
			}),
		);
	});
});
