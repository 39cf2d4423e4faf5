import { codeAlphabet } from '#domain/passbook';

// The key lies beside the data, never in it: a stolen database opens no passbook.
function passbookKey(): string {
	const key = $os.getenv('LOVE_PASSBOOK_KEY');
	if (key.length !== 32) throw new Error('LOVE_PASSBOOK_KEY must be 32 characters');
	return key;
}

/** The keyed hash under which a code is looked up. */
export function hashCode(code: string): string {
	return $security.hs256(code, passbookKey());
}

/** A code sealed for keeping, so that its card can be printed again. */
export function sealCode(code: string): string {
	return $security.encrypt(code, passbookKey());
}

/** The code in a seal. Throws when the seal was made with another key. */
export function unsealCode(sealed: string): string {
	return String($security.decrypt(sealed, passbookKey()));
}

/** Places in the code alphabet from the system's secure source. */
export function randomPlaces(count: number): number[] {
	const text = $security.randomStringWithAlphabet(count, codeAlphabet);
	return Array.from({ length: count }, (_, index) => codeAlphabet.indexOf(text.charAt(index)));
}

/** Digits from the system's secure source. */
export function randomDigits(count: number): string {
	return $security.randomStringWithAlphabet(count, '0123456789');
}
