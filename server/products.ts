import { ok, refuse, type Result } from '#domain/result';
import {
	badField,
	readBody,
	readId,
	readRequestKey,
	readText,
	readWhole,
	type Body,
} from './fields.ts';
import { priceMostFen, readPriceFen, readProductFields } from './product-fields.ts';
import {
	addProductRow,
	changeProductRow,
	findProduct,
	namesake,
	setPrice,
} from './product-rows.ts';
import type { Answer, Refusal } from './replies.ts';
import { onlyOnce } from './requests.ts';
import type { Db } from './sql.ts';
import { noteAct } from './staff-acts.ts';
import { inTx } from './tx.ts';
import { requireVillageStaff, type Staff } from './who.ts';

/**
 * POST /api/office/products {requestKey, ...fields, referencePriceFen?, source?}: a new product;
 * without a price it lies on no shelf yet (R11). Refuses `product_name_taken`, `barcode_taken`.
 */
export function addProduct(e: core.RequestEvent): Answer {
	const asked = askedKeyed(e);
	if (!asked.ok) return asked;
	const { staff, body } = asked.value;
	const fields = readProductFields(body);
	if (!fields.ok) return fields;
	const fen = readPriceFen(body['referencePriceFen']);
	if (fen === undefined) return refuse(badField('referencePriceFen'));
	const source = fen > 0 ? readText(body['source'], 200) : '';
	if (source === undefined) return refuse(badField('source'));
	return once(asked.value, 'products', [fields.value, fen, source], (tx) => {
		const taken = namesake(tx, staff.village, fields.value);
		if (taken) return refuse({ code: taken });
		const id = addProductRow(tx, staff.village, fields.value);
		if (fen > 0) {
			setPrice(tx, { village: staff.village, product: id, fen, source, by: staff.id });
		}
		noteAct(tx, { ...staff, act: 'product_added', subject: id, details: fields.value.name });
		return ok({ id });
	});
}

/**
 * POST /api/office/products/{id} {requestKey, version, ...fields}: what the office writes down of a
 * product, without its price. Who read an older version is told (`record_changed`).
 */
export function editProduct(e: core.RequestEvent): Answer {
	const asked = askedKeyed(e);
	if (!asked.ok) return asked;
	const { staff, body } = asked.value;
	const id = readId(e.request?.pathValue('id')) ?? '';
	const version = readWhole(body['version'], 1, 1_000_000);
	if (version === undefined) return refuse(badField('version'));
	const fields = readProductFields(body);
	if (!fields.ok) return fields;
	return once(asked.value, 'products/edit', [id, version, fields.value], (tx) => {
		const before = findProduct(tx, staff.village, id);
		if (!before) return refuse({ code: 'record_unknown' });
		if (before.version !== version) return refuse({ code: 'record_changed' });
		const taken = namesake(tx, staff.village, fields.value, id);
		if (taken) return refuse({ code: taken });
		changeProductRow(tx, id, fields.value);
		noteAct(tx, { ...staff, act: 'product_edited', subject: id, details: fields.value.name });
		return ok({ id, version: version + 1 });
	});
}

/**
 * POST /api/office/products/{id}/price {requestKey, version, referencePriceFen, source}: a new
 * reference price and where it was seen; the ones before stay on record (R9). Who has not seen the
 * latest one is told (`record_changed`).
 */
export function priceProduct(e: core.RequestEvent): Answer {
	const asked = askedKeyed(e);
	if (!asked.ok) return asked;
	const { staff, body } = asked.value;
	const id = readId(e.request?.pathValue('id')) ?? '';
	const version = readWhole(body['version'], 1, 1_000_000);
	if (version === undefined) return refuse(badField('version'));
	const fen = readWhole(body['referencePriceFen'], 1, priceMostFen);
	if (fen === undefined) return refuse(badField('referencePriceFen'));
	const source = readText(body['source'], 200);
	if (!source) return refuse(badField('source'));
	return once(asked.value, 'products/price', [id, version, fen, source], (tx) => {
		const before = findProduct(tx, staff.village, id);
		if (!before) return refuse({ code: 'record_unknown' });
		if (before.version !== version) return refuse({ code: 'record_changed' });
		setPrice(tx, { village: staff.village, product: id, fen, source, by: staff.id });
		noteAct(tx, { ...staff, act: 'product_priced', subject: id, details: String(fen) });
		return ok({ id, version: version + 1, referencePriceFen: fen });
	});
}

interface Asked {
	readonly staff: Staff;
	readonly body: Body;
	readonly key: string;
}

function askedKeyed(e: core.RequestEvent): Result<Asked, Refusal> {
	const body = readBody(e);
	const staff = requireVillageStaff(e, ['storekeeper'], body);
	if (!staff.ok) return staff;
	const key = readRequestKey(body['requestKey']);
	return key ? ok({ staff: staff.value, body, key }) : refuse(badField('requestKey'));
}

function once(
	{ staff, key }: Asked,
	route: string,
	content: unknown,
	act: (tx: Db) => Result<unknown, Refusal>,
): Answer {
	const { village, id: askedBy } = staff;
	const request = { village, key, route, content: JSON.stringify(content), askedBy };
	return inTx<unknown>((tx) => onlyOnce(tx, request, () => act(tx)));
}
