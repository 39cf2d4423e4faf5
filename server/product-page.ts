import type {
	ProductBatch,
	ProductMovement,
	ProductPage,
	ProductPrice,
} from '#domain/product-wire';
import { ok, refuse } from '#domain/result';
import { today } from './clock.ts';
import { readId } from './fields.ts';
import { officeProducts } from './product-list.ts';
import type { Answer } from './replies.ts';
import { settingsOn } from './settings.ts';
import { rows, type Db } from './sql.ts';
import { requireVillageStaff } from './who.ts';

const movementsMost = 30;

/** GET /api/office/products/{id}: a product with its prices, batches and last movements. */
export function productPage(e: core.RequestEvent): Answer {
	const staff = requireVillageStaff(e, ['storekeeper']);
	if (!staff.ok) return staff;
	const { village } = staff.value;
	const id = readId(e.request?.pathValue('id'));
	if (!id) return refuse({ code: 'record_unknown' });
	const day = today();
	const { fenPerPoint } = settingsOn($app, village, day);
	const [product] = officeProducts($app, village, { day, fenPerPoint }, [id]);
	if (!product) return refuse({ code: 'record_unknown' });
	const page: ProductPage = {
		day,
		fenPerPoint,
		product,
		prices: pricesOf($app, id),
		batches: batchesOn($app, id),
		movements: movementsOf($app, id),
	};
	return ok(page);
}

function pricesOf(db: Db, product: string): ProductPrice[] {
	return rows<ProductPrice>(
		db,
		{
			id: 'p.id',
			referencePriceFen: 'p.reference_price_fen',
			source: 'p.source',
			setBy: "COALESCE((SELECT s.name FROM staff s WHERE s.id = p.set_by), '')",
			at: 'p.at',
		},
		'FROM product_prices p WHERE p.product = {:product} ORDER BY p.at DESC, p.rowid DESC',
		{ product },
	);
}

function batchesOn(db: Db, product: string): ProductBatch[] {
	return rows<ProductBatch>(
		db,
		{ id: 'id', receivedOn: 'received_on', expiresOn: 'expires_on', left: 'left_over' },
		`FROM stock_batches WHERE product = {:product} AND left_over > 0
		ORDER BY expires_on = '', expires_on, seq`,
		{ product },
	);
}

function movementsOf(db: Db, product: string): ProductMovement[] {
	return rows<ProductMovement>(
		db,
		{
			id: 'm.id',
			day: 'm.day',
			kind: 'm.kind',
			quantity: 'm.quantity',
			expiresOn: 'm.expires_on',
			redemption: "COALESCE((SELECT r.number FROM redemptions r WHERE r.id = m.redemption), '')",
			note: 'm.note',
			by: "COALESCE((SELECT s.name FROM staff s WHERE s.id = m.entered_by), '')",
		},
		`FROM stock_movements m WHERE m.product = {:product} ORDER BY m.seq DESC
		LIMIT ${movementsMost}`,
		{ product },
	);
}
