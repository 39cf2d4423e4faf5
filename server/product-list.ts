import { addDays, type Day } from '#domain/day';
import type { Fen } from '#domain/points';
import type { OfficeProduct, ProductList } from '#domain/product-wire';
import { ok } from '#domain/result';
import { isGoodOn, onShelf } from '#domain/stock';
import { today } from './clock.ts';
import type { Answer } from './replies.ts';
import { settingsOn } from './settings.ts';
import { productsOf, shelfItem, type KeptProduct } from './shelf.ts';
import { rows, type Db } from './sql.ts';
import { requireVillageStaff } from './who.ts';

/** Goods that end within so many days are near their end. */
const nearDays = 30;

/** GET /api/office/products: all goods of the village with price, stock and last days. */
export function productList(e: core.RequestEvent): Answer {
	const staff = requireVillageStaff(e, ['storekeeper']);
	if (!staff.ok) return staff;
	const { village } = staff.value;
	const day = today();
	const { fenPerPoint } = settingsOn($app, village, day);
	const products = officeProducts($app, village, { day, fenPerPoint });
	const answer: ProductList = { day, fenPerPoint, products };
	return ok(answer);
}

/** The village's goods as the office sees them; only `ids` when they are given. */
export function officeProducts(
	db: Db,
	village: string,
	{ day, fenPerPoint }: { readonly day: Day; readonly fenPerPoint: Fen },
	ids?: readonly string[],
): OfficeProduct[] {
	const extras = new Map(extrasOf(db, village).map((extra) => [extra.id, extra]));
	return productsOf(db, village, ids).map((product) => {
		const extra = extras.get(product.id);
		if (!extra) throw new Error(`No product ${product.id}`);
		const { pointsEach, state } = shelfItem(product, fenPerPoint, day);
		const { id, name, english, unit, unitEnglish, section, picture, photo } = product;
		const { barcode, position, version, suspendedReason } = extra;
		return {
			id,
			name,
			english,
			unit,
			unitEnglish,
			section,
			picture,
			photo: photo ? `/api/files/products/${id}/${photo}` : '',
			barcode,
			position,
			version,
			referencePriceFen: product.referencePriceFen,
			pointsEach,
			state,
			suspendedReason,
			...stockOn(product, day),
		};
	});
}

function stockOn({ batches }: KeptProduct, day: Day) {
	const good = batches.filter((batch) => isGoodOn(batch, day));
	const ends = good.map(({ expiresOn }) => expiresOn).filter((last) => last !== '');
	const onHand = onShelf(batches, day);
	const soon = addDays(day, nearDays);
	return {
		onHand,
		expired: batches.reduce((sum, batch) => sum + batch.left, 0) - onHand,
		firstLastDay: ends.sort()[0] ?? '',
		nearExpiry: good
			.filter(({ expiresOn }) => expiresOn !== '' && expiresOn <= soon)
			.reduce((sum, batch) => sum + batch.left, 0),
	};
}

interface Extra {
	readonly id: string;
	readonly barcode: string;
	readonly position: number;
	readonly version: number;
	readonly suspendedReason: string;
}

function extrasOf(db: Db, village: string): Extra[] {
	return rows<Extra>(
		db,
		{
			id: 'id',
			barcode: 'barcode',
			position: 'position',
			version: 'version',
			suspendedReason: 'suspended_reason',
		},
		'FROM products WHERE village = {:village}',
		{ village },
	);
}
