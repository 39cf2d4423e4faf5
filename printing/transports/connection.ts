import { connect, type Socket } from 'node:net';
import { replyReader, type PrinterReply } from '../replies.ts';

/** A TCP connection to a printer, on which waiting always ends. */
export interface Connection {
	/** Hands bytes over with back-pressure; stuck when nothing moves for `stallMs`. */
	write(bytes: Uint8Array, stallMs: number): Promise<'taken' | 'stuck' | 'broken'>;
	/**
	 * The next reply that fits; nothing after `ms` or when the connection is gone. Other replies are
	 * forgotten, so that no late one is taken for an answer to something else, but those to `keep`.
	 */
	reply<Reply extends PrinterReply>(
		fits: (reply: PrinterReply) => reply is Reply,
		ms: number,
		keep?: (reply: PrinterReply) => boolean,
	): Promise<Reply | undefined>;
	/** Whether the printer has hung up or the cable is cut. */
	isGone(): boolean;
	/** Says that we are through, keeps reading and waits for the printer to close its end. */
	finish(ms: number): Promise<'closed' | 'open' | 'broken'>;
	/** Lets go at once. Not before finish unless there is nothing to lose any more. */
	drop(): void;
	/** What went wrong, as the system names it. */
	trouble(): string;
}

/** Connects within `connectMs`; nothing when nobody is there or the printer is taken. */
export function openConnection(
	host: string,
	port: number,
	connectMs: number,
): Promise<Connection | undefined> {
	return new Promise((resolve) => {
		// Half open: a printer may close its end while our bytes are still on their way.
		const socket = connect({ host, port, allowHalfOpen: true, noDelay: true });
		const timer = setTimeout(() => {
			socket.destroy();
			resolve(undefined);
		}, connectMs);
		socket.once('error', () => {
			clearTimeout(timer);
			resolve(undefined);
		});
		socket.once('connect', () => {
			clearTimeout(timer);
			resolve(connectionOn(socket));
		});
	});
}

/** Small pieces, so that a printer that stops taking them is noticed early. */
const pieceBytes = 4096;

function connectionOn(socket: Socket): Connection {
	const read = replyReader();
	let waiting: PrinterReply[] = [];
	let wake: () => void = () => undefined;
	let trouble = '';
	let isBroken = false;
	let hasEnded = false;

	socket.on('data', (data) => {
		waiting.push(...read(data));
		wake();
	});
	socket.on('end', () => {
		hasEnded = true;
		wake();
	});
	socket.on('error', (error: NodeJS.ErrnoException) => {
		trouble = error.code ?? error.message;
		isBroken = true;
		wake();
	});
	socket.on('close', () => {
		if (!hasEnded) isBroken = true;
		wake();
	});

	async function until(isMet: () => boolean, ms: number): Promise<boolean> {
		const deadline = performance.now() + ms;
		while (!isMet()) {
			const left = deadline - performance.now();
			if (left <= 0) return false;
			await new Promise<void>((resolve) => {
				const timer = setTimeout(resolve, left);
				wake = () => {
					clearTimeout(timer);
					resolve();
				};
			});
		}
		return true;
	}

	return {
		async write(bytes, stallMs) {
			for (let from = 0; from < bytes.length; from += pieceBytes) {
				if (isBroken || hasEnded) return 'broken';
				let isTaken = false;
				socket.write(bytes.subarray(from, from + pieceBytes), (error) => {
					isTaken = !error;
					wake();
				});
				if (!(await until(() => isTaken || isBroken, stallMs))) return 'stuck';
				if (!isTaken) return 'broken';
			}
			return 'taken';
		},
		async reply<Reply extends PrinterReply>(
			fits: (reply: PrinterReply) => reply is Reply,
			ms: number,
			keep: (reply: PrinterReply) => boolean = () => false,
		) {
			await until(() => waiting.some(fits) || isBroken || hasEnded, ms);
			const reply = waiting.find(fits);
			waiting = waiting.filter((each) => each !== reply && keep(each));
			return reply;
		},
		isGone: () => isBroken || hasEnded,
		async finish(ms) {
			// The printer hung up before it was told the end: what it had read nobody knows.
			if (isBroken || hasEnded) return 'broken';
			socket.end();
			await until(() => isBroken || hasEnded, ms);
			const end = isBroken ? 'broken' : hasEnded ? 'closed' : 'open';
			socket.destroy();
			return end;
		},
		drop: () => {
			socket.destroy();
		},
		trouble: () => trouble || (hasEnded ? 'closed early' : 'no answer'),
	};
}
