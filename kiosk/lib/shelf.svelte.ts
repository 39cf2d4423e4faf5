import type { PrinterState, Shelf } from '#domain/wire';
import type { Answer } from './shop.ts';
import { keepShelf, keptShelf } from './village-copy.ts';

/** A printer from which no slip can come now. */
export type PrinterTrouble = Exclude<PrinterState, 'unknown' | 'ready' | 'near_end'>;

const pollMs = 30_000;
const pollWhenDownMs = 5000;

/** The shelf as the kiosk last saw it, asked again every 30 s and sooner while the line is down. */
export class ShelfWatch {
	shelf = $state.raw<Shelf>();
	/** The server did not answer the last question. */
	lineDown = $state(false);
	/** Whole minutes since the figures came. */
	ageMinutes = $state(0);
	readonly #fetchShelf: () => Promise<Answer<Shelf> | undefined>;
	#cameAt = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** `fetchShelf` gives nothing while the kiosk is not paired. */
	constructor(fetchShelf: () => Promise<Answer<Shelf> | undefined>) {
		this.#fetchShelf = fetchShelf;
	}

	/** Why no slip can come; nothing when the printer is well or not known. */
	get printerTrouble(): PrinterTrouble | undefined {
		const printer = this.shelf?.printer ?? 'unknown';
		return printer === 'unknown' || printer === 'ready' || printer === 'near_end'
			? undefined
			: printer;
	}

	/** Asks now, and from then on by itself. */
	async refresh(): Promise<void> {
		clearTimeout(this.#timer);
		const answer = await this.#fetchShelf();
		if (answer?.kind === 'value') {
			this.shelf = answer.value;
			this.#cameAt = Date.now();
			void keepShelf({ shelf: answer.value, cameAt: this.#cameAt });
		} else if (answer?.kind === 'trouble' && !this.shelf) {
			await this.#remember();
		}
		this.lineDown = answer?.kind === 'trouble';
		this.ageMinutes = this.shelf ? Math.floor((Date.now() - this.#cameAt) / 60_000) : 0;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.refresh(), this.lineDown ? pollWhenDownMs : pollMs);
	}

	/** Stops asking. */
	stop(): void {
		clearTimeout(this.#timer);
	}

	// A start without a line shows what an earlier run kept, and how old it is.
	async #remember(): Promise<void> {
		const kept = await keptShelf();
		if (!kept || this.shelf) return;
		this.shelf = kept.shelf;
		this.#cameAt = kept.cameAt;
	}
}
