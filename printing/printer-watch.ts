import type { PrinterState } from '#domain/wire';
import type { JobServer } from './job-server.ts';
import type { Transport } from './transports/transport.ts';

/** Keeps the server informed of the printer: at every change, and every so often without one. */
export interface PrinterWatch {
	/** Asks the printer if it has not been asked for a while. */
	look(): Promise<void>;
	/** Tells what was just learned while printing. */
	show(state: PrinterState): Promise<void>;
}

/** A watch over one printer; `lookMs` between two looks, `statusMs` between two messages. */
export function printerWatch(
	{ transport, server }: { readonly transport: Transport; readonly server: JobServer },
	{ lookMs, statusMs }: { readonly lookMs: number; readonly statusMs: number },
	say: (line: string) => void,
): PrinterWatch {
	let shown: { state: PrinterState; at: number } | undefined;
	let lookedAt = -Infinity;

	async function show(state: PrinterState): Promise<void> {
		lookedAt = performance.now();
		if (shown?.state === state && performance.now() - shown.at < statusMs) return;
		if (shown?.state !== state) say(`printer ${state}`);
		const told = await server.showPrinter(state);
		if (told.kind === 'accepted') shown = { state, at: performance.now() };
	}

	return {
		show,
		async look() {
			if (performance.now() - lookedAt >= lookMs) await show(await transport.status());
		},
	};
}
