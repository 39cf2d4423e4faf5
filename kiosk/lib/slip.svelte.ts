import type { PrintJobStatus, PrintJobView, RedemptionFacts } from '#domain/wire';
import { newRequestKey } from './device.ts';
import { answerPrintJob, getPrintJob, reprint, type Answer } from './shop.ts';

/**
 * waiting: in line; printing; out: it came out; ask: only a person can say; later: it comes when
 * the printer is well again; failed: this one never comes.
 */
export type SlipState = 'waiting' | 'printing' | 'out' | 'ask' | 'later' | 'failed';

const pollMs = 1000;
/** After this long in line the villager need not wait for the slip any more. */
const patienceMs = 20_000;

/** Follows a redemption's slip to the paper, and says what became of it. */
export class Slip {
	state = $state<SlipState>('waiting');
	readonly #facts: RedemptionFacts;
	readonly #token: () => string;
	#job: string;
	#since = Date.now();
	#timer: ReturnType<typeof setTimeout> | undefined;
	#stopped = false;

	constructor(facts: RedemptionFacts, token: () => string) {
		this.#facts = facts;
		this.#token = token;
		this.#job = facts.printJob;
		if (this.#job === '') this.state = 'later';
		else void this.#poll();
	}

	/** The person in front of the printer has looked. */
	async answer(answer: 'complete' | 'incomplete'): Promise<void> {
		this.#follow(await answerPrintJob(this.#token(), this.#job, answer));
	}

	/** 补打: asks for one more slip. */
	async again(): Promise<void> {
		this.#follow(await reprint(this.#token(), this.#facts.id, newRequestKey()));
	}

	/** Leaves the slip to the printer. */
	stop(): void {
		this.#stopped = true;
		clearTimeout(this.#timer);
	}

	async #poll(): Promise<void> {
		const answer = await getPrintJob(this.#token(), this.#job);
		if (this.#stopped) return;
		if (answer.kind === 'value') this.#show(answer.value);
		const waited = Date.now() - this.#since >= patienceMs;
		if (waited && (this.state === 'waiting' || this.state === 'printing')) this.state = 'later';
		const isOver = this.state === 'out' || this.state === 'ask' || this.state === 'failed';
		if (!isOver) this.#timer = setTimeout(() => void this.#poll(), pollMs);
	}

	// A reprint that is not known to have begun leaves the question where it was.
	#follow(answer: Answer<PrintJobView>): void {
		if (this.#stopped || answer.kind !== 'value') return;
		clearTimeout(this.#timer);
		this.#job = answer.value.id;
		this.#since = Date.now();
		this.#show(answer.value);
		if (this.state === 'waiting' || this.state === 'printing' || this.state === 'later') {
			this.#timer = setTimeout(() => void this.#poll(), pollMs);
		}
	}

	#show({ status }: PrintJobView): void {
		this.state = slipStateOf(status);
	}
}

function slipStateOf(status: PrintJobStatus): SlipState {
	switch (status) {
		case 'queued':
			return 'waiting';
		case 'claimed':
		case 'sending':
			return 'printing';
		case 'done':
		case 'done_unconfirmed':
			return 'out';
		case 'uncertain':
			return 'ask';
		case 'blocked':
			return 'later';
		case 'failed':
		case 'cancelled':
		case 'expired':
			return 'failed';
	}
}
