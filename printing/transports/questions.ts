import { setTimeout as sleep } from 'node:timers/promises';
import type { PrinterState } from '#domain/wire';
import type { PrinterProfile } from '../profiles.ts';
import { mayPrint, stateFrom, statusAbout, statusQuery, type PrinterReply } from '../replies.ts';
import type { Connection } from './connection.ts';

/** What tells that a slip was printed. */
export type Proof = Extract<PrinterReply, { type: 'fence' | 'process_id' }>;

/**
 * Waits for the proof that all was printed; else the state in which it did not come. `state` is the
 * one from before the first byte. A printer that stands still until somebody comes is not waited
 * for: people must hear of it while they are there.
 */
export async function awaitProof(
	connection: Connection,
	profile: PrinterProfile,
	{ state, isProof }: { state: PrinterState; isProof: (reply: PrinterReply) => reply is Proof },
): Promise<Proof | PrinterState> {
	const { completionMs, glanceMs, replyMs } = profile.timing;
	const until = performance.now() + completionMs;
	let seen = state;
	// A printer that answers in its turn owes its answer until it is through: as long as that has not
	// come, another question would be answered with it.
	let isOwed = false;
	for (;;) {
		const left = Math.max(0, until - performance.now());
		const wait = state === 'unknown' ? left : Math.min(glanceMs, left);
		const proof = await connection.reply(isProof, wait, isOwed ? isStatus : undefined);
		if (proof && isOwed) await connection.reply(isStatus, replyMs);
		if (proof) return proof;
		if (isOwed) isOwed = !(await connection.reply(isStatus, 0, isProof));
		const isOver = connection.isGone() || performance.now() >= until;
		if (state !== 'unknown' && (!isOwed || isOver)) {
			seen = await askState(connection, profile, 0, isProof);
			isOwed = seen === 'unknown';
		}
		if (isOver || standsStill.has(seen)) return (await connection.reply(isProof, 0)) ?? seen;
	}
}

/** Nothing is printed until somebody comes. Being offline for a moment is no reason to give up. */
const standsStill: ReadonlySet<PrinterState> = new Set(['paper_out', 'cover_open', 'error']);

/** The first state in which nothing is printed, or the last one, after the job has been taken. */
export async function watchState(
	connection: Connection,
	profile: PrinterProfile,
): Promise<PrinterState> {
	const { watchMs, replyMs } = profile.timing;
	const until = performance.now() + watchMs;
	for (;;) {
		const state = await askState(connection, profile, 0);
		if (!mayPrint(state) || performance.now() >= until) return state;
		await sleep(replyMs);
	}
}

/**
 * What the printer says of itself now; unknown when it does not answer within `wakeMs`, or its
 * profile's time when that is longer. Of other replies only those to `keep` are not forgotten.
 */
export async function askState(
	connection: Connection,
	{ status, timing }: PrinterProfile,
	wakeMs: number,
	keep?: (reply: PrinterReply) => boolean,
): Promise<PrinterState> {
	if (status === 'none') return 'unknown';
	const bytes = new Map<number, number>();
	for (const about of Object.values(statusAbout)) {
		await connection.write(statusQuery(about), timing.replyMs);
		const reply = await connection.reply(isStatus, Math.max(wakeMs, timing.replyMs), keep);
		// Silence is never taken for a yes.
		if (!reply) return 'unknown';
		bytes.set(about, reply.byte);
	}
	return stateFrom(bytes);
}

function isStatus(reply: PrinterReply): reply is Extract<PrinterReply, { type: 'status' }> {
	return reply.type === 'status';
}

/** The answer to GS r. */
export function isFence(reply: PrinterReply): reply is Extract<PrinterReply, { type: 'fence' }> {
	return reply.type === 'fence';
}

/** The answer to GS ( H with this very id. */
export function isProcessId(id: string) {
	return (reply: PrinterReply): reply is Extract<PrinterReply, { type: 'process_id' }> =>
		reply.type === 'process_id' && reply.id === id;
}
