import type { Day } from './day.ts';
import type { MovementKind } from './stock.ts';

/**
 * 库存流水: goods that came in or went out of one batch. Movements are only ever appended, and each
 * is chained to the one before it, as ledger entries are.
 */
export interface StockMovement {
	readonly id: string;
	/** Counts from 1 without a gap within a village. */
	readonly seq: number;
	readonly village: string;
	readonly product: string;
	readonly batch: string;
	readonly kind: MovementKind;
	/** Signed: what comes in is positive. */
	readonly quantity: number;
	/** The batch's last day; empty for goods that keep. */
	readonly expiresOn: Day | '';
	readonly day: Day;
	/** The redemption it belongs to; empty when there is none. */
	readonly redemption: string;
	readonly note: string;
	readonly requestKey: string;
	/** Milliseconds since 1970, the server's clock. */
	readonly enteredAt: number;
	readonly enteredBy: string;
}

/**
 * The text over which a movement's hash is made, together with the hash of the movement before it.
 * The order of the fields is fixed for ever (R12).
 */
export function canonicalMovement(movement: StockMovement, previousHash: string): string {
	return JSON.stringify([
		previousHash,
		movement.id,
		movement.seq,
		movement.village,
		movement.product,
		movement.batch,
		movement.kind,
		movement.quantity,
		movement.expiresOn,
		movement.day,
		movement.redemption,
		movement.note,
		movement.requestKey,
		movement.enteredAt,
		movement.enteredBy,
	]);
}
