import type { PrintJobStatus } from './wire.ts';

/** After this a slip no longer comes out by itself: a person asks for a reprint. */
export const slipExpiresAfterMs = 10 * 60_000;

/** A claim that was not followed up for so long goes back to the queue: nothing was sent yet. */
export const claimLapsesAfterMs = 60_000;

/** An agent that sends for so long is gone: whether the slip came out only paper knows. */
const sendingLostAfterMs = 5 * 60_000;

const moves: Readonly<Record<PrintJobStatus, readonly PrintJobStatus[]>> = {
	queued: ['claimed', 'expired', 'cancelled'],
	claimed: ['sending', 'blocked', 'failed', 'queued', 'expired', 'uncertain'],
	// Once the first byte has left, nobody but paper knows: the job never goes back to the queue.
	sending: ['done', 'done_unconfirmed', 'uncertain'],
	blocked: ['claimed', 'expired', 'cancelled'],
	uncertain: ['done', 'failed'],
	done_unconfirmed: ['done', 'failed'],
	done: [],
	failed: [],
	cancelled: [],
	expired: [],
};

/** Whether a print job may go from one status to another; a slip never prints twice (R28). */
export function mayMove(from: PrintJobStatus, to: PrintJobStatus): boolean {
	return moves[from].includes(to);
}

/** Whether a slip of this job may still come out without anybody asking again. */
export function isUnderWay(status: PrintJobStatus): boolean {
	return (
		status === 'queued' || status === 'claimed' || status === 'sending' || status === 'blocked'
	);
}

/**
 * What a screen says of a job at an instant: only an agent that asks for work moves jobs on, and
 * without one they would seem to wait, or to be printed, for ever.
 */
export function statusAt(
	job: { readonly status: PrintJobStatus; readonly createdAt: number; readonly changedAt: number },
	atMs: number,
): PrintJobStatus {
	const { status, createdAt, changedAt } = job;
	if (status === 'sending') return atMs - changedAt > sendingLostAfterMs ? 'uncertain' : status;
	// Whoever took it just in time may be printing it now.
	if (status === 'claimed' && atMs - changedAt <= claimLapsesAfterMs) return status;
	return isUnderWay(status) && atMs - createdAt > slipExpiresAfterMs ? 'expired' : status;
}
