import type { Day } from '#domain/day';
import { canonicalMovement } from '#domain/movement';
import { takeFromBatches, type Batch, type MovementKind } from '#domain/stock';
import { chainHead, moveChainHead, type ChainHead } from './chain.ts';
import { now } from './clock.ts';
import { execute, figure, insert, newId, type Db } from './sql.ts';

/** One movement of goods, before its place in the chain. */
export interface NewMovement {
	readonly village: string;
	readonly product: string;
	readonly batch: string;
	/** The last day of the batch; empty for goods that keep. */
	readonly expiresOn: Day | '';
	readonly kind: MovementKind;
	/** Signed: what comes in is positive. */
	readonly quantity: number;
	readonly day: Day;
	readonly redemption: string;
	readonly note: string;
	readonly requestKey: string;
	readonly by: string;
}

/**
 * Takes the lines of a redemption from the shelf, what expires first before the rest. `batchesOf`
 * gives the batches and `head` is the end of the chain as they were read in this transaction. Throws
 * when a shelf holds less than the rules were told: that is a defect.
 */
export function takeOut(
	tx: Db,
	redemption: {
		village: string;
		redemption: string;
		day: Day;
		lines: readonly { product: string; quantity: number }[];
		requestKey: string;
		by: string;
	},
	batchesOf: (product: string) => readonly Batch[],
	head: ChainHead,
): void {
	let count = 0;
	let end = head;
	for (const { product, quantity } of redemption.lines) {
		const batches = batchesOf(product);
		const takes = takeFromBatches(batches, quantity, redemption.day);
		const taken = takes.reduce((sum, take) => sum + take.quantity, 0);
		if (taken !== quantity) throw new Error(`Only ${taken} of ${quantity} on the shelf`);
		for (const take of takes) {
			count += 1;
			const movement: NewMovement = {
				village: redemption.village,
				product,
				batch: take.batch,
				expiresOn: batches.find(({ id }) => id === take.batch)?.expiresOn ?? '',
				kind: 'redemption',
				quantity: -take.quantity,
				day: redemption.day,
				redemption: redemption.redemption,
				note: '',
				requestKey: `${redemption.requestKey}-${count}`,
				by: redemption.by,
			};
			end = move(tx, movement, end);
		}
	}
}

/** Puts goods into a new batch with its own last day; empty for goods that keep. */
export function receiveBatch(tx: Db, arrival: Omit<NewMovement, 'batch' | 'redemption'>): string {
	const batch = newId(now());
	const { village } = arrival;
	const tail = 'FROM stock_batches WHERE village = {:village}';
	insert(tx, 'stock_batches', {
		id: batch,
		village,
		product: arrival.product,
		seq: 1 + figure(tx, 'COALESCE(MAX(seq), 0)', tail, { village }),
		received_on: arrival.day,
		expires_on: arrival.expiresOn,
		left_over: 0,
	});
	move(tx, { ...arrival, batch, redemption: '' });
	return batch;
}

/**
 * Moves goods in or out of a batch, and writes it down at the end of the chain of the village's
 * stock. Gives back where that is then.
 */
export function move(
	tx: Db,
	movement: NewMovement,
	head: ChainHead = chainHead(tx, movement.village, 'stock'),
): ChainHead {
	const held = execute(
		tx,
		`UPDATE stock_batches SET left_over = left_over + {:quantity}
		WHERE id = {:batch} AND village = {:village} AND left_over + {:quantity} >= 0`,
		{ quantity: movement.quantity, batch: movement.batch, village: movement.village },
	);
	if (held !== 1) throw new Error(`Batch ${movement.batch} does not hold ${movement.quantity}`);
	const enteredAt = now();
	const row = {
		...movement,
		id: newId(enteredAt),
		seq: head.seq + 1,
		enteredAt,
		enteredBy: movement.by,
	};
	const hash = $security.sha256(canonicalMovement(row, head.hash));
	insert(tx, 'stock_movements', {
		id: row.id,
		village: row.village,
		seq: row.seq,
		product: row.product,
		batch: row.batch,
		kind: row.kind,
		quantity: row.quantity,
		expires_on: row.expiresOn,
		day: row.day,
		redemption: row.redemption,
		note: row.note,
		request_key: row.requestKey,
		entered_at: row.enteredAt,
		entered_by: row.enteredBy,
		hash,
	});
	const end = { seq: row.seq, hash };
	moveChainHead(tx, movement.village, 'stock', head, end);
	return end;
}
