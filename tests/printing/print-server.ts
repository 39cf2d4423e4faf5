import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mayMove } from '#domain/print-job';
import type { PrintJob, PrintJobStatus, PrintReport } from '#domain/wire';
import { wang } from './facts.ts';

/** The agent's half of the server, with its rules about claims and steps; it can be switched off. */
export interface PrintServer {
	readonly address: string;
	/** Puts a slip of Wang's redemption into the queue. */
	add(id: string, change?: Partial<PrintJob>): void;
	statusOf(id: string): PrintJobStatus;
	attemptsOf(id: string): number;
	/** All printer states that were reported. */
	readonly printers: readonly string[];
	/** Everything that was asked, as "take" or "report done". */
	readonly asked: readonly string[];
	/** Called when something was asked and before it is answered; may take its time. */
	onAsked: (what: string) => void | Promise<void>;
	/** Gives a claimed job back as if its claim had lapsed. */
	lapse(id: string): void;
	/** Answers whatever is asked with this status until it is set to 0. */
	answerOnly: number;
	stop(): Promise<void>;
	start(): Promise<void>;
}

/** Starts it on a free port; the only token it knows is "token". */
export async function startPrintServer(): Promise<PrintServer> {
	const jobs = new Map<string, { job: PrintJob; status: PrintJobStatus; attempt: number }>();
	const printers: string[] = [];
	const asked: string[] = [];
	let server: Server;
	let port = 0;

	function take(): PrintJob | undefined {
		for (const kept of jobs.values()) {
			if (kept.status !== 'queued' && kept.status !== 'blocked') continue;
			kept.status = 'claimed';
			kept.attempt += 1;
			return { ...kept.job, attempt: kept.attempt };
		}
		return undefined;
	}

	function report(id: string, { status, attempt }: PrintReport): boolean {
		const kept = jobs.get(id);
		if (!kept) return false;
		if (kept.status === status && kept.attempt === attempt) return true;
		if (kept.attempt !== attempt || !mayMove(kept.status, status)) return false;
		kept.status = status;
		return true;
	}

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const parts: Buffer[] = [];
		for await (const part of request) parts.push(part as Buffer);
		const body = JSON.parse(Buffer.concat(parts).toString() || '{}') as Record<string, string>;
		const [, , , area = '', id = '', step = ''] = (request.url ?? '').split('/');
		const what =
			area === 'status' ? 'status' : id === 'take' ? 'take' : `${step} ${body['status']}`;
		const reply = (status: number, value?: unknown) => {
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(value === undefined ? undefined : JSON.stringify(value));
		};
		asked.push(what);
		await self.onAsked(what);
		if (self.answerOnly > 0) return reply(self.answerOnly, {});
		if (request.headers.authorization !== 'token') return reply(401, {});
		if (area === 'status') {
			printers.push(body['printer'] ?? '');
			return reply(200, {});
		}
		if (id === 'take') {
			const job = take();
			return job ? reply(200, job) : reply(204);
		}
		const isAccepted = report(id, body as unknown as PrintReport);
		return reply(isAccepted ? 200 : 400, {});
	}

	const self: PrintServer = {
		get address() {
			return `http://127.0.0.1:${port}`;
		},
		add(id, change = {}) {
			const job: PrintJob = {
				id,
				key: `redemption-${id}-0`,
				template: 'redemption',
				copy: 0,
				facts: wang,
				attempt: 0,
				...change,
			};
			jobs.set(id, { job, status: 'queued', attempt: 0 });
		},
		statusOf: (id) => jobs.get(id)?.status ?? 'failed',
		attemptsOf: (id) => jobs.get(id)?.attempt ?? 0,
		printers,
		asked,
		onAsked: () => undefined,
		lapse(id) {
			const kept = jobs.get(id);
			if (kept) kept.status = 'queued';
		},
		answerOnly: 0,
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
		async start() {
			server = createServer((request, response) => {
				answer(request, response).catch(() => response.destroy());
			});
			await new Promise<void>((resolve) => {
				server.listen(port, '127.0.0.1', resolve);
			});
			port = (server.address() as AddressInfo).port;
		},
	};
	await self.start();
	return self;
}
