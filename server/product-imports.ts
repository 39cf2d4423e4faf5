import { ok, refuse, type Result } from '#domain/result';
import { badField, isBody, readBody, readList, readRequestKey } from './fields.ts';
import { readPriceFen, readProductFields, type ProductFields } from './product-fields.ts';
import { addProductRow, namesake, productByName, setPrice } from './product-rows.ts';
import type { Answer, Refusal } from './replies.ts';
import { onlyOnce } from './requests.ts';
import type { Db } from './sql.ts';
import { noteAct } from './staff-acts.ts';
import { inTx } from './tx.ts';
import { requireVillageStaff, type Staff } from './who.ts';

type Row = ProductFields & { readonly referencePriceFen: number };

const rowsMost = 500;

/**
 * POST /api/office/imports/products {requestKey, rows}: a list of goods with reference prices, all
 * or none. A name that is there already stays as it is. Answers with the ids in the order of the
 * rows. Refuses `row_invalid` with the row and its field.
 */
export function importProducts(e: core.RequestEvent): Answer {
	const body = readBody(e);
	const staff = requireVillageStaff(e, ['storekeeper'], body);
	if (!staff.ok) return staff;
	const key = readRequestKey(body['requestKey']);
	if (!key) return refuse(badField('requestKey'));
	const given = readList(body['rows'], rowsMost, (row) => (isBody(row) ? row : undefined));
	if (!given) return refuse(badField('rows'));
	const rows: Row[] = [];
	for (const [index, each] of given.entries()) {
		const fields = readProductFields(each);
		if (!fields.ok) return refuse({ ...fields.refusal, code: 'row_invalid', row: index + 1 });
		const referencePriceFen = readPriceFen(each['referencePriceFen']);
		if (referencePriceFen === undefined) {
			return refuse({ code: 'row_invalid', row: index + 1, field: 'referencePriceFen' });
		}
		rows.push({ ...fields.value, referencePriceFen });
	}
	const { village, id: askedBy } = staff.value;
	const content = JSON.stringify(rows);
	return inTx<unknown>((tx) =>
		onlyOnce(tx, { village, key, route: 'imports/products', content, askedBy }, () =>
			addRows(tx, staff.value, rows),
		),
	);
}

function addRows(tx: Db, staff: Staff, rows: readonly Row[]): Result<unknown, Refusal> {
	const { village, id: by } = staff;
	let added = 0;
	const ids: string[] = [];
	for (const [index, row] of rows.entries()) {
		const known = productByName(tx, village, row.name);
		if (known) {
			ids.push(known);
			continue;
		}
		if (namesake(tx, village, row)) {
			return refuse({ code: 'row_invalid', row: index + 1, field: 'barcode' });
		}
		const product = addProductRow(tx, village, row);
		added += 1;
		if (row.referencePriceFen > 0) {
			setPrice(tx, { village, product, fen: row.referencePriceFen, source: '物品清单导入', by });
		}
		ids.push(product);
	}
	noteAct(tx, { ...staff, act: 'products_imported', details: `${added} of ${rows.length}` });
	return ok({ ids, added });
}
