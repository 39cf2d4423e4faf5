import type { PrinterState, PrintReport } from '#domain/wire';

/** How bytes reach one printer. */
export interface Transport {
	/** What the printer says of itself now; unknown when it does not say anything. */
	status(): Promise<PrinterState>;
	/** Sends one job. Never throws for what a printer or a cable does: that is the delivery. */
	send(bytes: Uint8Array, job: JobToSend): Promise<Delivery>;
}

export interface JobToSend {
	/** Letters, digits, hyphens and underscores. */
	readonly name: string;
	readonly attempt: number;
	/** Asked once, right before the first byte leaves; with a no nothing is sent. */
	readonly beforeFirstByte: () => Promise<boolean>;
}

/**
 * not_sent: the printer cannot take anything now, not a byte has left; it may be tried again.
 * withdrawn: we changed our mind before the first byte. sent: all of it left, with the proof that
 * came back. doubtful: some of it left and nobody knows what is on the paper; never tried again. Its
 * state is there when the printer says that it cannot go on.
 */
export type Delivery =
	| { readonly outcome: 'not_sent'; readonly state: PrinterState }
	| { readonly outcome: 'withdrawn' }
	| { readonly outcome: 'sent'; readonly proof: PrintReport['proof'] }
	| { readonly outcome: 'doubtful'; readonly reason: string; readonly state?: PrinterState };
