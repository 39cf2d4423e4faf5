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

/** A product of the village by its id: its version and the name of its photo's file. */
export function findProduct(
	db: Db,
	village: string,
	id: string,
): { readonly version: number; readonly photo: string } | undefined {
	return row<{ version: number; photo: string }>(
		db,
		{ version: 'version', photo: 'photo' },
		'FROM products WHERE id = {:id} AND village = {:village}',
		{ id, village },
	);
}

/** Which of its marks another product of the village has already; nothing when both are free. */
export function namesake(
	db: Db,
	village: string,
	{ name, barcode }: Pick<ProductFields, 'name' | 'barcode'>,
	except = '',
): 'product_name_taken' | 'barcode_taken' | undefined {
	const found = row<{ name: string }>(
		db,
		{ name: 'name' },
		`FROM products WHERE village = {:village} AND id != {:except}
		AND (name = {:name} OR (barcode = {:barcode} AND barcode != '')) ORDER BY name != {:name}`,
		{ village, except, name, barcode },
	);
	if (!found) return undefined;
	return found.name === name ? 'product_name_taken' : 'barcode_taken';
}

/** Writes down anew what the office knows of a product. */
export function changeProductRow(tx: Db, id: string, product: ProductFields): void {
	const { name, english, unit, unitEnglish, section, picture, barcode, position } = product;
	executeOne(
		tx,
		`UPDATE products SET name = {:name}, english = {:english}, unit = {:unit},
		unit_english = {:unitEnglish}, section = {:section}, picture = {:picture},
		barcode = {:barcode}, position = {:position}, version = version + 1 WHERE id = {:id}`,
		{ id, name, english, unit, unitEnglish, section, picture, barcode, position },
	);
}
