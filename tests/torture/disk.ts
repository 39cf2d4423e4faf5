import { mkdirSync, readFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chance } from '#start/demo/random';
import { databaseFiles } from './books.ts';
import type { Deed } from './recording.ts';

/**
 * What became of the writes that nobody had synced when the power went: none of them is there, all
 * are, any of them, or all but half of the last.
 */
export type Fate = 'none' | 'all' | 'any' | 'torn';

/** A file by what is on the disk for certain, and what was written since. */
interface StoredFile {
	bytes: Bytes;
	unsynced: { readonly deed: number; readonly change: Change }[];
}

type Change = Extract<Deed, { kind: 'write' | 'truncate' }>;

/** A disk that keeps for certain only what was synced. */
export class Disk {
	/** What stands in the folder now. */
	readonly #now = new Map<string, StoredFile>();
	/** What stands in the folder for certain. */
	readonly #certain: Map<string, StoredFile>;
	#moves: { readonly deed: number; readonly file: string; readonly as?: StoredFile }[] = [];
	#deeds = 0;

	/** Begins with the database of a folder, all of which counts as synced. */
	constructor(folder: string) {
		for (const file of databaseFiles) {
			const path = join(folder, file);
			if (!existsSync(path)) continue;
			this.#now.set(file, { bytes: new Bytes(readFileSync(path)), unsynced: [] });
		}
		this.#certain = new Map(this.#now);
	}

	/** Does what the server did. */
	do(deed: Deed): void {
		const at = this.#deeds++;
		switch (deed.kind) {
			case 'write':
			case 'truncate':
				this.#file(deed.file).unsynced.push({ deed: at, change: deed });
				break;
			case 'sync':
				this.#sync(deed.file, deed.since);
				break;
			case 'create':
				if (!this.#now.has(deed.file)) {
					const as = { bytes: new Bytes(), unsynced: [] };
					this.#now.set(deed.file, as);
					this.#moves.push({ deed: at, file: deed.file, as });
				}
				break;
			case 'remove':
				this.#now.delete(deed.file);
				this.#moves.push({ deed: at, file: deed.file });
				break;
			case 'sync_folder':
				move(
					this.#certain,
					this.#moves.filter((each) => each.deed < deed.since),
				);
				this.#moves = this.#moves.filter((each) => each.deed >= deed.since);
				break;
			case 'answer':
				break;
		}
	}

	/** Cuts the power and puts what is left of the database into a folder. */
	cutInto(folder: string, fate: Fate, chance: Chance): void {
		const found = new Map(this.#certain);
		const moves = { none: 0, all: Infinity, torn: Infinity };
		const survived = fate === 'any' ? chance.whole(0, this.#moves.length) : moves[fate];
		move(found, this.#moves.slice(0, survived));
		mkdirSync(folder, { recursive: true });
		for (const file of databaseFiles) rmSync(join(folder, file), { force: true });
		for (const [file, { bytes, unsynced }] of found) {
			const left = new Bytes(bytes.read());
			const changes = unsynced.map(({ change }) => change);
			for (const change of survivors(changes, fate, chance)) left.change(change);
			writeFileSync(join(folder, file), left.read());
		}
	}

	#file(name: string): StoredFile {
		const stored = this.#now.get(name);
		if (!stored) throw new Error(`${name} was written before it was made`);
		return stored;
	}

	#sync(file: string, since: number): void {
		const stored = this.#file(file);
		for (const { deed, change } of stored.unsynced) {
			if (deed < since) stored.bytes.change(change);
		}
		stored.unsynced = stored.unsynced.filter(({ deed }) => deed >= since);
	}
}

const sector = 512;

function survivors(changes: readonly Change[], fate: Fate, chance: Chance): readonly Change[] {
	if (fate === 'none') return [];
	if (fate === 'all') return changes;
	if (fate === 'torn') {
		return changes.map((change, index) => (index === changes.length - 1 ? half(change) : change));
	}
	return changes
		.filter(() => chance.percent(50))
		.map((change) => {
			if (change.kind === 'truncate' || chance.percent(80)) return change;
			const sectors = chance.whole(0, Math.floor(change.bytes.length / sector));
			return { ...change, bytes: change.bytes.subarray(0, sectors * sector) };
		});
}

function half(change: Change): Change {
	if (change.kind === 'truncate') return change;
	return { ...change, bytes: change.bytes.subarray(0, change.bytes.length / 2) };
}

function move(
	folder: Map<string, StoredFile>,
	moves: readonly { readonly file: string; readonly as?: StoredFile }[],
): void {
	for (const { file, as } of moves) {
		if (as) folder.set(file, as);
		else folder.delete(file);
	}
}

/** Bytes that grow as a file does. */
class Bytes {
	#room: Buffer;
	#size: number;

	constructor(bytes: Buffer = Buffer.alloc(0)) {
		this.#room = Buffer.from(bytes);
		this.#size = bytes.length;
	}

	read(): Buffer {
		return this.#room.subarray(0, this.#size);
	}

	change(change: Change): void {
		const end = change.kind === 'write' ? change.at + change.bytes.length : change.size;
		if (end > this.#room.length) {
			this.#room = Buffer.concat([this.read()], Math.max(end, 2 * this.#room.length));
		}
		if (change.kind === 'write') change.bytes.copy(this.#room, change.at);
		// What lay beyond the end comes back as zeros.
		else this.#room.fill(0, Math.min(end, this.#size), Math.max(end, this.#size));
		this.#size = change.kind === 'write' ? Math.max(this.#size, end) : end;
	}
}
