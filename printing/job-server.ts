import type { PrinterState, PrintJob, PrintReport } from '#domain/wire';
import { readPrintJob, type JobRefusal } from './job-reader.ts';

/** The server as the print agent knows it. Network trouble is a value: it is expected every day. */
export interface JobServer {
	take(): Promise<Taken>;
	report(job: string, report: PrintReport): Promise<Reported>;
	showPrinter(printer: PrinterState): Promise<Reported>;
}

export type Taken =
	| { readonly kind: 'job'; readonly job: PrintJob }
	| { readonly kind: 'nothing' }
	| { readonly kind: 'unreadable'; readonly refusal: JobRefusal }
	| { readonly kind: 'trouble'; readonly cause: string };

/** refused: the server has decided otherwise, and asking again would not change it. */
export type Reported =
	| { readonly kind: 'accepted' }
	| { readonly kind: 'refused'; readonly cause: string }
	| { readonly kind: 'trouble'; readonly cause: string };

/** Talks to the server over plain HTTP with the token of the agent's device. */
export function jobServer(address: string, token: string): JobServer {
	const base = address.replace(/\/+$/, '');

	async function post(path: string, body: unknown): Promise<Response | { cause: string }> {
		try {
			return await fetch(base + path, {
				method: 'POST',
				headers: { 'content-type': 'application/json', authorization: token },
				body: JSON.stringify(body),
				signal: AbortSignal.timeout(answerMs),
			});
		} catch (error) {
			return { cause: causeOf(error) };
		}
	}

	async function tell(path: string, body: unknown): Promise<Reported> {
		const response = await post(path, body);
		if ('cause' in response) return { kind: 'trouble', cause: response.cause };
		const text = await response.text().catch(() => '');
		if (response.ok) return { kind: 'accepted' };
		const cause = `HTTP ${response.status} ${text.slice(0, 200)}`;
		return { kind: isDecided(response.status) ? 'refused' : 'trouble', cause };
	}

	return {
		async take() {
			const response = await post('/api/agent/jobs/take', {});
			if ('cause' in response) return { kind: 'trouble', cause: response.cause };
			if (response.status === 204) return { kind: 'nothing' };
			if (!response.ok) return { kind: 'trouble', cause: `HTTP ${response.status}` };
			try {
				const job = readPrintJob(await response.json());
				return job.ok
					? { kind: 'job', job: job.value }
					: { kind: 'unreadable', refusal: job.refusal };
			} catch (error) {
				return { kind: 'trouble', cause: causeOf(error) };
			}
		},
		report: (job, report) => tell(`/api/agent/jobs/${encodeURIComponent(job)}/report`, report),
		showPrinter: (printer) => tell('/api/agent/status', { printer }),
	};
}

const answerMs = 10_000;

// A device that is not let in (401, 403) may be let in again; so may one that asked too often.
function isDecided(status: number): boolean {
	return status >= 400 && status < 500 && ![401, 403, 408, 429].includes(status);
}

function causeOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const { cause } = error;
	return cause instanceof Error && cause.message ? cause.message : error.message;
}
