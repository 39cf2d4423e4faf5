import type {
	PrinterView,
	PrintJobView,
	RedemptionFacts,
	RedemptionRequest,
	Scanned,
	Shelf,
} from '#domain/wire';
import type { VillageCopy } from '#domain/village-copy';
import { readRefusal, readStorageFault, type Refusal, type StorageFault } from './refusal.ts';

/**
 * What became of a question to the server. A refusal was decided by the rules; trouble means that
 * nobody knows whether the server did anything.
 */
export type Answer<Value> =
	| { readonly kind: 'value'; readonly value: Value }
	| { readonly kind: 'refusal'; readonly refusal: Refusal }
	| { readonly kind: 'trouble'; readonly why: TroubleCause };

export type TroubleCause =
	| 'no_network'
	| 'no_answer_in_time'
	| 'number_needs_line'
	| 'server_failed'
	| 'unreadable'
	| 'too_many_requests'
	| StorageFault;

/** What a kiosk receives when it is paired. */
export interface Paired {
	readonly token: string;
}

/** How long the screen waits for an answer before it counts as not known, in milliseconds. */
export const answerTimeoutMs = 8000;

/** Trades the pairing code of the office for this kiosk's own token. */
export function pair(code: string): Promise<Answer<Paired>> {
	return ask('/api/devices/pair', '', { code }, has('token'));
}

/** What lies on the shelf, who helps, and how the printer is. */
export function getShelf(token: string): Promise<Answer<Shelf>> {
	return ask('/api/shop/shelf', token, undefined, has('products', 'village', 'cycle', 'at'));
}

/** How the printer is; a small answer that may be asked for often. */
export function getPrinter(token: string): Promise<Answer<PrinterView>> {
	return ask('/api/shop/printer', token, undefined, has('printer'));
}

/** The households of the village, as far as a kiosk may remember them. */
export function getCopy(token: string): Promise<Answer<VillageCopy>> {
	return ask('/api/shop/copy', token, undefined, has('salt', 'households', 'at'));
}

/** The household or receipt behind a code. */
export function scan(token: string, code: string): Promise<Answer<Scanned>> {
	return ask('/api/shop/scan', token, { code }, has('kind'));
}

/** Redeems; the same request key always gets the first answer. */
export function redeemAtServer(
	token: string,
	request: RedemptionRequest,
): Promise<Answer<RedemptionFacts>> {
	return ask('/api/shop/redemptions', token, request, has('number', 'lines', 'printJob'));
}

/** What became of a slip. */
export function getPrintJob(token: string, id: string): Promise<Answer<PrintJobView>> {
	return ask(`/api/shop/print-jobs/${encodeURIComponent(id)}`, token, undefined, has('status'));
}

/** The person in front of the printer says whether the slip came out whole. */
export function answerPrintJob(
	token: string,
	id: string,
	answer: 'complete' | 'incomplete',
): Promise<Answer<PrintJobView>> {
	const path = `/api/shop/print-jobs/${encodeURIComponent(id)}/answer`;
	return ask(path, token, { answer }, has('status'));
}

/** 补打: one more slip of a redemption; the points are not touched. */
export function reprint(
	token: string,
	redemption: string,
	requestKey: string,
): Promise<Answer<PrintJobView>> {
	const path = `/api/shop/redemptions/${encodeURIComponent(redemption)}/reprint`;
	return ask(path, token, { requestKey }, has('status'));
}

async function ask<Value>(
	path: string,
	token: string,
	body: unknown,
	isExpected: (reply: unknown) => reply is Value,
): Promise<Answer<Value>> {
	const abort = new AbortController();
	const timer = setTimeout(() => abort.abort(), answerTimeoutMs);
	try {
		const response = await fetch(path, {
			method: body === undefined ? 'GET' : 'POST',
			headers: {
				...(token === '' ? {} : { Authorization: token }),
				...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
			signal: abort.signal,
			cache: 'no-store',
		});
		const reply: unknown = await response.json().catch(() => undefined);
		if (response.ok) {
			if (isExpected(reply)) return { kind: 'value', value: reply };
			return { kind: 'trouble', why: abort.signal.aborted ? 'no_answer_in_time' : 'unreadable' };
		}
		const refusal = readRefusal(reply);
		if (refusal) return { kind: 'refusal', refusal };
		if (response.status === 429) return { kind: 'trouble', why: 'too_many_requests' };
		return { kind: 'trouble', why: readStorageFault(reply) ?? 'server_failed' };
	} catch {
		// fetch rejects only when the way to the server is cut or the time is up.
		return { kind: 'trouble', why: abort.signal.aborted ? 'no_answer_in_time' : 'no_network' };
	} finally {
		clearTimeout(timer);
	}
}

/** Reads a reply at the door: an object with these fields, else it counts as not understood. */
function has<Value>(...fields: readonly (keyof Value & string)[]) {
	return (reply: unknown): reply is Value =>
		typeof reply === 'object' &&
		reply !== null &&
		fields.every((field) => Object.hasOwn(reply, field));
}
