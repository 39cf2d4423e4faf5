import type { DatabaseSync } from 'node:sqlite';
import { canonicalMovement, type StockMovement } from '#domain/movement';
import { walkChain } from './chain.ts';
import { all, checkRow, expectFit, text, whole, type Row } from './rows.ts';

/** A batch as its movements make it. */
interface WalkedBatch {
	readonly product: string;
	readonly expiresOn: string;
	readonly receivedOn: string;
	/** Its place among the batches of its village, by its first movement. */
	readonly seq: number;
	readonly movement: string;
	left: number;
}

/** Walks the stock of a village: its chain, and every batch as what its movements make of it. */
export function verifyStock(database: DatabaseSync, village: string): number {
	const walked = new Map<string, WalkedBatch>();
	const count = walkChain(database, {
		village,
		name: 'stock',
		table: 'stock_movements',
		read: movementFrom,
		canonical: canonicalMovement,
		visit: (movement, fit) => {
			const batch = walked.get(movement.batch) ?? {
				product: movement.product,
				expiresOn: movement.expiresOn,
				receivedOn: movement.day,
				seq: walked.size + 1,
				movement: movement.id,
				left: 0,
			};
			fit(batch.product === movement.product && batch.expiresOn === movement.expiresOn, () => {
				return 'its batch was another product or had another last day';
			});
			batch.left += movement.quantity;
			fit(batch.left >= 0, () => `its batch falls to ${batch.left}`);
			walked.set(movement.batch, batch);
		},
	});
	verifyBatches(database, village, walked);
	return count;
}

function verifyBatches(
	database: DatabaseSync,
	village: string,
	walked: Map<string, WalkedBatch>,
): void {
	const known = new Set<string>();
	for (const row of all(database, 'SELECT * FROM stock_batches WHERE village = ?', village)) {
		const id = text(row, 'id');
		known.add(id);
		checkRow('stock_batches', row, (fit) => {
			const batch = walked.get(id);
			fit(batch !== undefined, () => 'no movement of its village brought it in');
			if (!batch) return;
			const left = whole(row, 'left_over');
			fit(left === batch.left, () => `${left} are left, its movements make ${batch.left}`);
			fit(
				text(row, 'product') === batch.product &&
					text(row, 'expires_on') === batch.expiresOn &&
					text(row, 'received_on') === batch.receivedOn &&
					whole(row, 'seq') === batch.seq,
				() => 'its product, days or number are not those of its movements',
			);
		});
	}
	for (const [id, { movement }] of walked) {
		expectFit(known.has(id), 'stock_batches', id, () => {
			return `is missing in its village, although stock_movements ${movement} brought it in`;
		});
	}
}

/** A movement from its row. Throws when a figure is no whole number. */
export function movementFrom(row: Row): StockMovement {
	return {
		id: text(row, 'id'),
		seq: whole(row, 'seq'),
		village: text(row, 'village'),
		product: text(row, 'product'),
		batch: text(row, 'batch'),
		kind: text(row, 'kind') as StockMovement['kind'],
		quantity: whole(row, 'quantity'),
		expiresOn: text(row, 'expires_on') as StockMovement['expiresOn'],
		day: text(row, 'day') as StockMovement['day'],
		redemption: text(row, 'redemption'),
		note: text(row, 'note'),
		requestKey: text(row, 'request_key'),
		enteredAt: whole(row, 'entered_at'),
		enteredBy: text(row, 'entered_by'),
	};
}
