import { expect } from 'vitest';
import type { ShelfItem } from '#domain/wire';
import { kioskSays, officeSays } from './sentences.ts';
import { shelf, type Reply, type Shop } from './shop.ts';
import { witnessOf, type Witness } from './truth.ts';

/** A request that is refused, and what the person before the screen is told. */
export interface BadRow {
	readonly says: string;
	/** What happens between the villager's first look and the tap. */
	readonly meanwhile?: () => Promise<unknown>;
	readonly sends: () => Promise<Reply>;
	readonly status?: number;
	/** The code of the refusal; empty for an answer that is none. */
	readonly code: string;
	readonly screen?: 'kiosk' | 'office';
	readonly zh: string;
	readonly en: string;
}

/** The small shop and who looks whether a refusal left it as it was. */
export interface Watched {
	readonly shop: Shop;
	readonly witness: Witness;
	/** The goods as a kiosk knew them before anything was refused. */
	readonly products: readonly ShelfItem[];
}

/** Begins to watch a shop. */
export async function watch(shop: Shop): Promise<Watched> {
	return {
		shop,
		witness: witnessOf(shop.server),
		products: [...(await shelf(shop)).values()],
	};
}

/** Sends a row's request: its status, its code, its sentences, and not one row is another. */
export async function expectNo({ witness, products }: Watched, row: BadRow): Promise<void> {
	await row.meanwhile?.();
	const before = witness.truth();
	const reply = await row.sends();
	expect([reply.status, reply.refusal?.code ?? '']).toEqual([row.status ?? 400, row.code]);
	const said = row.screen === 'office' ? officeSays(reply) : await kioskSays(reply, products);
	expect(said).toEqual({ zh: row.zh, en: row.en });
	expect(witness.truth()).toEqual(before);
}
