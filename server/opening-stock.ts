import { isDay, type Day } from '#domain/day';
import { ok, refuse } from '#domain/result';
import { today } from './clock.ts';
import {
	badField,
	isBody,
	readBody,
	readId,
	readList,
	readRequestKey,
	readWhole,
} from './fields.ts';
import type { Answer } from './replies.ts';
import { onlyOnce } from './requests.ts';
import { execute, row } from './sql.ts';
import { noteAct } from './staff-acts.ts';
import { receiveBatch } from './stock.ts';
import { inTx } from './tx.ts';
import { requireVillageStaff } from './who.ts';

interface Line {
	readonly product: string;
	readonly quantity: number;
	readonly expiresOn: Day | '';
}

const linesMost = 500;

/**
 * POST /api/office/stock/opening {requestKey, lines: [{product, quantity, expiresOn}]}: what lies in
 * the shop when the books begin, each line a batch of its own; all or none. Refuses
 * `record_unknown` for goods of another village.
 */
export function enterOpeningStock(e: core.RequestEvent): Answer {
	const body = readBody(e);
	const staff = requireVillageStaff(e, ['storekeeper'], body);
	if (!staff.ok) return staff;
	const key = readRequestKey(body['requestKey']);
	if (!key) return refuse(badField('requestKey'));
	const lines = readList(body['lines'], linesMost, readLine);
	if (!lines || lines.length === 0) return refuse(badField('lines'));
	const { village, id: by } = staff.value;
	const content = JSON.stringify(lines);
	return inTx<unknown>((tx) =>
		onlyOnce(tx, { village, key, route: 'stock/opening', content, askedBy: by }, () => {
			const day = today();
			for (const [index, { product, quantity, expiresOn }] of lines.entries()) {
				const known = row<{ id: string }>(
					tx,
					{ id: 'id' },
					'FROM products WHERE id = {:product} AND village = {:village}',
					{ product, village },
				);
				if (!known) return refuse({ code: 'record_unknown', row: index + 1 });
				receiveBatch(tx, {
					village,
					product,
					kind: 'opening',
					quantity,
					expiresOn,
					day,
					note: '',
					requestKey: `${key}-${index + 1}`,
					by,
				});
				execute(
					tx,
					"UPDATE products SET first_in_on = {:day} WHERE id = {:product} AND first_in_on = ''",
					{ day, product },
				);
			}
			noteAct(tx, { ...staff.value, act: 'opening_stock', details: `${lines.length}` });
			return ok({ batches: lines.length });
		}),
	);
}

function readLine(value: unknown): Line | undefined {
	if (!isBody(value)) return undefined;
	const product = readId(value['product']);
	const quantity = readWhole(value['quantity'], 1, 100_000);
	const expiresOn = value['expiresOn'] ?? '';
	if (!product || quantity === undefined) return undefined;
	if (expiresOn !== '' && !isDay(expiresOn)) return undefined;
	return { product, quantity, expiresOn };
}
