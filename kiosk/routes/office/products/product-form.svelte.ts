import { yuanToFen, type Fen } from '#domain/points';
import type { OfficeProduct } from '#domain/product-wire';
import type { Section } from '#domain/stock';

/** What stands in the form of a product that is there already. */
export interface ProductTexts {
	readonly name: string;
	readonly english: string;
	readonly unit: string;
	readonly unitEnglish: string;
	readonly section: Section;
	readonly picture: string;
	readonly barcode: string;
	readonly position: string;
}

/** A product as it is being filled in; figures stay text until they are sent. */
export class ProductDraft {
	name = $state('');
	english = $state('');
	unit = $state('');
	unitEnglish = $state('');
	section: Section = $state('grain_oil');
	picture = $state('unknown');
	barcode = $state('');
	position = $state('');
	/** Only for a new product: later prices are set beside the ones before. */
	price = $state('');
	source = $state('');

	readonly #placeBefore: number | undefined;

	constructor(product?: OfficeProduct) {
		this.#placeBefore = product?.position;
		if (product) this.fill(textsOf(product));
	}

	/** What stands in the form now. */
	get texts(): ProductTexts {
		const { name, english, unit, unitEnglish, section, picture, barcode, position } = this;
		return { name, english, unit, unitEnglish, section, picture, barcode, position };
	}

	/** Writes into the form. */
	fill(texts: ProductTexts): void {
		Object.assign(this, texts);
	}

	get isBarcode(): boolean {
		return /^[0-9A-Za-z-]*$/.test(this.barcode.trim());
	}

	get isPosition(): boolean {
		return /^\d{0,4}$/.test(this.position.trim());
	}

	get priceFen(): Fen | undefined {
		return readPrice(this.price);
	}

	get isPrice(): boolean {
		return this.price.trim() === '' || this.priceFen !== undefined;
	}

	get needsSource(): boolean {
		return this.price.trim() !== '' && this.source.trim() === '';
	}

	get isSound(): boolean {
		const isFilled = this.name.trim() !== '' && this.unit.trim() !== '';
		return isFilled && this.isBarcode && this.isPosition && this.isPrice && !this.needsSource;
	}

	/** What the server is told; new goods go behind the others of their section. */
	content(products: readonly OfficeProduct[]) {
		const { section, picture } = this;
		const others = products.filter((product) => product.section === section);
		const last = others.reduce((most, { position }) => Math.max(most, position), 0);
		const position = this.position.trim();
		return {
			name: this.name.trim(),
			english: this.english.trim(),
			unit: this.unit.trim(),
			unitEnglish: this.unitEnglish.trim(),
			section,
			picture,
			barcode: this.barcode.trim(),
			position:
				position === '' ? (this.#placeBefore ?? Math.min(9999, last + 1)) : Number(position),
		};
	}
}

/** A product as it stands in its form. */
export function textsOf(product: OfficeProduct): ProductTexts {
	const { name, english, unit, unitEnglish, section, barcode } = product;
	const picture = product.picture || 'unknown';
	const position = String(product.position);
	return { name, english, unit, unitEnglish, section, picture, barcode, position };
}

/** A reference price as it is typed, in fen: above nothing, at most ten thousand yuan. */
export function readPrice(text: string): Fen | undefined {
	const amount = yuanToFen(text);
	return amount !== undefined && amount > 0 && amount <= 1_000_000 ? amount : undefined;
}
