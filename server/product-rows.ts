import { now } from './clock.ts';
import type { ProductFields } from './product-fields.ts';
import { executeOne, insert, newId, row, type Db } from './sql.ts';

/** Writes a new product; without a price it lies on no shelf yet. */
export function addProductRow(tx: Db, village: string, product: ProductFields): string {
	const id = newId(now());
	insert(tx, 'products', {
		id,
		village,
		name: product.name,
		english: product.english,
		unit: product.unit,
		unit_english: product.unitEnglish,
		section: product.section,
		picture: product.picture,
		photo: '',
		barcode: product.barcode,
		reference_price_fen: 0,
		suspended: false,
		suspended_reason: '',
		first_in_on: '',
		position: product.position,
		version: 1,
	});
	return id;
}

/** Appends a price to a product's history and makes it the one that counts (R9). */
export function setPrice(
	tx: Db,
	price: { village: string; product: string; fen: number; source: string; by: string },
): void {
	const at = now();
	insert(tx, 'product_prices', {
		id: newId(at),
		village: price.village,
		product: price.product,
		reference_price_fen: price.fen,
		source: price.source,
		set_by: price.by,
		at,
	});
	executeOne(
		tx,
		`UPDATE products SET reference_price_fen = {:fen}, version = version + 1
		WHERE id = {:product} AND village = {:village}`,
		{ fen: price.fen, product: price.product, village: price.village },
	);
}

/** The id of the village's product of a name, if there is one. */
export function productByName(db: Db, village: string, name: string): string | undefined {
	return row<{ id: string }>(
		db,
		{ id: 'id' },
		'FROM products WHERE village = {:village} AND name = {:name}',
		{ village, name },
	)?.id;
}
