import PocketBase, { ClientResponseError, LocalAuthStore } from 'pocketbase';
import { readStorageFault, type StorageFault } from './refusal.ts';

/** What the server said to the back office: a value, or why there is none. */
export type OfficeAnswer<Value> =
	| { readonly ok: true; readonly value: Value }
	| { readonly ok: false; readonly problem: OfficeProblem };

/**
 * A refusal was decided by the rules and changed nothing. After `no_network`, `server_failed` and
 * trouble of the server's disk nobody knows whether something was done: asking again with the same
 * request key is safe.
 */
export type OfficeProblem =
	| {
			readonly kind: 'refusal';
			readonly code: string;
			readonly details: Readonly<Record<string, unknown>>;
	  }
	| { readonly kind: 'signed_out' | 'no_network' | 'server_failed' | StorageFault };

export interface OfficeQuestion {
	readonly method?: 'GET' | 'POST';
	readonly query?: Readonly<Record<string, string | number | undefined>>;
	readonly body?: object | FormData;
}

const answerTimeoutMs = 30_000;

/** The one client of the back office; it keeps the token of who is signed in on this computer. */
export const office = new PocketBase('/', new LocalAuthStore('love.office'));
office.autoCancellation(false);

let villageActedFor = '';
let hearSignedOut = (): void => undefined;

/** The village that the town's office works for; sent along with every question. */
export function actFor(village: string): void {
	villageActedFor = village;
}

/** Calls `hear` whenever the server no longer knows who is asking. */
export function onSignedOut(hear: () => void): void {
	hearSignedOut = hear;
}

/** Asks a route of the back office; POST when there is a body. */
export async function askOffice<Value>(
	path: string,
	{ method, query = {}, body }: OfficeQuestion = {},
): Promise<OfficeAnswer<Value>> {
	const village = villageActedFor === '' ? {} : { village: villageActedFor };
	try {
		const value = await office.send<Value>(path, {
			method: method ?? (body ? 'POST' : 'GET'),
			query: { ...village, ...query },
			...(body ? { body } : {}),
			signal: AbortSignal.timeout(answerTimeoutMs),
		});
		return { ok: true, value };
	} catch (error) {
		const problem = problemOf(error);
		if (problem.kind === 'signed_out') hearSignedOut();
		return { ok: false, problem };
	}
}

/** Signs in with a username and password; the token stays until the working day is over. */
export async function signIn(username: string, password: string): Promise<OfficeAnswer<true>> {
	try {
		await office.collection('staff').authWithPassword(username, password);
		return { ok: true, value: true };
	} catch (error) {
		const problem = problemOf(error);
		if (problem.kind !== 'server_failed' || statusOf(error) !== 400) return { ok: false, problem };
		return { ok: false, problem: { kind: 'refusal', code: 'sign_in_wrong', details: {} } };
	}
}

/** Forgets who is signed in on this computer. */
export function signOut(): void {
	office.authStore.clear();
}

/** A new request key, for a form that is opened: kept while it is sent again, new when it changes. */
export function newRequestKey(): string {
	// randomUUID is missing on pages that come over plain http from another computer.
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function problemOf(error: unknown): OfficeProblem {
	if (!(error instanceof ClientResponseError)) throw error;
	if (error.status === 0) return { kind: 'no_network' };
	const refusal = field(field(error.response, 'data'), 'refusal');
	const code = field(refusal, 'code');
	if (code === 'staff_unknown') return { kind: 'signed_out' };
	if (typeof code === 'string' && code !== '') {
		return { kind: 'refusal', code, details: detailsOf(field(refusal, 'message')) };
	}
	const storage = readStorageFault(error.response);
	if (storage) return { kind: storage };
	if (error.status === 429) return { kind: 'refusal', code: 'too_many_requests', details: {} };
	if (error.status === 413) return { kind: 'refusal', code: 'too_large', details: {} };
	return { kind: 'server_failed' };
}

function statusOf(error: unknown): number {
	return error instanceof ClientResponseError ? error.status : 0;
}

function detailsOf(text: unknown): Readonly<Record<string, unknown>> {
	if (typeof text !== 'string') return {};
	try {
		const details: unknown = JSON.parse(text);
		return typeof details === 'object' && details !== null ? { ...details } : {};
	} catch {
		// The code alone already says no; its figures are only missing from the sentence.
		return {};
	}
}

function field(source: unknown, key: string): unknown {
	if (typeof source !== 'object' || source === null) return undefined;
	return (source as Readonly<Record<string, unknown>>)[key];
}
