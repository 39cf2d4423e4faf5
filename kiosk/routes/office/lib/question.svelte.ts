import type { OfficeAnswer, OfficeProblem } from '#kiosk/lib/office.ts';

/**
 * Something the page asks the server: its answer, or what went wrong. Asked in an effect it is asked
 * anew when what it names changes; an answer that comes too late is dropped. What was shown stays
 * until the next answer is there.
 */
export class Question<Value> {
	value: Value | undefined = $state.raw();
	problem: OfficeProblem | undefined = $state.raw();
	isAsking = $state(false);
	readonly #put: () => Promise<OfficeAnswer<Value>>;
	#turn = 0;

	constructor(put: () => Promise<OfficeAnswer<Value>>) {
		this.#put = put;
	}

	/** Asks now. */
	async ask(): Promise<void> {
		this.#turn += 1;
		const turn = this.#turn;
		const answer = this.#put();
		this.isAsking = true;
		const told = await answer;
		if (turn !== this.#turn) return;
		this.isAsking = false;
		this.problem = told.ok ? undefined : told.problem;
		if (told.ok) this.value = told.value;
	}
}
