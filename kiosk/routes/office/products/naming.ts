import type { OfficeProduct } from '#domain/product-wire';
import { language } from '../words/language.svelte.ts';

/** A product's name in the language of this person; the Chinese one when it has no other. */
export function nameOf({ name, english }: Pick<OfficeProduct, 'name' | 'english'>): string {
	return language.pick(name, english || name);
}

/** The same product's name in the other language; empty when there is none. */
export function otherNameOf({ name, english }: Pick<OfficeProduct, 'name' | 'english'>): string {
	return language.pick(english, english ? name : '');
}

/** A product's unit in the language of this person. */
export function unitOf({ unit, unitEnglish }: Pick<OfficeProduct, 'unit' | 'unitEnglish'>): string {
	return language.pick(unit, unitEnglish || unit);
}

/** What a picture of it is drawn from: its own photo before a drawing. */
export function pictureOf({ picture, photo }: Pick<OfficeProduct, 'picture' | 'photo'>): string {
	return photo || picture;
}
