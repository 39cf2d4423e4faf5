import type { Day } from '#domain/day';
import { fen, priceInPoints, type Fen } from '#domain/points';
import type { ShelfProduct } from '#domain/redemption';
import { ok } from '#domain/result';
import { onShelf, type Batch, type Section } from '#domain/stock';
import type { Shelf, ShelfItem } from '#domain/wire';
import { now, today } from './clock.ts';
import { cycleOn } from './cycles.ts';
import { printerOf } from './printers.ts';
import type { Answer } from './replies.ts';
import { settingsOn } from './settings.ts';
import { ask, type Db, type Question } from './sql.ts';
import { villageOf } from './villages.ts';
import { requireDevice } from './who.ts';
import { cycleOf } from '#domain/cycle';

/** A product of a village with everything that the shelf and the till need. */
export interface KeptProduct {
	readonly id: string;
	readonly name: string;
	readonly english: string;
	readonly unit: string;
	readonly unitEnglish: string;
	readonly section: Section;
	readonly picture: string;
	readonly photo: string;
	readonly referencePriceFen: number;
	readonly suspended: number;
	readonly firstInOn: string;
	readonly batches: readonly Batch[];
}

/** GET /api/shop/shelf: the village, today's settings and all goods with price and stock. */
export function shelf(e: core.RequestEvent): Answer {
	const device = requireDevice(e, 'kiosk');
	if (!device.ok) return device;
	const { id, name, village: villageId } = device.value;
	const village = villageOf($app, villageId);
	const day = today();
	const settings = settingsOn($app, villageId, day);
	const cycle = cycleOn($app, village.town.id, day) ?? cycleOf(day);
	const answer: Shelf = {
		town: { id: village.town.id, name: village.town.name },
		village: { id: village.id, name: village.name, number: village.number },
		device: { id, name },
		day,
		at: now(),
		fenPerPoint: settings.fenPerPoint,
		receiptHead: settings.receiptHead,
		openingDays: settings.openingDays,
		helper: settings.helper,
		cycle: { year: cycle.year, opensOn: cycle.opensOn, closesOn: cycle.closesOn },
		printer: printerOf(villageId).printer,
		products: productsOf($app, villageId).map((each) => shelfItem(each, settings.fenPerPoint, day)),
	};
	return ok(answer);
}

/** A product as a villager sees it on a day. */
export function shelfItem(product: KeptProduct, fenPerPoint: Fen, day: Day): ShelfItem {
	const left = onShelf(product.batches, day);
	const inStore = product.batches.reduce((sum, batch) => sum + batch.left, 0);
	const isPriced = product.referencePriceFen > 0;
	const state = () => {
		if (product.suspended) return 'suspended';
		if (!isPriced) return 'unpriced';
		if (left > 0) return 'on_shelf';
		return inStore > 0 ? 'expired' : 'sold_out';
	};
	const { id, name, english, unit, unitEnglish, section } = product;
	return {
		id,
		name,
		english,
		unit,
		unitEnglish,
		section,
		picture: product.photo ? `/api/files/products/${id}/${product.photo}` : product.picture,
		pointsEach: isPriced ? priceInPoints(fen(product.referencePriceFen), fenPerPoint) : 0,
		left,
		state: state(),
		newOn: product.firstInOn,
	};
}

/** A product as the rules of redemption look at it. */
export function shelfProduct(product: KeptProduct): ShelfProduct {
	return {
		id: product.id,
		name: product.name,
		unit: product.unit,
		referencePriceFen: fen(product.referencePriceFen),
		suspended: product.suspended === 1,
		batches: product.batches,
	};
}

/** The products of a village in the order of its shelves; only `ids` when they are given. */
export function productsOf(db: Db, village: string, ids?: readonly string[]): KeptProduct[] {
	return ids
		? ask(db, productsQuestion, { village, products: JSON.stringify(ids) })
		: ask(db, allProductsQuestion, { village });
}

const productColumns = {
	id: 'p.id',
	name: 'p.name',
	english: 'p.english',
	unit: 'p.unit',
	unitEnglish: 'p.unit_english',
	section: 'p.section',
	picture: 'p.picture',
	photo: 'p.photo',
	referencePriceFen: 'p.reference_price_fen',
	suspended: 'p.suspended',
	firstInOn: 'p.first_in_on',
	batches: `json((SELECT json_group_array(json_object('id', b.id, 'expiresOn', b.expires_on,
		'left', b.left_over, 'seq', b.seq)) FROM stock_batches b
		WHERE b.product = p.id AND b.left_over > 0))`,
};

const shelfOrder = 'ORDER BY p.position, p.name';

/** Those of {:village} whose ids the JSON list {:products} names, to be asked with others. */
export const productsQuestion: Question<KeptProduct> = {
	columns: productColumns,
	tail: `FROM products p WHERE p.village = {:village}
		AND p.id IN (SELECT value FROM json_each({:products})) ${shelfOrder}`,
};

const allProductsQuestion: Question<KeptProduct> = {
	columns: productColumns,
	tail: `FROM products p WHERE p.village = {:village} ${shelfOrder}`,
};
