import { askOffice, newRequestKey, type OfficeProblem } from '#kiosk/lib/office.ts';

/** A batch on its way in. */
export interface OpeningLine {
	readonly id: string;
	readonly product: string;
	readonly quantity: number;
	/** Empty for goods that keep. */
	readonly expiresOn: string;
}

const linesMost = 500;

/**
 * The rows of opening stock that are being typed. They outlive the page together with their request
 * key, so that rows sent before the power went are not entered twice.
 */
export class Opening {
	lines: readonly OpeningLine[] = $state.raw([]);
	problem: OfficeProblem | undefined = $state.raw();
	isBusy = $state(false);
	/** How many batches were entered last; 0 before. */
	entered = $state(0);
	readonly #place: string;
	#requestKey = newRequestKey();
	#count = 0;

	constructor(village: string) {
		this.#place = `love.office.opening.${village}`;
		this.#takeUp();
	}

	get isFull(): boolean {
		return this.lines.length >= linesMost;
	}

	add(line: Omit<OpeningLine, 'id'>): void {
		this.#count += 1;
		this.#put([{ id: String(this.#count), ...line }, ...this.lines]);
	}

	remove(id: string): void {
		this.#put(this.lines.filter((line) => line.id !== id));
	}

	/** Enters all rows or none. */
	async commit(): Promise<void> {
		this.isBusy = true;
		const lines = this.lines.toReversed().map(({ id: _, ...line }) => line);
		const answer = await askOffice<{ batches: number }>('/api/office/stock/opening', {
			body: { requestKey: this.#requestKey, lines },
		});
		this.isBusy = false;
		this.problem = answer.ok ? undefined : answer.problem;
		if (!answer.ok) return;
		this.entered = answer.value.batches;
		this.#put([]);
	}

	/** Begins anew after rows were entered. */
	again(): void {
		this.entered = 0;
	}

	// Other rows are another request.
	#put(lines: readonly OpeningLine[]): void {
		this.lines = lines;
		this.#requestKey = newRequestKey();
		if (lines.length === 0) localStorage.removeItem(this.#place);
		else localStorage.setItem(this.#place, JSON.stringify([this.#requestKey, lines]));
	}

	#takeUp(): void {
		const kept = localStorage.getItem(this.#place);
		if (!kept) return;
		const [requestKey, lines] = JSON.parse(kept) as [string, OpeningLine[]];
		this.#requestKey = requestKey;
		this.lines = lines;
		this.#count = Math.max(0, ...lines.map(({ id }) => Number(id)));
	}
}
