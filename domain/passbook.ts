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
const kindLetters = { passbook: 'C', receipt: 'R' } as const;

/** A passbook code from 12 random places in the alphabet (0 to 31, from a secure source). */
export function makePassbookCode(places: readonly number[]): PassbookCode {
	return codeFrom(kindLetters.passbook, places) as PassbookCode;
}

/** A receipt code from 12 random places in the alphabet (0 to 31, from a secure source). */
export function makeReceiptCode(places: readonly number[]): ReceiptCode {
	return codeFrom(kindLetters.receipt, places) as ReceiptCode;
}

/** A passbook number from 7 random digits; the check digit is added. */
export function makePassbookNumber(digits: string): PassbookNumber {
	if (!/^\d{7}$/.test(digits)) throw new Error('A passbook number is made of 7 digits');
	return `${digits}${checkDigit(digits)}` as PassbookNumber;
}

/**
 * Reads whatever a scanner, camera or number pad delivered. Full-width characters, lower case, Caps
 * Lock, spaces and hyphens are forgiven. Refuses what is not ours (`code_foreign`) and what is ours
 * with a wrong check (`code_damaged`).
 */
export function readScan(text: string): Result<ScannedCode, ScanRefusal> {
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
		// Most of a code of ours is a damaged one; a word that happens to begin with C or R is not.
		return refuse({
			code: Math.abs(plain.length - codeLength) <= 2 ? 'code_damaged' : 'code_foreign',
		});
	}
	if (checkOf(plain.slice(0, -2)) !== plain.slice(-2)) return refuse({ code: 'code_damaged' });
	return letter === kindLetters.passbook
		? ok({ kind: 'passbook', code: plain as PassbookCode })
		: ok({ kind: 'receipt', code: plain as ReceiptCode });
}

/** Upper case half-width text without separators; Crockford's look-alikes O, I, L become 0, 1, 1. */
export function plainCode(text: string): string {
	let plain = '';
	for (const character of text.slice(0, 64)) {
		const code = character.charCodeAt(0);
		// Full-width forms lie 0xFEE0 above their ASCII twins.
		const half = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : character;
		if (!/[\s\u3000-]/.test(half)) plain += half.toUpperCase();
	}
	return plain.slice(0, 1) + plain.slice(1).replace(/O/g, '0').replace(/[IL]/g, '1');
}

/** A passbook number as it is printed and read aloud: two groups of four. */
export function groupedNumber(number: PassbookNumber): string {
	return `${number.slice(0, 4)} ${number.slice(4)}`;
}

function codeFrom(letter: string, places: readonly number[]): string {
	if (places.length !== randomLength) throw new Error('A code is made of 12 random places');
	const body = places.map((place) => codeAlphabet.charAt(place)).join('');
	if (body.length !== randomLength) throw new Error('A place lies outside the alphabet');
	return letter + body + checkOf(letter + body);
}

function isInAlphabet(text: string): boolean {
	for (const character of text) if (!codeAlphabet.includes(character)) return false;
	return true;
}

// Weighted sum modulo 1021, the largest prime below 32 x 32: finds every single wrong character and
// every exchange of two neighbours.
function checkOf(body: string): string {
	let sum = 0;
	for (const [index, character] of [...body].entries()) {
		sum = (sum + (index + 2) * (codeAlphabet.indexOf(character) + 1)) % 1021;
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

/** The check digit of a row of digits (Damm), also used by the household code. */
export function checkDigit(digits: string): string {
	let interim = 0;
	for (const digit of digits) interim = Number((damm[interim] ?? '').charAt(Number(digit)));
	return String(interim);
}
