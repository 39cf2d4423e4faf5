import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { all, checkRow, each, expectFit, text, whole, type Fit, type Row } from './rows.ts';

/** One of the two chains of a village, and how its rows are read and hashed. */
export interface Chain<Link> {
	readonly village: string;
	readonly name: 'ledger' | 'stock';
	readonly table: 'ledger_entries' | 'stock_movements';
	readonly read: (row: Row) => Link;
	readonly canonical: (link: Link, previousHash: string) => string;
	/** What else must hold of a row, once its hash is right. */
	readonly visit: (link: Link, fit: Fit) => void;
}

interface End {
	readonly id: string;
	readonly seq: number;
	readonly hash: string;
}

/**
 * Walks a chain from its first row to its head: order without a gap, every hash over what the row
 * says and the hash before it. Counts its rows. A row that was changed together with its own hash
 * is told by the one after it, which names both: nothing in the file tells which of them is right.
 */
export function walkChain<Link extends { readonly id: string; readonly seq: number }>(
	database: DatabaseSync,
	chain: Chain<Link>,
): number {
	const { table, village } = chain;
	let end: End = { id: '', seq: 0, hash: '' };
	const walked: End[] = [end];
	const sql = `SELECT * FROM ${table} WHERE village = ? ORDER BY seq, id`;
	for (const row of each(database, sql, village)) {
		checkRow(table, row, (fit) => {
			const link = chain.read(row);
			const { seq } = link;
			fit(seq !== end.seq, () => `number ${seq} is ${end.id} already`);
			fit(seq > end.seq, () => `number ${seq} does not count`);
			fit(seq === end.seq + 1, () => `${missing(end.seq + 1, seq - 1)} before it`);
			const hash = sha256(chain.canonical(link, end.hash));
			fit(text(row, 'hash') === hash, () => {
				const self = `number ${seq}, does not fit its hash`;
				return end.seq === 0
					? self
					: `${self}: it was changed, or number ${end.seq} (${end.id}) with its own hash`;
			});
			chain.visit(link, fit);
			end = { id: link.id, seq, hash };
			walked.push(end);
		});
	}
	verifyHead(database, chain, walked);
	return end.seq;
}

/** SHA-256 of a text, in hex. */
export function sha256(content: string): string {
	return createHash('sha256').update(content).digest('hex');
}

function verifyHead(
	database: DatabaseSync,
	{ village, name, table }: Pick<Chain<unknown>, 'village' | 'name' | 'table'>,
	walked: readonly End[],
): void {
	const heads = all(
		database,
		'SELECT * FROM chain_heads WHERE village = ? AND chain = ?',
		village,
		name,
	);
	const [head] = heads;
	if (!head || heads.length > 1) {
		const ids = heads.map((each) => text(each, 'id')).join(', ');
		const says = `the ${name} chain of village ${village} has ${heads.length} heads ${ids}`;
		expectFit(false, 'chain_heads', village, () => says);
		return;
	}
	const end = walked.at(-1);
	checkRow('chain_heads', head, (fit) => {
		const seq = whole(head, 'seq');
		const hash = text(head, 'hash');
		if (end?.seq === seq && end.hash === hash) return;
		const beyond = walked[seq]?.hash === hash ? walked[seq + 1] : undefined;
		expectFit(!beyond, table, beyond?.id, () => {
			return `number ${seq + 1} lies beyond the head of the ${name} chain, which says ${seq}`;
		});
		const last = end?.seq ?? 0;
		const ends = `the ${name} chain ends with number ${last} (${table} ${end?.id})`;
		fit(seq <= last || hash === end?.hash, () => {
			return `${ends}: ${missing(last + 1, seq)}, or the head is wrong`;
		});
		fit(false, () => `${ends}, its head says ${seq}: one of the two was changed`);
	});
}

function missing(from: number, to: number): string {
	return from === to ? `number ${from} is missing` : `numbers ${from} to ${to} are missing`;
}
