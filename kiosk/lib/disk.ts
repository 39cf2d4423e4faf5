/** A database of this browser with plain stores, opened when it is first needed. */
export interface Disk<StoreName extends string> {
	/** Asks one store. Rejects when the disk does. */
	read<Value>(name: StoreName, ask: (store: IDBObjectStore) => IDBRequest<Value>): Promise<Value>;
	/**
	 * Writes to stores in one transaction. `strict` returns when the disk itself has it, so that a
	 * power cut loses nothing; `relaxed` is for what can be fetched again. Rejects when it was not
	 * written; then nothing was.
	 */
	write(
		names: StoreName[],
		durability: 'strict' | 'relaxed',
		act: (stores: (name: StoreName) => IDBObjectStore) => void,
	): Promise<void>;
}

/** The disk of that name, with these stores. */
export function diskOf<StoreName extends string>(
	name: string,
	stores: readonly StoreName[],
): Disk<StoreName> {
	let opened: Promise<IDBDatabase> | undefined;
	const database = () =>
		(opened ??= new Promise<IDBDatabase>((resolve, reject) => {
			const request = indexedDB.open(name, 1);
			request.onupgradeneeded = () => {
				for (const store of stores) request.result.createObjectStore(store);
			};
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => {
				opened = undefined;
				reject(request.error ?? new Error(`${name} did not open`));
			};
		}));
	return {
		read: async (store, ask) => {
			const request = ask((await database()).transaction(store).objectStore(store));
			return new Promise((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error ?? new Error(`${name} did not read`));
			});
		},
		write: async (names, durability, act) => {
			const transaction = (await database()).transaction(names, 'readwrite', { durability });
			const done = new Promise<void>((resolve, reject) => {
				transaction.oncomplete = () => resolve();
				transaction.onabort = () => reject(transaction.error ?? new Error(`${name} did not write`));
			});
			act((store) => transaction.objectStore(store));
			await done;
		},
	};
}
