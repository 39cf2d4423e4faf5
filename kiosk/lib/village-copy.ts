import type { ScannedCode } from '#domain/passbook';
import { viewOfCopy, type CopiedHousehold, type VillageCopy } from '#domain/village-copy';
import type { HouseholdView, RedemptionFacts, Shelf, WireFigures } from '#domain/wire';
import { diskOf } from './disk.ts';

/** The shelf as it last came, and when, by the kiosk's own clock. */
export interface KeptShelf {
	readonly shelf: Shelf;
	readonly cameAt: number;
}

/** Keeps the village's copy in place of the one before. Without a disk there is none: no harm done. */
export async function keepCopy(copy: VillageCopy): Promise<void> {
	// Age is told by the kiosk's own clock on both ends, however wrong it goes.
	const at = Date.now();
	const kept: KeptCopy = {
		salt: copy.salt,
		households: copy.households.map((each) => ({ ...each, at })),
	};
	await keep('copy', kept);
}

/** Keeps the shelf for a start without a line. */
export async function keepShelf(kept: KeptShelf): Promise<void> {
	await keep('shelf', kept);
}

/** The shelf that was kept, if there is one. */
export async function keptShelf(): Promise<KeptShelf | undefined> {
	return recall<KeptShelf>('shelf');
}

/**
 * The household of a passbook's code as the copy knows it, with the age of its figures in `at`.
 * Nothing for numbers and receipts, for passbooks that are not in the copy, and where the browser has
 * no cryptography (a page that comes over plain http from another machine).
 */
export async function findInCopy(scanned: ScannedCode): Promise<HouseholdView | undefined> {
	const kept = await recall<KeptCopy>('copy');
	if (!kept || scanned.kind !== 'passbook') return undefined;
	const mark = await markOf(scanned.code, kept.salt);
	const found = kept.households.find((each) => each.codeMark === mark);
	if (!found || mark === '') return undefined;
	const { at, ...copied } = found;
	return viewOfCopy(copied, at);
}

/** Notes newer figures of a household: what the server has just said of it. */
export async function noteFigures(id: string, figures: WireFigures): Promise<void> {
	const noted = (kept: KeptCopy): KeptCopy => ({
		...kept,
		households: kept.households.map((each) =>
			each.id === id ? { ...each, figures, at: Date.now() } : each,
		),
	});
	// In one transaction: else a copy that comes in between would be lost to the one before it.
	await quietly(() =>
		disk.write(['village'], 'relaxed', (stores) => {
			const store = stores('village');
			const asked = store.get('copy') as IDBRequest<KeptCopy | undefined>;
			asked.onsuccess = () => {
				if (asked.result) store.put(noted(asked.result), 'copy');
			};
		}),
	);
}

/** Notes what a redemption has left of a household's points. */
export function noteRedeemed({ id, figures }: HouseholdView, facts: RedemptionFacts): void {
	const { cost, spendableAfter: spendable } = facts;
	void noteFigures(id, { ...figures, redeemed: figures.redeemed + cost, spendable });
}

/** Forgets village and shelf: this kiosk belongs to nobody now. */
export async function forgetCopy(): Promise<void> {
	await quietly(() => disk.write(['village'], 'strict', (stores) => stores('village').clear()));
}

interface KeptCopy {
	readonly salt: string;
	readonly households: readonly (CopiedHousehold & { readonly at: number })[];
}

const disk = diskOf('love-village', ['village']);

async function keep(name: string, value: unknown): Promise<void> {
	await quietly(() =>
		disk.write(['village'], 'relaxed', (stores) => stores('village').put(value, name)),
	);
}

async function recall<Value>(name: string): Promise<Value | undefined> {
	return quietly(() => disk.read<Value | undefined>('village', (store) => store.get(name)));
}

// The copy is a comfort, never the truth: a disk that fails must not keep the screen from working.
async function quietly<Value>(act: () => Promise<Value>): Promise<Value | undefined> {
	try {
		return await act();
	} catch (error) {
		console.warn("The village's copy could not be used", error);
		return undefined;
	}
}

async function markOf(text: string, salt: string): Promise<string> {
	const { subtle } = crypto as { subtle?: SubtleCrypto };
	if (!subtle) return '';
	const bytes = (plain: string) => new TextEncoder().encode(plain);
	const algorithm = { name: 'HMAC', hash: 'SHA-256' };
	const key = await subtle.importKey('raw', bytes(salt), algorithm, false, ['sign']);
	const mark = new Uint8Array(await subtle.sign(algorithm, key, bytes(text)));
	return Array.from(mark, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
