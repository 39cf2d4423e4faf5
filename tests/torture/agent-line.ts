import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The line between a print agent and its server, on which every step of a job can be overheard. */
export interface AgentLine {
	/** The server's address, as the agent knows it. */
	readonly url: string;
	/**
	 * Called for every question: `asked` before the server has heard it, `answered` before the agent
	 * hears the answer. Steps are "take", "status" and "report done" with each status. With a yes the
	 * question, or the answer, gets lost.
	 */
	onStep: (step: string, when: 'asked' | 'answered') => Promise<boolean>;
	/** Neither question nor answer comes through. */
	isDown: boolean;
	close(): Promise<void>;
}

/** Begins to carry what an agent asks to a server. */
export async function openLine(server: string): Promise<AgentLine> {
	const http = createServer((request, response) => {
		carry(request, response).catch(() => response.destroy());
	});

	async function carry(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const parts: Buffer[] = [];
		for await (const part of request) parts.push(part as Buffer);
		const body = Buffer.concat(parts).toString();
		const step = stepOf(request.url ?? '', body);
		if ((await line.onStep(step, 'asked')) || line.isDown) return void response.destroy();
		const answer = await fetch(server + request.url, {
			method: request.method ?? 'POST',
			headers: {
				'content-type': 'application/json',
				authorization: request.headers.authorization ?? '',
			},
			body,
		});
		const text = await answer.text();
		if ((await line.onStep(step, 'answered')) || line.isDown) return void response.destroy();
		response.writeHead(answer.status, { 'content-type': 'application/json' });
		response.end(answer.status === 204 ? undefined : text);
	}

	await new Promise<void>((resolve) => {
		http.listen(0, '127.0.0.1', resolve);
	});
	const line: AgentLine = {
		url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
		onStep: async () => false,
		isDown: false,
		async close() {
			http.closeAllConnections();
			await new Promise((resolve) => http.close(resolve));
		},
	};
	return line;
}

function stepOf(url: string, body: string): string {
	if (url.endsWith('/take')) return 'take';
	if (url.endsWith('/status')) return 'status';
	return `report ${(JSON.parse(body) as { status: string }).status}`;
}
