import { createServer } from 'node:net';
import { trouble } from './say.ts';

/** Trouble when something else listens on the port, or the port may not be had. */
export async function claimPort(host: string, port: number): Promise<void> {
	const code = await tryPort(host, port);
	if (code === '') return;
	if (code === 'EADDRINUSE') {
		throw trouble(
			`Port ${port} is taken by another program, perhaps a shop that already runs: ` +
				'stop that one, or choose another port with --port.',
		);
	}
	if (code === 'EACCES') {
		throw trouble(`Port ${port} is reserved for the system: choose one above 1023 with --port.`);
	}
	throw trouble(`This machine has no address ${host}: choose another with --host (${code}).`);
}

/** A port of this machine that nobody listens on now. */
export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
		});
	});
}

function tryPort(host: string, port: number): Promise<string> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
		server.listen(port, host, () => server.close(() => resolve('')));
	});
}
