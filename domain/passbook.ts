import { ok, refuse, type Result } from './result.ts';

/**
 * 存折码: what the QR code on a passbook's cover says. A letter for the kind of paper, 12 random
 * characters and 2 check characters of Crockford base-32: opaque, and short enough for a QR code of
 * 21 x 21 modules at level Q. Names and numbers of people never stand in it (R16).
 */
export type PassbookCode = string & { readonly __unit: 'passbook code' };

/** The same form for the QR code of a receipt, so that one scanner reads both. */
export type ReceiptCode = string & { readonly __unit: 'receipt code' };

/** 存折号: the 8 digits printed under the code for the number pad; the last one is a check digit. */
export type PassbookNumber = string & { readonly __unit: 'passbook number' };

export type ScannedCode =
	| { readonly kind: 'passbook'; readonly code: PassbookCode }
	| { readonly kind: 'receipt'; readonly code: ReceiptCode }
	| { readonly kind: 'number'; readonly number: PassbookNumber };

/** Something was scanned that is none of ours, or is ours and was damaged on the way. */
export type ScanRefusal = { readonly code: 'code_foreign' } | { readonly code: 'code_damaged' };

/** Crockford base-32: no I, L, O, U. */
export const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const codeLength = 15;
const randomLength = 12;
/** Longer than any code of ours with every separator that people put in; the rest is foreign. */
const scanLengthMost = 64;
const kindLetters = { passbook: 'C', receipt: 'R' } as const;

/**
 * A passbook code from 12 random places in the alphabet (0 to 31, from a secure source). Throws on
 * any other count or place: a code with fewer random characters could be guessed (R16).
 */
export function makePassbookCode(places: readonly number[]): PassbookCode {
	return codeFrom(kindLetters.passbook, places) as PassbookCode;
}

/** A receipt code from 12 random places; throws as `makePassbookCode` does. */
export function makeReceiptCode(places: readonly number[]): ReceiptCode {
	return codeFrom(kindLetters.receipt, places) as ReceiptCode;
}

/** A passbook number from 7 random digits and their check digit. Throws on anything else (R16). */
export function makePassbookNumber(digits: string): PassbookNumber {
	if (!/^\d{7}$/.test(digits)) throw new Error('A passbook number is made of 7 digits');
	return `${digits}${checkDigit(digits)}` as PassbookNumber;
}

/**
 * Reads whatever a scanner, camera or number pad delivered. Full-width characters, lower case, Caps
 * Lock, look-alikes, spaces and hyphens are forgiven. Refuses what is not ours (`code_foreign`) and
 * what is ours but was misread (`code_damaged`), so that the kiosk can ask for a second try (R16).
 */
export function readScan(text: string): Result<ScannedCode, ScanRefusal> {
	if (text.length > scanLengthMost) return refuse({ code: 'code_foreign' });
	const plain = plainCode(text);
	if (/^\d{8}$/.test(plain)) {
		if (checkDigit(plain.slice(0, 7)) !== plain[7]) return refuse({ code: 'code_damaged' });
		return ok({ kind: 'number', number: plain as PassbookNumber });
	}
	const letter = plain[0];
	if (letter !== kindLetters.passbook && letter !== kindLetters.receipt) {
		return refuse({ code: 'code_foreign' });
	}
	if (plain.length !== codeLength || !isInAlphabet(plain)) {
		return refuse({ code: isNearlyOurs(plain) ? 'code_damaged' : 'code_foreign' });
	}
	if (checkOf(plain.slice(0, -2)) !== plain.slice(-2)) return refuse({ code: 'code_damaged' });
	return letter === kindLetters.passbook
		? ok({ kind: 'passbook', code: plain as PassbookCode })
		: ok({ kind: 'receipt', code: plain as ReceiptCode });
}

/** Upper case, half-width, without separators; Crockford's look-alikes O, I, L become 0, 1, 1. */
export function plainCode(text: string): string {
	return halfWidth(text)
		.replace(/[\s-]/g, '')
		.replace(/[a-z]/g, (letter) => letter.toUpperCase())
		.replace(/O/g, '0')
		.replace(/[IL]/g, '1');
}

/** Text as an input method in half-width mode would have typed it: １２－Ａ becomes 12-A. */
export function halfWidth(text: string): string {
	// Full-width forms lie 0xFEE0 above their ASCII twins.
	return text.replace(/[\uff01-\uff5e]/g, (wide) =>
		String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
	);
}

/** A passbook number as it is printed and read aloud: two groups of four, "1234 5676". */
export function groupedNumber(number: PassbookNumber): string {
	return `${number.slice(0, 4)} ${number.slice(4)}`;
}

/**
 * The check digit of a row of digits (Damm), also used by the household code (B.2). Throws on
 * anything but digits.
 */
export function checkDigit(digits: string): string {
	if (!/^\d+$/.test(digits)) throw new Error(`Not a row of digits: ${digits}`);
	let interim = 0;
	for (const digit of digits) interim = Number((damm[interim] ?? '').charAt(Number(digit)));
	return String(interim);
}

function codeFrom(letter: string, places: readonly number[]): string {
	if (places.length !== randomLength) throw new Error('A code is made of 12 random places');
	const outside = places.find(
		(place) => !Number.isInteger(place) || place < 0 || place >= codeAlphabet.length,
	);
	if (outside !== undefined) throw new Error(`A place lies outside the alphabet: ${outside}`);
	const body = places.map((place) => codeAlphabet.charAt(place)).join('');
	return letter + body + checkOf(letter + body);
}

// Most of a code of ours is a damaged one. A word or an address that happens to begin with C or R
// is not.
function isNearlyOurs(plain: string): boolean {
	return Math.abs(plain.length - codeLength) <= 2 && /^[0-9A-Z]+$/.test(plain);
}

function isInAlphabet(text: string): boolean {
	for (const character of text) if (!codeAlphabet.includes(character)) return false;
	return true;
}

// Weighted sum modulo 1021, the largest prime below 32 x 32: finds every single wrong character and
// every exchange of two neighbours, the check characters included. The proof is short: a wrong
// character moves the sum by weight x difference, at most 14 x 31; an exchange inside the body by
// the difference alone; one across its end by 46 x difference; one of the two check characters by
// 31 x difference. None of these is a multiple of 1021 unless the difference is 0.
function checkOf(body: string): string {
	let sum = 0;
	for (let index = 0; index < body.length; index += 1) {
		sum = (sum + (index + 2) * (codeAlphabet.indexOf(body.charAt(index)) + 1)) % 1021;
	}
	return codeAlphabet.charAt(Math.floor(sum / 32)) + codeAlphabet.charAt(sum % 32);
}

// Damm's quasigroup of order 10: finds every single wrong digit and every exchange of neighbours.
const damm = [
	'0317598642',
	'7092154863',
	'4206871359',
	'1750983426',
	'6123045978',
	'3674209581',
	'5869720134',
	'8945362017',
	'9438617205',
	'2581436790',
];
