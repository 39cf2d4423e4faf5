import type { PrintJob, PrinterState } from '#domain/wire';
import { receiptBytes } from './escpos.ts';
import type { JobOutcome, Journal } from './journal.ts';
import type { JobServer, Reported } from './job-server.ts';
import type { PrinterProfile } from './profiles.ts';
import type { Receipt } from './receipts/lines.ts';
import { redemptionReceipt } from './receipts/redemption.ts';
import { testPage } from './receipts/test-page.ts';
import type { Transport } from './transports/transport.ts';

/** What became of a job at the desk, and whether the next one may follow at once. */
export type DeskOutcome =
	| {
			readonly kind: 'ended';
			readonly outcome: JobOutcome;
			/** What the printer said of itself, where it is the reason of a doubt. */
			readonly state?: PrinterState;
	  }
	/** Not a byte was sent: the printer cannot, or there is no place for the note of it. */
	| { readonly kind: 'blocked'; readonly state: PrinterState }
	/** Not a byte was sent, the server has decided otherwise. */
	| { readonly kind: 'refused'; readonly cause: string }
	/** Not a byte was sent, but the server may believe so: the same job is to be tried again. */
	| { readonly kind: 'undecided'; readonly cause: string };

export interface Desk {
	readonly profile: PrinterProfile;
	readonly transport: Transport;
	readonly journal: Journal;
	readonly server: JobServer;
}

/**
 * Prints one job, at most once in its life. The journal is on the disk and the server has agreed
 * that the job is being sent before the first byte leaves; whoever dies in between leaves a note.
 */
export async function printJob(
	desk: Desk,
	job: PrintJob,
	{ isUndecided }: { readonly isUndecided: boolean },
): Promise<DeskOutcome> {
	const { profile, transport, journal, server } = desk;
	const known = journal.find(job.key);
	if (known && !isUndecided) return { kind: 'ended', outcome: known.outcome ?? lostOutcome };

	let bytes: Uint8Array;
	try {
		bytes = receiptBytes(receiptOf(job, profile), profile);
	} catch (error) {
		return { kind: 'ended', outcome: { status: 'failed', proof: 'none', message: String(error) } };
	}
	const answer: { agreed: Reported | 'not_noted' } = { agreed: { kind: 'trouble', cause: '' } };
	const delivery = await transport.send(bytes, {
		name: job.key,
		attempt: job.attempt,
		beforeFirstByte: async () => {
			const note = { key: job.key, job: job.id, attempt: job.attempt };
			if (!isUndecided && !journal.start(note)) {
				answer.agreed = 'not_noted';
				return false;
			}
			const agreed = await server.report(job.id, {
				status: 'sending',
				attempt: job.attempt,
				proof: 'none',
				message: '',
			});
			answer.agreed = agreed;
			// Without an answer the note stays: the server may have heard us all the same.
			if (agreed.kind === 'refused') journal.withdraw(job.key);
			return agreed.kind === 'accepted';
		},
	});
	switch (delivery.outcome) {
		case 'not_sent':
			return { kind: 'blocked', state: delivery.state };
		case 'withdrawn': {
			const { agreed } = answer;
			if (agreed === 'not_noted') return { kind: 'blocked', state: 'disk_full' };
			if (agreed.kind === 'refused') return { kind: 'refused', cause: agreed.cause };
			return { kind: 'undecided', cause: agreed.kind === 'trouble' ? agreed.cause : '' };
		}
		case 'sent': {
			// Taken is not printed: without a fence or an id the word for it is "unconfirmed".
			const isProven = delivery.proof === 'fence' || delivery.proof === 'process_id';
			const status = isProven ? 'done' : 'done_unconfirmed';
			return { kind: 'ended', outcome: { status, proof: delivery.proof, message: '' } };
		}
		case 'doubtful':
			return {
				kind: 'ended',
				outcome: { status: 'uncertain', proof: 'none', message: delivery.reason },
				...(delivery.state && { state: delivery.state }),
			};
	}
}

/** What is said of a job that was begun by an agent that did not live to see its end. */
export const lostOutcome: JobOutcome = {
	status: 'uncertain',
	proof: 'none',
	message: 'the print agent stopped while this job was being sent',
};

function receiptOf(job: PrintJob, profile: PrinterProfile): Receipt {
	if (job.template === 'test_page') return testPage({ profile: profile.id });
	if (!job.facts) throw new Error(`Print job ${job.id} carries no facts`);
	return redemptionReceipt(job.facts, { copy: job.copy });
}
