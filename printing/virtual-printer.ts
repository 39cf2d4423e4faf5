import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { PrintedPaper } from './virtual/paper.ts';
import { paperPng } from './virtual/picture.ts';
import {
	heightMm,
	isWhole,
	printerInput,
	type PrinterBody,
	type PrinterFaults,
} from './virtual/printer.ts';

/** A printer made of software, on this machine's own network only. */
export interface VirtualPrinter {
	readonly port: number;
	/** Every piece of paper that came out, oldest first. */
	readonly papers: readonly PrintedPaper[];
	/** Bytes that came in over all connections. */
	bytesIn(): number;
	/** Chooses what goes wrong from now on; a printer that stands still goes on standing still. */
	breakWith(faults: VirtualFaults): void;
	/**
	 * Puts in new paper, closes the lid and mends all else: what waited in the printer comes out now.
	 */
	loadPaper(): void;
	close(): Promise<void>;
}

export interface VirtualFaults extends PrinterFaults {
	/** Takes this many bytes of a connection and then no more. */
	readonly stopAfter?: number;
	/** Takes this many bytes of a connection and then breaks it off. */
	readonly resetAfter?: number;
	/** Waits this long before every piece of a slip; questions are answered at once. */
	readonly slowMs?: number;
	/** Leaves the connection open when the other end is through. */
	readonly neverCloses?: boolean;
	/** Sleeps: hears nothing of a new connection for so long, and then all of it. */
	readonly wakesAfterMs?: number;
	/** Is off behind a print server, which takes everything and passes on nothing. */
	readonly isOff?: boolean;
}

export interface VirtualPrinterOptions {
	/** 0 for any free port. */
	readonly port: number;
	readonly paper: 58 | 80;
	/** Every paper is written here as receipt-0001.png, .txt and .bin. */
	readonly folder?: string;
	readonly onPaper?: (paper: PrintedPaper, file: string) => void;
}

/** Longer than a question about the state, shorter than a piece of a slip. */
const questionBytes = 16;

/** Starts a virtual printer; it answers as soon as the promise settles. */
export async function startVirtualPrinter(options: VirtualPrinterOptions): Promise<VirtualPrinter> {
	const { folder } = options;
	const dots = options.paper === 58 ? 384 : 576;
	const papers: PrintedPaper[] = [];
	const body: PrinterBody = { standstill: undefined };
	/**
	 * How each connection goes on with new paper, the oldest first. One that is gone stays as long as
	 * something of it waits: printers print it later all the same.
	 */
	const connections = new Map<Socket, () => void>();
	const endings: Promise<void>[] = [];
	let faults: VirtualFaults = {};
	let bytesIn = 0;
	if (folder) mkdirSync(folder, { recursive: true });
	// Slips of an earlier day stay: a shop started again goes on counting.
	let number = folder ? highestNumber(folder) : 0;

	function keep(paper: PrintedPaper, bytes: Uint8Array): void {
		papers.push(paper);
		number += 1;
		const name = `receipt-${String(number).padStart(4, '0')}`;
		if (folder) {
			const notes = paper.faults.map((fault) => `! ${fault}\n`).join('');
			writeFileSync(join(folder, `${name}.txt`), paper.rows.join('\n') + '\n' + notes);
			writeFileSync(join(folder, `${name}.png`), paperPng(paper.picture, dots));
			writeFileSync(join(folder, `${name}.bin`), bytes);
		}
		options.onPaper?.(paper, folder ? join(folder, `${name}.png`) : name);
	}

	const server = createServer({ allowHalfOpen: true }, (socket) => {
		const input = printerInput({ dots, faults: () => faults, body, onPaper: keep });
		let received = 0;
		let work = Promise.resolve();
		const answer = (bytes: Uint8Array) => {
			if (bytes.length > 0 && socket.writable) socket.write(bytes);
		};
		let isOver = false;
		connections.set(socket, () => {
			answer(input.goOn());
			if (isOver) socket.end();
		});

		async function takePiece(piece: Uint8Array): Promise<void> {
			const wakesAfterMs = received === 0 ? faults.wakesAfterMs : undefined;
			const waitMs = wakesAfterMs ?? (piece.length > questionBytes ? faults.slowMs : undefined);
			if (waitMs) await new Promise((resolve) => setTimeout(resolve, waitMs));
			const most = faults.stopAfter ?? faults.resetAfter ?? Infinity;
			const fitting = piece.subarray(0, Math.max(0, most - received));
			received += piece.length;
			if (faults.isOff) return;
			bytesIn += fitting.length;
			answer(input.take(fitting));
			if (received < most) return;
			if (faults.resetAfter !== undefined) socket.resetAndDestroy();
			else socket.pause();
		}

		socket.on('data', (piece) => {
			const isSlow = faults.slowMs !== undefined;
			if (isSlow) socket.pause();
			work = work
				.then(() => takePiece(piece))
				.then(() => {
					if (isSlow && faults.stopAfter === undefined) socket.resume();
				});
		});
		socket.on('end', () => {
			work = work.then(() => {
				isOver = true;
				if (!faults.neverCloses && !input.isJammed()) socket.end();
			});
		});
		// The other end may break off as it likes; a printer only notices that no more comes.
		socket.on('error', () => undefined);
		const closed = new Promise((resolve) => socket.once('close', resolve));
		const ending = closed.then(async () => {
			await work;
			input.end();
			if (!input.isJammed()) return void connections.delete(socket);
			connections.set(socket, () => {
				input.goOn();
				input.end();
				connections.delete(socket);
			});
		});
		endings.push(ending);
	});

	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port, '127.0.0.1', resolve);
	});
	return {
		port: (server.address() as AddressInfo).port,
		papers,
		bytesIn: () => bytesIn,
		breakWith(next) {
			faults = next;
		},
		loadPaper() {
			body.standstill = undefined;
			for (const goOn of connections.values()) goOn();
			faults = {};
		},
		async close() {
			for (const socket of connections.keys()) socket.destroy();
			if (server.listening) await new Promise((resolve) => server.close(resolve));
			await Promise.all(endings);
		},
	};
}

function highestNumber(folder: string): number {
	const numbers = readdirSync(folder).map((name) => /^receipt-(\d+)\./.exec(name)?.[1] ?? 0);
	return Math.max(0, ...numbers.map(Number));
}

if (import.meta.main) {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '9100' },
			dir: { type: 'string', default: 'data/receipts' },
			paper: { type: 'string', default: '58' },
		},
	});
	const printer = await startVirtualPrinter({
		port: Number(values.port),
		folder: values.dir,
		paper: values.paper === '80' ? 80 : 58,
		onPaper(paper, file) {
			const state = paper.faults.length > 0 ? 'FAULTY' : isWhole(paper) ? 'whole' : 'torn off';
			process.stdout.write(`${file} ${heightMm(paper.picture)} mm ${state}\n`);
		},
	});
	process.stdout.write(`virtual printer of ${values.paper} mm on 127.0.0.1:${printer.port}\n`);
	const stop = () => void printer.close();
	process.on('SIGTERM', stop);
	process.on('SIGINT', stop);
}
