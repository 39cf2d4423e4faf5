import { ask, executeOne, insert, newId, type Db, type Question } from './sql.ts';
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
	return headIn(ask(tx, chainHeadsQuestion, { village }), chain);
}

/** The ends of both chains of {:village}, to be asked together with other questions. */
export const chainHeadsQuestion: Question<ChainHead & { readonly chain: Chain }> = {
	columns: { chain: 'chain', seq: 'seq', hash: 'hash' },
	tail: 'FROM chain_heads WHERE village = {:village}',
};

/** One of them. Throws when it is not there. */
export function headIn(
	heads: readonly (ChainHead & { readonly chain: Chain })[],
	chain: Chain,
): ChainHead {
	const head = heads.find((each) => each.chain === chain);
	if (!head) throw new Error(`A village has no ${chain} chain`);
	return head;
}

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
