import type { DatabaseSync } from 'node:sqlite';
import { canonicalMovement, type StockMovement } from '#domain/movement';
import { sha256, type ChainEnd } from './entries.ts';
import { all, each, expectFit, text, whole, type Row } from './rows.ts';

/** Walks the stock of a village: order, hashes, and every batch as the sum of its movements. */
export function verifyStock(database: DatabaseSync, village: string): ChainEnd {
	let end: ChainEnd = { seq: 0, hash: '' };
	const batches = new Map(
		all(database, 'SELECT * FROM stock_batches WHERE village = ?', village).map((row) => [
			text(row, 'id'),
			row,
		]),
	);
	const left = new Map<string, number>();
	const sql = 'SELECT * FROM stock_movements WHERE village = ? ORDER BY seq';
	for (const row of each(database, sql, village)) {
		const movement = movementFrom(row);
		const fit = (fits: boolean, says: () => string) =>
			expectFit(fits, 'stock_movements', movement.id, says);
		fit(movement.seq === end.seq + 1, () => `number ${end.seq + 1} is missing before it`);
		const hash = sha256(canonicalMovement(movement, end.hash));
		fit(text(row, 'hash') === hash, () => 'its hash does not fit what it says');
		const batch = batches.get(movement.batch);
		fit(
			batch !== undefined &&
				text(batch, 'product') === movement.product &&
				text(batch, 'expires_on') === movement.expiresOn,
			() => 'its batch is another product or has another last day',
		);
		const after = (left.get(movement.batch) ?? 0) + movement.quantity;
		fit(after >= 0, () => `its batch falls to ${after}`);
		left.set(movement.batch, after);
		end = { seq: movement.seq, hash };
	}
	for (const [id, batch] of batches) {
		const sum = left.get(id) ?? 0;
		expectFit(whole(batch, 'left_over') === sum, 'stock_batches', id, () => {
			return `${whole(batch, 'left_over')} are left, its movements make ${sum}`;
		});
	}
	return end;
}

function movementFrom(row: Row): StockMovement {
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
