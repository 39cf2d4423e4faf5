import type { PrintJobStatus, PrintJobView, RedemptionFacts } from '#domain/wire';
import { newRequestKey } from './request-key.ts';
import { answerPrintJob, getPrintJob, reprint, type Answer } from './shop.ts';

/**
 * waiting: in line; printing; out: it came out; look: all of it was sent, and this printer never
 * says more; ask: only a person can say; later: it comes when the printer is well again; failed:
 * this one never comes.
 */
export type SlipState = 'waiting' | 'printing' | 'out' | 'look' | 'ask' | 'later' | 'failed';

const pollMs = 1000;
/** After this long in line the villager need not wait for the slip any more. */
const patienceMs = 20_000;
const isOver: readonly SlipState[] = ['out', 'look', 'ask', 'failed'];

/** Follows a redemption's slip to the paper, and says what became of it. */
export class Slip {
	state = $state<SlipState>('waiting');
	readonly #facts: RedemptionFacts;
	readonly #token: () => string;
	#job: string;
	#againKey = newRequestKey();
	#since = Date.now();
	#isAsking = false;
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
	answer(answer: 'complete' | 'incomplete'): Promise<void> {
		return this.#ask(() => answerPrintJob(this.#token(), this.#job, answer));
	}

	/** 补打: asks for one more slip. */
	again(): Promise<void> {
		return this.#ask(async () => {
			const answer = await reprint(this.#token(), this.#facts.id, this.#againKey);
			// Without an answer it may be printing: the next tap asks for that same one.
			if (answer.kind !== 'trouble') this.#againKey = newRequestKey();
			return answer;
		});
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
		if (!isOver.includes(this.state)) this.#timer = setTimeout(() => void this.#poll(), pollMs);
	}

	// Elders tap twice: that is still one slip.
	async #ask(question: () => Promise<Answer<PrintJobView>>): Promise<void> {
		if (this.#isAsking) return;
		this.#isAsking = true;
		this.#follow(await question());
		this.#isAsking = false;
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
			return 'out';
		case 'done_unconfirmed':
			return 'look';
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
