import type { zhProductRefusals } from './zh-product-refusals.ts';
import type { Saying } from './zh-refusals.ts';

/** English: why something about goods was refused. */
export const enProductRefusals: Readonly<Record<keyof typeof zhProductRefusals, Saying>> = {
	product_name_taken: () => 'A product has this name already',
	barcode_taken: () => 'This barcode belongs to another product',
	row_invalid: ({ row }) => `Row ${String(row)} is not right. Nothing was imported`,
	photo_unreadable: () => 'This photo cannot be opened. Try another JPG, PNG or WebP',
	photo_too_large: () => 'The photo is too large: 1 MB at most',
	photo_not_clean: () =>
		'Where or when the photo was taken is still in it, so it was not kept. Choose it again',
};
