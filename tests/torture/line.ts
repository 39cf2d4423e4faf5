import {
	Agent,
	createServer,
	request as open,
	type ClientRequest,
	type IncomingMessage,
	type OutgoingHttpHeaders,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** A line between kiosks and a server, in the test's hand. */
export interface Line {
	/** Where the kiosks find the server. */
	readonly url: string;
	/** Settles when everything that is under way has arrived. */
	quiet(): Promise<void>;
	close(): Promise<void>;
}

/** What came from a kiosk, whole. */
export interface Sent {
	readonly method: string;
	readonly path: string;
	readonly headers: OutgoingHttpHeaders;
	readonly body: Buffer;
}

/** What came from the server, whole. */
export interface Answered {
	readonly status: number;
	readonly headers: OutgoingHttpHeaders;
	readonly body: Buffer;
}

/** How a request and its answer travel. */
export type Carry = (sent: Sent, response: ServerResponse, to: ToServer) => Promise<unknown>;

/** The line's end at the server. */
export interface ToServer {
	/** Sends a request on as it came and hears the answer. */
	forward(sent: Sent): Promise<Answered>;
	/** As forward, over a connection of its own and in whatever way `send` sends the body. */
	forwardOddly(sent: Sent, send: (request: ClientRequest) => void): Promise<Answered>;
}

/** Opens a line to a server. */
export async function openLine(target: string, carry: Carry): Promise<Line> {
	const underWay = new Set<Promise<unknown>>();
	const agent = new Agent({ keepAlive: true });
	const to: ToServer = {
		forward: (sent) => heard(begin(target, sent, agent), (request) => request.end(sent.body)),
		forwardOddly: (sent, send) => heard(begin(target, sent, false), send),
	};
	const server = createServer((request, response) => {
		const carried = receive(request).then((sent) => carry(sent, response, to));
		// Whoever went away meanwhile: that is what a line is like.
		const settled = carried.catch(() => response.destroy());
		underWay.add(settled);
		void settled.then(() => underWay.delete(settled));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
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

/** Gives a whole answer to the kiosk, if it is still there. */
export function give(response: ServerResponse, { status, headers, body }: Answered): void {
	response.writeHead(status, headers);
	response.end(body);
}

async function receive(request: IncomingMessage): Promise<Sent> {
	const body = await allOf(request);
	const { connection: _, ...headers } = request.headers;
	return { method: request.method ?? 'GET', path: request.url ?? '/', headers, body };
}

function begin(target: string, sent: Sent, agent: Agent | false): ClientRequest {
	const { method, path, headers, body } = sent;
	const length = method === 'GET' ? {} : { 'content-length': body.length };
	return open(new URL(path, target), { method, headers: { ...headers, ...length }, agent });
}

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

async function allOf(stream: AsyncIterable<unknown>): Promise<Buffer> {
	const parts: Buffer[] = [];
	for await (const part of stream) parts.push(part as Buffer);
	return Buffer.concat(parts);
}
