import { chmodSync, createReadStream, existsSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { pocketbasePath } from '#start/pocketbase';
import { databaseFiles } from './books.ts';

/** Something the server did, in the order in which it did it. */
export type Deed =
	| { readonly kind: 'write'; readonly file: string; readonly at: number; readonly bytes: Buffer }
	| { readonly kind: 'truncate'; readonly file: string; readonly size: number }
	| { readonly kind: 'create' | 'remove'; readonly file: string }
	/** What was written before the deed `since` is on the disk from here on. */
	| { readonly kind: 'sync'; readonly file: string; readonly since: number }
	/** Files that came or went before the deed `since` are there, or gone, from here on. */
	| { readonly kind: 'sync_folder'; readonly since: number }
	/** An answer begins to leave: from here on the kiosk may know it. */
	| { readonly kind: 'answer'; readonly text: string };

// Those with a question mark are not to be had on every processor.
const calls =
	'?open,openat,pwrite64,pwritev,write,writev,ftruncate,fallocate,fsync,fdatasync,' +
	'sync_file_range,?rename,renameat,renameat2,?unlink,unlinkat';

/**
 * A program that runs PocketBase under strace and notes every write, sync and answer in `record`.
 * strace steps aside (-D), so that the server is still our own child.
 */
export function recordingProgram(strace: string, record: string): string {
	const program = `${record}.sh`;
	const args = `-D -f --seccomp-bpf -y -xx -s 10000000 -e trace=${calls} -o '${record}'`;
	writeFileSync(program, `#!/bin/sh\nexec '${strace}' ${args} '${pocketbasePath()}' "$@"\n`);
	chmodSync(program, 0o755);
	return program;
}

/** Reads the deeds of a server that has ended, as far as they touch the database in `folder`. */
export async function readRecording(record: string, folder: string): Promise<readonly Deed[]> {
	await untilEnded(record);
	const reader = new Reader(folder);
	for await (const line of createInterface(createReadStream(record, 'latin1'))) reader.read(line);
	return reader.deeds;
}

/** strace writes on for a moment after its server has ended. */
async function untilEnded(record: string): Promise<void> {
	for (let tries = 0; tries < 200; tries++) {
		if (existsSync(record) && (await endOf(record)).includes(' +++ exited with ')) return;
		await sleep(50);
	}
	throw new Error(`The recording ${record} has no end`);
}

/** The last line, which is that of the last thread. */
async function endOf(record: string): Promise<string> {
	const tail = Buffer.alloc(200);
	const file = await open(record);
	try {
		await file.read(tail, 0, tail.length, Math.max(0, statSync(record).size - tail.length));
		return tail.toString('latin1').replaceAll('\0', '').trimEnd().split('\n').at(-1) ?? '';
	} finally {
		await file.close();
	}
}

/** A call that has begun: what happens when it succeeds. */
interface Call {
	readonly name: string;
	readonly onResult: (result: string) => void;
}

/** strace gives a call in one line, or in two when another thread came between. */
class Reader {
	readonly deeds: Deed[] = [];
	readonly #folder: string;
	readonly #begun = new Map<string, Call>();

	constructor(folder: string) {
		this.#folder = folder;
	}

	read(line: string): void {
		const [, thread = ''] = /^(\d+) +/.exec(line.slice(0, 12)) ?? [];
		const rest = line.slice(thread.length).trimStart();
		if (rest.startsWith('<... ')) {
			this.#begun.get(thread)?.onResult(resultOf(rest));
			this.#begun.delete(thread);
			return;
		}
		const [, name = ''] = /^(\w+)\(/.exec(rest.slice(0, 20)) ?? [];
		if (name === '') return;
		const call = this.#begin(name, rest.slice(name.length + 1));
		if (!call) return;
		if (rest.endsWith('<unfinished ...>')) this.#begun.set(thread, call);
		else call.onResult(resultOf(rest));
	}

	#begin(name: string, args: string): Call | undefined {
		const path = decoded(args.slice(args.indexOf('<') + 1, args.indexOf('>')));
		const named = /^(open|unlink|rename)/.test(name);
		if (name === 'write' && path.startsWith('socket:')) return this.#answer(args);
		const file = this.#ours(named ? decoded(quoted(args)) : path);
		const since = this.deeds.length;
		if (name.endsWith('sync') && path === this.#folder) {
			return { name, onResult: onZero(() => this.deeds.push({ kind: 'sync_folder', since })) };
		}
		if (!file) return undefined;
		switch (name) {
			case 'open':
			case 'openat':
				if (/O_TRUNC|O_D?SYNC/.test(args)) break;
				return { name, onResult: (result) => this.#opened(file, args, result) };
			case 'unlink':
			case 'unlinkat':
				return { name, onResult: onZero(() => this.deeds.push({ kind: 'remove', file })) };
			case 'fsync':
			case 'fdatasync':
				return { name, onResult: onZero(() => this.deeds.push({ kind: 'sync', file, since })) };
			case 'ftruncate': {
				const size = Number(/^\d+<[^>]*>, (\d+)/.exec(args)?.[1]);
				this.deeds.push({ kind: 'truncate', file, size });
				return { name, onResult: onZero(() => undefined) };
			}
			case 'pwrite64': {
				const bytes = bytesOf(quoted(args));
				const [, length, at] = /", (\d+), (\d+)[^"]*$/.exec(args.slice(-200)) ?? [];
				if (Number(length) !== bytes.length) break;
				this.deeds.push({ kind: 'write', file, at: Number(at), bytes });
				return { name, onResult: (result) => expectWhole(bytes.length, result) };
			}
		}
		throw new Error(`The model of a disk does not know ${name}(${args.slice(0, 200)}`);
	}

	#answer(args: string): Call | undefined {
		const text = decoded(quoted(args));
		if (text.startsWith('HTTP/1.1 200')) this.deeds.push({ kind: 'answer', text });
		return undefined;
	}

	#opened(file: string, args: string, result: string): void {
		if (args.includes('O_CREAT') && /^\d/.test(result)) this.deeds.push({ kind: 'create', file });
	}

	#ours(path: string): string | undefined {
		return databaseFiles.find((name) => path === `${this.#folder}/${name}`);
	}
}

/** What comes after the bracket: 0, a count, a new file, -1 with the reason, or ? for a kill. */
function resultOf(text: string): string {
	return /\)\s+= (.+)$/.exec(text.slice(-400))?.[1] ?? '?';
}

function onZero(act: () => void): (result: string) => void {
	return (result) => {
		if (result === '0') act();
		else if (result.startsWith('-1')) throw new Error(`A call failed while recording: ${result}`);
	};
}

function expectWhole(length: number, result: string): void {
	if (result !== '?' && Number(result) !== length) {
		throw new Error(`Wrote ${result} of ${length} bytes while recording`);
	}
}

function quoted(args: string): string {
	const start = args.indexOf('"') + 1;
	return args.slice(start, args.indexOf('"', start));
}

function decoded(hex: string): string {
	return bytesOf(hex).toString('utf8');
}

function bytesOf(hex: string): Buffer {
	return Buffer.from(hex.replaceAll('\\x', ''), 'hex');
}
