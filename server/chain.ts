import { executeOne, insert, newId, row, type Db, type Question } from './sql.ts';
import { now } from './clock.ts';

/** ledger: the points of a village. stock: its goods. */
export type Chain = 'ledger' | 'stock';

/** Where a chain ends now: the number and hash of its last row; 0 and no hash before the first. */
export interface ChainHead {
	readonly seq: number;
	readonly hash: string;
}

/** The end of a village's chain; made with the village. Throws when there is none. */
export function chainHead(tx: Db, village: string, chain: Chain): ChainHead {
	const { columns, tail, values } = chainHeadQuestion(village, chain);
	const head = row<ChainHead>(tx, columns, tail, values);
	if (!head) throw new Error(`Village ${village} has no ${chain} chain`);
	return head;
}

/** The same, to be asked together with other questions. */
export function chainHeadQuestion(village: string, chain: Chain): Question<ChainHead> {
	return {
		columns: headColumns,
		tail: 'FROM chain_heads WHERE village = {:village} AND chain = {:chain}',
		values: { village, chain },
	};
}

const headColumns = { seq: 'seq', hash: 'hash' };

/** Moves the end of a chain to the row that was just appended. */
export function moveChainHead(
	tx: Db,
	village: string,
	chain: Chain,
	from: ChainHead,
	to: ChainHead,
): void {
	executeOne(
		tx,
		`UPDATE chain_heads SET seq = {:seq}, hash = {:hash}
		WHERE village = {:village} AND chain = {:chain} AND seq = {:from}`,
		{ seq: to.seq, hash: to.hash, village, chain, from: from.seq },
	);
}

/** Begins both chains of a new village. */
export function openChains(tx: Db, village: string): void {
	for (const chain of ['ledger', 'stock']) {
		insert(tx, 'chain_heads', { id: newId(now()), village, chain, seq: 0, hash: '' });
	}
}
