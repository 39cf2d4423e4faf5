import { connect, type Socket } from 'node:net';
import type { TestServer } from '../pocketbase.ts';
import { replyOf, type Reply } from './shop.ts';

/** A POST as bytes on the line, to be sent in pieces and cut off where the test likes. */
export interface RawRequest {
	readonly path: string;
	readonly token: string;
	readonly body: string;
	/** How long its body is said to be; as long as it is, unless the test says otherwise. */
	readonly length?: number;
}

/** Sends a request whose body never ends as announced, and then only hears. All that came, as text. */
export async function halfSent(server: TestServer, request: RawRequest): Promise<string> {
	const { socket, heard } = await dial(server);
	socket.end(bytesOf(request));
	return heard;
}

/** As halfSent, the answer alone. */
export async function halfAsked(server: TestServer, request: RawRequest): Promise<Reply> {
	const text = await halfSent(server, request);
	const [, status = '', body = ''] = /^HTTP\/1\.1 (\d+)[^]*?\r\n\r\n([^]*)$/.exec(text) ?? [];
	return replyOf(Number(status), body);
}

/** Sends the first `share` (0 to 1) of a request, hears nothing and is gone. */
export async function sendAndVanish(
	server: TestServer,
	request: RawRequest,
	share: number,
): Promise<void> {
	const { socket } = await dial(server);
	const bytes = bytesOf(request);
	const part = bytes.subarray(0, Math.round(bytes.length * share));
	await new Promise((resolve) => socket.write(part, resolve));
	socket.resetAndDestroy();
}

function bytesOf({ path, token, body, length }: RawRequest): Buffer {
	const content = Buffer.from(body);
	const head = [
		`POST ${path} HTTP/1.1`,
		'Host: 127.0.0.1',
		`Authorization: ${token}`,
		'Content-Type: application/json',
		`Content-Length: ${length ?? content.length}`,
	];
	return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), content]);
}

function dial(server: TestServer): Promise<{ socket: Socket; heard: Promise<string> }> {
	const { hostname, port } = new URL(server.url);
	return new Promise((resolve, reject) => {
		const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
		let text = '';
		socket.setEncoding('utf8').on('data', (piece: string) => (text += piece));
		const heard = new Promise<string>((end) => socket.on('close', () => end(text)));
		socket.on('end', () => socket.destroy());
		// A server that has answered may be gone before it has read everything.
		socket.on('error', (error) => (text === '' ? reject(error) : undefined));
		socket.on('connect', () => resolve({ socket, heard }));
	});
}
