import type { OfficeProduct } from '#domain/product-wire';
import { language } from '../words/language.svelte.ts';

/** A product's name in the language of this person; the Chinese one when it has no other. */
export function nameOf({ name, english }: Pick<OfficeProduct, 'name' | 'english'>): string {
	return language.pick(name, english || name);
}

/** A product's English name beside its Chinese one; who reads English needs no other. */
export function otherNameOf({ english }: Pick<OfficeProduct, 'english'>): string {
	return language.pick(english, '');
}

/** A product's unit in the language of this person. */
export function unitOf({ unit, unitEnglish }: Pick<OfficeProduct, 'unit' | 'unitEnglish'>): string {
	return language.pick(unit, unitEnglish || unit);
}

/** What a picture of it is drawn from: its own photo before a drawing. */
export function pictureOf({ picture, photo }: Pick<OfficeProduct, 'picture' | 'photo'>): string {
	return photo || picture;
}
