import type { RedemptionRequest } from '#domain/wire';
import type { RefusalCode } from './refusal.ts';

/** 待发: a redemption that was confirmed on the screen and is not answered yet. No names. */
export interface OutboxEntry {
	readonly request: RedemptionRequest;
	/** Milliseconds since 1970, the kiosk's clock. */
	readonly keptAt: number;
}

/** How it ended; kept for 30 days so that a question at the counter can be answered. */
export interface SettledEntry {
	readonly requestKey: string;
	readonly settledAt: number;
	readonly outcome: 'redeemed' | RefusalCode;
	/** The receipt's number; empty when it was refused. */
	readonly number: string;
}

/** Puts an entry on the disk before it is sent. Rejects when the disk refuses: then do not send. */
export async function keepEntry(entry: OutboxEntry): Promise<void> {
	await write(['kept'], (stores) => stores('kept').put(entry, entry.request.requestKey));
}

/** What is not answered yet, oldest first. */
export async function openEntries(): Promise<readonly OutboxEntry[]> {
	const store = (await database()).transaction('kept').objectStore('kept');
	const entries = await finished(store.getAll() as IDBRequest<OutboxEntry[]>);
	return entries.sort((one, other) => one.keptAt - other.keptAt);
}

/** Moves an answered entry out of the outbox, both sides in one transaction. */
export async function settleEntry(settled: SettledEntry): Promise<void> {
	await write(['kept', 'settled'], (stores) => {
		stores('kept').delete(settled.requestKey);
		stores('settled').put(settled, settled.requestKey);
	});
}

/** Forgets what was settled more than 30 days ago. */
export async function dropOldSettled(now: number): Promise<void> {
	const store = (await database()).transaction('settled').objectStore('settled');
	const entries = await finished(store.getAll() as IDBRequest<SettledEntry[]>);
	const old = entries.filter((entry) => now - entry.settledAt > keptForMs);
	if (old.length === 0) return;
	await write(['settled'], (stores) => {
		for (const entry of old) stores('settled').delete(entry.requestKey);
	});
}

const keptForMs = 30 * 86_400_000;
type StoreName = 'kept' | 'settled';
let opened: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
	opened ??= new Promise((resolve, reject) => {
		const request = indexedDB.open('love-outbox', 1);
		request.onupgradeneeded = () => {
			request.result.createObjectStore('kept');
			request.result.createObjectStore('settled');
		};
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => {
			opened = undefined;
			reject(request.error ?? new Error('The outbox did not open'));
		};
	});
	return opened;
}

async function write(
	names: StoreName[],
	act: (stores: (name: StoreName) => IDBObjectStore) => void,
): Promise<void> {
	// Strict: the disk has it before the request leaves, so that a power cut loses nothing.
	const transaction = (await database()).transaction(names, 'readwrite', { durability: 'strict' });
	const done = new Promise<void>((resolve, reject) => {
		transaction.oncomplete = () => resolve();
		transaction.onabort = () => reject(transaction.error ?? new Error('The outbox did not write'));
	});
	act((name) => transaction.objectStore(name));
	await done;
}

function finished<Value>(request: IDBRequest<Value>): Promise<Value> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error('The outbox did not read'));
	});
}
