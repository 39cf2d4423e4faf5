import {
	Agent,
	createServer,
	request as open,
	type ClientRequest,
	type IncomingMessage,
	type OutgoingHttpHeaders,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '#start/demo/random';

/** What a line can do to a request and its answer. */
export const faults = [
	/** The request never arrives. */
	'request_lost',
	/** Only half of it arrives; what the server says to that comes back, or nothing. */
	'request_cut',
	/** It arrives when nobody waits for it any more, and after what was sent later. */
	'request_late',
	/** It arrives twice, at once or one after the other. */
	'request_twice',
	/** The server is told that nothing more will come, though its answer is still waited for. */
	'closed_to_server',
	/** It is done, and the answer never comes back. */
	'answer_lost',
	/** The answer breaks off. */
	'answer_cut',
	/** The kiosk is told that nothing more will come, before the answer is there. */
	'closed_to_kiosk',
	/** Something between answers instead of the server: a page of its own. */
	'answer_foreign',
	/** All goes well, slowly. */
	'slow',
] as const;
export type Fault = (typeof faults)[number];

/** A line between kiosks and a server that cannot be relied upon. */
export interface BadLine {
	/** Where the kiosks find the server. */
	readonly url: string;
	/** How often it did what. */
	readonly met: ReadonlyMap<Fault | 'none', number>;
	/** Settles when everything that is still under way has arrived. */
	quiet(): Promise<void>;
	close(): Promise<void>;
}

export interface BadLineOptions {
	/** What happens to this request; a path that it does not ask for passes unharmed. */
	readonly choose: (path: string) => Fault | 'none';
	readonly chance: Chance;
	/** How long something is late or slow at most, in milliseconds. */
	readonly longestMs: number;
}

/** What came from the kiosk, whole. */
interface Sent {
	readonly method: string;
	readonly path: string;
	readonly headers: OutgoingHttpHeaders;
	readonly body: Buffer;
}

/** What came from the server, whole. */
interface Answered {
	readonly status: number;
	readonly headers: OutgoingHttpHeaders;
	readonly body: Buffer;
}

/** Opens a bad line to a server. */
export async function openBadLine(target: string, options: BadLineOptions): Promise<BadLine> {
	const met = new Map<Fault | 'none', number>();
	const underWay = new Set<Promise<unknown>>();
	const agent = new Agent({ keepAlive: true });
	const line = lineTo(target, agent, options);
	const server = createServer((request, response) => {
		const passed = (async () => {
			const sent = await receive(request);
			const fault = options.choose(sent.path);
			met.set(fault, 1 + (met.get(fault) ?? 0));
			await line(fault, sent, response);
		})();
		// Whoever went away meanwhile: that is what a line is like.
		const settled = passed.catch(() => response.destroy());
		underWay.add(settled);
		void settled.then(() => underWay.delete(settled));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		met,
		quiet: async () => {
			while (underWay.size > 0) await Promise.all(underWay);
		},
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
				agent.destroy();
			}),
	};
}

function lineTo(target: string, agent: Agent, { chance, longestMs }: BadLineOptions) {
	const aWhile = () => sleep(chance.whole(1, longestMs));
	const forward = (sent: Sent) => heard(begin(target, sent, agent), (to) => to.end(sent.body));

	/** The kiosk hears no more: at once, or after it has waited in vain. */
	const silence = async (response: ServerResponse, isSudden: boolean) => {
		if (!isSudden) await aWhile();
		response.destroy();
	};

	const acts: Readonly<
		Record<Fault | 'none', (sent: Sent, response: ServerResponse) => Promise<unknown>>
	> = {
		none: async (sent, response) => give(response, await forward(sent)),
		slow: async (sent, response) => {
			await aWhile();
			give(response, await forward(sent));
		},
		request_lost: (_, response) => silence(response, chance.percent(80)),
		request_cut: async (sent, response) => {
			const answered = heard(begin(target, sent, undefined), (to) => {
				to.write(sent.body.subarray(0, chance.whole(0, sent.body.length - 1)), () => {
					if (chance.percent(50)) to.socket?.end();
					else to.destroy();
				});
			});
			give(response, await answered);
		},
		request_late: async (sent, response) => {
			response.destroy();
			await aWhile();
			await forward(sent);
		},
		request_twice: async (sent, response) => {
			const first = forward(sent);
			if (chance.percent(50)) await Promise.allSettled([first]);
			if (chance.percent(30)) await aWhile();
			const answers = [first, forward(sent)];
			await Promise.allSettled(answers);
			give(response, await chance.pick(answers));
		},
		closed_to_server: async (sent, response) => {
			const answered = heard(begin(target, sent, undefined), (to) => {
				to.end(sent.body, () => to.socket?.end());
			});
			give(response, await answered);
		},
		answer_lost: async (sent, response) => {
			await forward(sent);
			await silence(response, chance.percent(80));
		},
		answer_cut: async (sent, response) => {
			const { status, headers, body } = await forward(sent);
			response.writeHead(status, headers);
			const part = body.subarray(0, chance.whole(0, body.length - 1));
			response.write(part, () => {
				if (chance.percent(50)) response.socket?.end();
				else response.destroy();
			});
		},
		closed_to_kiosk: async (sent, response) => {
			response.socket?.end();
			await forward(sent);
		},
		answer_foreign: async (sent, response) => {
			if (chance.percent(50)) await forward(sent);
			const body = Buffer.from('<!doctype html><title>Please sign in</title>');
			const headers = { 'Content-Type': 'text/html', 'Content-Length': body.length };
			give(response, { status: chance.pick([200, 403, 502, 504]), headers, body });
		},
	};
	return (fault: Fault | 'none', sent: Sent, response: ServerResponse) =>
		acts[fault](sent, response);
}

async function receive(request: IncomingMessage): Promise<Sent> {
	const body = await allOf(request);
	const { connection: _, ...headers } = request.headers;
	return { method: request.method ?? 'GET', path: request.url ?? '/', headers, body };
}

function begin(target: string, sent: Sent, agent: Agent | undefined): ClientRequest {
	const { method, path, headers, body } = sent;
	const length = method === 'GET' ? {} : { 'content-length': body.length };
	const options = { method, headers: { ...headers, ...length }, agent: agent ?? false };
	return open(new URL(path, target), options);
}

/** Sends a request that was begun, in whatever way, and hears the whole answer. */
function heard(to: ClientRequest, send: (to: ClientRequest) => void): Promise<Answered> {
	return new Promise((resolve, reject) => {
		const givenUp = () => reject(new Error('closed without an answer'));
		to.once('error', reject);
		to.once('close', givenUp);
		to.once('response', (response) => {
			to.removeListener('close', givenUp);
			allOf(response).then((body) => {
				const { connection: _, 'transfer-encoding': __, ...headers } = response.headers;
				const length = { 'content-length': body.length };
				const status = response.statusCode ?? 0;
				resolve({ status, headers: { ...headers, ...length }, body });
			}, reject);
		});
		send(to);
	});
}

function give(response: ServerResponse, { status, headers, body }: Answered): void {
	response.writeHead(status, headers);
	response.end(body);
}

async function allOf(stream: AsyncIterable<unknown> & { readonly socket?: Socket }) {
	const parts: Buffer[] = [];
	for await (const part of stream) parts.push(part as Buffer);
	return Buffer.concat(parts);
}
