import { ok, refuse, type Result } from '#domain/result';
import { sections, type Section } from '#domain/stock';
import { badField, isBody, readOptionalText, readText, readWhole, readWord } from './fields.ts';
import type { Refusal } from './replies.ts';

/** What the office writes down about a product, without its price. */
export interface ProductFields {
	readonly name: string;
	readonly english: string;
	readonly unit: string;
	readonly unitEnglish: string;
	readonly section: Section;
	/** A key of the drawings that come along. */
	readonly picture: string;
	readonly barcode: string;
	readonly position: number;
}

/** Ten thousand yuan: nothing in a village's shop is dearer. */
export const priceMostFen = 1_000_000;

/** Reads a product's fields; refuses `request_invalid` with the field. */
export function readProductFields(value: unknown): Result<ProductFields, Refusal> {
	const body = isBody(value) ? value : {};
	const name = readText(body['name'], 40);
	if (!name) return refuse(badField('name'));
	const english = readOptionalText(body['english'], 60);
	if (english === undefined) return refuse(badField('english'));
	const unit = readText(body['unit'], 8);
	if (!unit) return refuse(badField('unit'));
	const unitEnglish = readOptionalText(body['unitEnglish'], 20);
	if (unitEnglish === undefined) return refuse(badField('unitEnglish'));
	const section = readWord(body['section'], sections);
	if (!section) return refuse(badField('section'));
	const picture = readOptionalText(body['picture'], 40);
	if (picture === undefined || !/^[a-z0-9-]*$/.test(picture)) return refuse(badField('picture'));
	const barcode = readOptionalText(body['barcode'], 32);
	if (barcode === undefined || !/^[0-9A-Za-z-]*$/.test(barcode)) return refuse(badField('barcode'));
	const position = readWhole(body['position'] ?? 0, 0, 9999);
	if (position === undefined) return refuse(badField('position'));
	return ok({ name, english, unit, unitEnglish, section, picture, barcode, position });
}

/** A reference price in fen; 0 says that there is none yet. */
export function readPriceFen(value: unknown): number | undefined {
	return readWhole(value ?? 0, 0, priceMostFen);
}
