import type { PrinterState, PrinterView } from '#domain/wire';
import { askOffice } from '#kiosk/lib/office.ts';

const pollMs = 5000;

/** What somebody should do about the printer. */
export type PrinterCare = Exclude<PrinterState, 'unknown' | 'ready'>;

/** The village's printer, looked at every 5 s as long as somebody who looks after it is here. */
class PrinterWatch {
	#view: PrinterView | undefined = $state.raw();
	#village = '';

	/** unknown until the first answer. */
	get state(): PrinterState {
		return this.#view?.printer ?? 'unknown';
	}

	/** What it needs; nothing when it is well, and in a shop that has none. */
	get care(): PrinterCare | undefined {
		return this.state === 'unknown' || this.state === 'ready' ? undefined : this.state;
	}

	/** Since when it is so, in milliseconds since 1970; 0 when nothing was ever heard of it. */
	get since(): number {
		return this.#view?.since ?? 0;
	}

	/** Begins to look at the printer of a village; gives back what ends it. */
	watch(village: string): () => void {
		if (village !== this.#village) this.#view = undefined;
		this.#village = village;
		let isOver = false;
		const look = async () => {
			const answer = await askOffice<PrinterView>('/api/office/printer');
			// Trouble with one look is no trouble: the next one comes in a moment.
			if (answer.ok && !isOver) this.#view = answer.value;
		};
		void look();
		const timer = setInterval(() => void look(), pollMs);
		return () => {
			isOver = true;
			clearInterval(timer);
		};
	}
}

/** The one printer of this page. */
export const printer = new PrinterWatch();
