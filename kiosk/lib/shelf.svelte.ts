import type { PrinterState, Shelf } from '#domain/wire';
import { getPrinter, type Answer } from './shop.ts';
import { keepShelf, keptShelf } from './village-copy.ts';

/** What somebody should do about the printer. */
export type PrinterCare = Exclude<PrinterState, 'unknown' | 'ready'>;
/** A printer from which no slip can come now. */
export type PrinterTrouble = Exclude<PrinterCare, 'near_end'>;

const pollMs = 30_000;
const pollWhenDownMs = 5000;
/** Whoever looks after the shop sees an empty printer before the next villager comes. */
const printerPollMs = 3000;

interface Sources {
	/** Gives nothing while the kiosk is not paired. */
	readonly askShelf: () => Promise<Answer<Shelf> | undefined>;
	readonly token: () => string;
}

/**
 * The shelf as the kiosk last saw it, asked again every 30 s and sooner while the line is down, and
 * the printer, asked every 3 s.
 */
export class ShelfWatch {
	shelf = $state.raw<Shelf>();
	/** The server did not answer the last question. */
	lineDown = $state(false);
	/** Whole minutes since the figures came. */
	ageMinutes = $state(0);
	#printer = $state<PrinterState>('unknown');
	readonly #sources: Sources;
	#cameAt = 0;
	#asked = 0;
	/** The latest of the shelf's questions that came to an end. */
	#heard = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#printerTimer: ReturnType<typeof setTimeout> | undefined;

	constructor(sources: Sources) {
		this.#sources = sources;
	}

	/** What the printer needs; nothing when it is well or not known. */
	get printerCare(): PrinterCare | undefined {
		return this.#printer === 'unknown' || this.#printer === 'ready' ? undefined : this.#printer;
	}

	/** Why no slip can come; nothing when one can, or when that is not known. */
	get printerTrouble(): PrinterTrouble | undefined {
		return this.printerCare === 'near_end' ? undefined : this.printerCare;
	}

	/** Asks now, and from then on by itself. */
	async refresh(): Promise<void> {
		clearTimeout(this.#timer);
		const turn = (this.#asked += 1);
		const answer = await this.#sources.askShelf();
		// A question that waited on a dead line says nothing of the line as a later one found it.
		if (turn < this.#heard) return;
		this.#heard = turn;
		if (answer?.kind === 'value') {
			this.shelf = answer.value;
			this.#printer = answer.value.printer;
			this.#cameAt = Date.now();
			void keepShelf({ shelf: answer.value, cameAt: this.#cameAt });
		} else if (answer?.kind === 'trouble' && !this.shelf) {
			await this.#remember();
		}
		this.lineDown = answer?.kind === 'trouble';
		this.ageMinutes = this.shelf ? Math.floor((Date.now() - this.#cameAt) / 60_000) : 0;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.refresh(), this.lineDown ? pollWhenDownMs : pollMs);
		clearTimeout(this.#printerTimer);
		if (answer?.kind !== 'value') return;
		this.#printerTimer = setTimeout(() => void this.#askPrinter(), printerPollMs);
	}

	/**
	 * Another question had no answer: the line counts as down until the shelf's own has one. Where
	 * packets vanish that would take as long again, and meanwhile goods would seem to be had.
	 */
	suspectLine(): Promise<void> {
		this.lineDown = true;
		return this.refresh();
	}

	/** Stops asking. */
	stop(): void {
		clearTimeout(this.#timer);
		clearTimeout(this.#printerTimer);
	}

	// What is wrong with the server, or with this kiosk's token, the shelf's own question tells.
	async #askPrinter(): Promise<void> {
		const heard = this.#heard;
		const answer = await getPrinter(this.#sources.token());
		// Meanwhile the shelf was heard, and how the printer is with it.
		if (heard !== this.#heard) return;
		if (answer.kind === 'trouble' && answer.why === 'no_answer_in_time') return this.suspectLine();
		if (answer.kind !== 'value') return this.refresh();
		this.#printer = answer.value.printer;
		this.#printerTimer = setTimeout(() => void this.#askPrinter(), printerPollMs);
	}

	// A start without a line shows what an earlier run kept, and how old it is.
	async #remember(): Promise<void> {
		const kept = await keptShelf();
		if (!kept || this.shelf) return;
		this.shelf = kept.shelf;
		this.#cameAt = kept.cameAt;
	}
}
