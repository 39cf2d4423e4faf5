import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** The network cable between a print agent and whatever printer hangs at its end. */
export interface Cable {
	/** Of the printer, as the agent knows it; the same for every printer that is plugged in. */
	readonly port: number;
	/** Plugs a printer in. What was on its way to another one is lost. */
	plug(printer: { readonly port: number }): Promise<void>;
	/** Nobody is at the address any more; who was talking is left without a word. */
	pull(): Promise<void>;
	/**
	 * Acts once when so many bytes of one connection have gone to the printer. A look at its state has
	 * 12, and so has the beginning of a job.
	 */
	after(bytes: number, act: () => void): void;
	/** Ends what is under way, with a reset or without a word; the next connection goes through. */
	cut(how: 'reset' | 'silence'): void;
	close(): Promise<void>;
}

/** Lays a cable on a free port of this machine, with nothing plugged in. */
export async function layCable(): Promise<Cable> {
	const ends = new Map<Socket, Socket>();
	/** Ends of connections that nobody answers: the agent has to find out by itself. */
	const orphans = new Set<Socket>();
	let printerPort = 0;
	let trap: { bytes: number; act: () => void } | undefined;

	const server = createServer({ allowHalfOpen: true }, (agent) => {
		const printer = connect({ port: printerPort, host: '127.0.0.1', allowHalfOpen: true });
		let gone = 0;
		ends.set(agent, printer);
		agent.on('data', (bytes) => {
			if (!ends.has(agent)) return;
			const most = trap ? Math.max(0, trap.bytes - gone) : Infinity;
			gone += bytes.length;
			printer.write(bytes.subarray(0, most));
			if (!trap || bytes.length < most) return;
			const { act } = trap;
			trap = undefined;
			act();
			if (ends.has(agent)) printer.write(bytes.subarray(most));
		});
		printer.on('data', (bytes) => {
			if (ends.has(agent)) agent.write(bytes);
		});
		agent.on('end', () => printer.end());
		printer.on('end', () => {
			if (ends.has(agent)) agent.end();
		});
		printer.on('error', () => {
			if (ends.has(agent)) agent.resetAndDestroy();
		});
		agent.on('error', () => printer.destroy());
		agent.on('close', () => {
			ends.delete(agent);
			orphans.delete(agent);
			printer.end();
		});
	});

	function cut(how: 'reset' | 'silence'): void {
		for (const [agent, printer] of ends) {
			ends.delete(agent);
			// The printer hears the end of the line, prints what it has and waits for the next one.
			printer.end();
			if (how === 'reset') agent.resetAndDestroy();
			else orphans.add(agent);
		}
	}
	const listen = (port: number) =>
		new Promise<void>((resolve, reject) => {
			server.once('error', reject);
			server.listen(port, '127.0.0.1', resolve);
		});

	await listen(0);
	const { port } = server.address() as AddressInfo;
	server.close();
	return {
		port,
		cut,
		async plug(printer) {
			cut('reset');
			printerPort = printer.port;
			if (!server.listening) await listen(port);
		},
		async pull() {
			cut('silence');
			if (server.listening) server.close();
		},
		after(bytes, act) {
			trap = { bytes, act };
		},
		async close() {
			cut('reset');
			for (const orphan of orphans) orphan.destroy();
			if (server.listening) await new Promise((resolve) => server.close(resolve));
		},
	};
}
