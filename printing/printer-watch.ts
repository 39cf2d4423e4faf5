import type { PrinterState } from '#domain/wire';
import type { Desk } from './printing-desk.ts';
import { mayPrint } from './replies.ts';

/** Keeps the server informed of the printer: at every change, and every so often without one. */
export interface PrinterWatch {
	/** Asks the printer if it has not been asked for a while. */
	look(): Promise<void>;
	/** Tells what was just learned while printing. */
	show(state: PrinterState): Promise<void>;
	/** Whether a slip may come out now, by what was last learned. */
	mayPrint(): boolean;
	/** Ends the messages that come by themselves. */
	stop(): void;
}

/**
 * A watch over one printer and the journal beside it; `lookMs` between two looks, `statusMs` between
 * two messages. Those come also while the agent is busy with a slow printer, so that the screens
 * never take it for dead.
 */
export function printerWatch(
	{ transport, server, journal }: Pick<Desk, 'transport' | 'server' | 'journal'>,
	{ lookMs, statusMs }: { readonly lookMs: number; readonly statusMs: number },
	say: (line: string) => void,
): PrinterWatch {
	let seen: PrinterState = 'unknown';
	let told: { state: PrinterState; at: number } | undefined;
	let lookedAt = -Infinity;
	let telling = Promise.resolve();

	// One after the other, so that an older state never overtakes a newer one.
	function tell(): Promise<void> {
		telling = telling.then(async () => {
			const state = seen;
			const at = performance.now();
			if (told?.state === state && at - told.at < statusMs) return;
			const answer = await server.showPrinter(state);
			if (answer.kind === 'accepted') told = { state, at };
		});
		return telling;
	}

	function show(state: PrinterState): Promise<void> {
		lookedAt = performance.now();
		if (seen !== state) say(`printer ${state}`);
		seen = state;
		return tell();
	}

	const beat = setInterval(() => void tell(), statusMs);
	return {
		show,
		async look() {
			if (performance.now() - lookedAt < lookMs) return;
			await show(journal.hasRoom() ? await transport.status() : 'disk_full');
		},
		mayPrint: () => mayPrint(seen),
		stop: () => clearInterval(beat),
	};
}
