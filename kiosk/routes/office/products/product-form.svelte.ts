import { yuanToFen, type Fen } from '#domain/points';
import type { OfficeProduct } from '#domain/product-wire';
import type { Section } from '#domain/stock';

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
		if (!product) return;
		this.name = product.name;
		this.english = product.english;
		this.unit = product.unit;
		this.unitEnglish = product.unitEnglish;
		this.section = product.section;
		this.picture = product.picture || 'unknown';
		this.barcode = product.barcode;
		this.position = String(product.position);
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

/** A reference price as it is typed, in fen: above nothing, at most ten thousand yuan. */
export function readPrice(text: string): Fen | undefined {
	const amount = yuanToFen(text);
	return amount !== undefined && amount > 0 && amount <= 1_000_000 ? amount : undefined;
}
