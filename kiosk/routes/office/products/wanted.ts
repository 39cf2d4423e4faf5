import type { OfficeProduct } from '#domain/product-wire';
import type { Section } from '#domain/stock';

export type Watch = 'near' | 'expired' | 'sold_out' | 'unpriced' | 'suspended';
export const watches: readonly Watch[] = ['near', 'expired', 'sold_out', 'unpriced', 'suspended'];

/** What the list of goods is narrowed to. */
export interface Wanted {
	readonly search: string;
	readonly section: Section | 'all';
	readonly watch: Watch | 'all';
	readonly page: number;
}

export const everything: Wanted = { search: '', section: 'all', watch: 'all', page: 1 };

/** What a product needs an eye for; nothing when it simply lies on the shelf. */
export function watchesOf(product: OfficeProduct): readonly Watch[] {
	const found: Watch[] = [];
	if (product.state === 'suspended') found.push('suspended');
	if (product.referencePriceFen === 0) found.push('unpriced');
	if (product.onHand === 0 && product.expired === 0) found.push('sold_out');
	if (product.expired > 0) found.push('expired');
	if (product.nearExpiry > 0) found.push('near');
	return found;
}

/** Whether a product is among what is wanted. */
export function isWanted(product: OfficeProduct, { search, section, watch }: Wanted): boolean {
	if (section !== 'all' && product.section !== section) return false;
	if (watch !== 'all' && !watchesOf(product).includes(watch)) return false;
	const typed = search.trim().toLowerCase();
	const { name, english, barcode } = product;
	return `${name}\n${english}\n${barcode}`.toLowerCase().includes(typed);
}
