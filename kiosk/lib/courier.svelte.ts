import type { RedemptionFacts, RedemptionRequest } from '#domain/wire';
import { dropOldSettled, keepEntry, openEntries, settleEntry, type OutboxEntry } from './outbox.ts';
import { isDeviceRefusal, type Refusal } from './refusal.ts';
import { redeemAtServer, type TroubleCause } from './shop.ts';

/** The end of a redemption: recorded, or refused with the reason. */
export type Outcome =
	| { readonly kind: 'redeemed'; readonly facts: RedemptionFacts }
	| { readonly kind: 'refused'; readonly refusal: Refusal };

/** What the courier needs from the kiosk around it. */
export interface CourierSurroundings {
	readonly token: () => string;
	/** The kiosk was unpaired; entries stay until it is paired again. */
	readonly onDeviceRefused: (refusal: Refusal) => void;
}

/**
 * Carries the outbox to the server: the same request with the same key, again and again, until the
 * server has decided. Trouble never ends it.
 */
export class Courier {
	/** How many redemptions nobody knows the outcome of. */
	open = $state(0);
	/** How often the one that was confirmed last was sent without an answer. */
	attempts = $state(0);
	/** Why that one had no answer the last time. */
	cause = $state<TroubleCause>();
	#last = '';
	#village: string | undefined;
	readonly #surroundings: CourierSurroundings;
	readonly #underWay = new Set<string>();
	readonly #resting = new Set<() => void>();

	constructor(surroundings: CourierSurroundings) {
		this.#surroundings = surroundings;
	}

	/** Keeps a request on the disk. Rejects when that fails; then nothing was sent. */
	async keep(request: RedemptionRequest, now: number): Promise<OutboxEntry> {
		const entry = { request, keptAt: now, village: this.#village };
		await keepEntry(entry);
		this.open += 1;
		return entry;
	}

	/** What an earlier run of the kiosk left unanswered. */
	async leftOver(): Promise<readonly OutboxEntry[]> {
		try {
			await dropOldSettled(Date.now());
			const entries = await openEntries();
			this.open = entries.length;
			return entries.filter((entry) => !this.#underWay.has(entry.request.requestKey));
		} catch (error) {
			// Without a disk nothing can be confirmed either; the confirm tap says so.
			console.error('The outbox did not open', error);
			return [];
		}
	}

	/**
	 * Sends an entry until it is decided. `tell` says it on the screen, and only when it has settles
	 * is the outcome noted: else a page that ends in between would have told nobody.
	 */
	async deliver(
		entry: OutboxEntry,
		tell: (outcome: Outcome) => Promise<unknown> | void = () => undefined,
	): Promise<Outcome> {
		const { requestKey } = entry.request;
		this.#underWay.add(requestKey);
		this.#last = requestKey;
		this.#show(entry.request, 0);
		for (let attempts = 1; ; attempts += 1) {
			const outcome = await this.#send(entry);
			if (outcome) {
				await tell(outcome);
				await this.#settle(entry, outcome);
				this.#underWay.delete(requestKey);
				return outcome;
			}
			this.#show(entry.request, attempts, this.cause);
			await this.#rest(attempts);
		}
	}

	/**
	 * Whose kiosk this is, by the id that the server said since it was paired, or nothing while it
	 * has not. What may be sent is tried at once then.
	 */
	serve(village: string | undefined): void {
		this.#village = village;
		this.hurry();
	}

	/** The line may be back: try now instead of later. */
	hurry(): void {
		for (const wake of this.#resting) wake();
	}

	async #send({ request, village }: OutboxEntry): Promise<Outcome | undefined> {
		const token = this.#surroundings.token();
		if (token === '') return undefined;
		// Another village would say no to what its own may have recorded already.
		if (village !== undefined && village !== this.#village) return undefined;
		const answer = await redeemAtServer(token, request);
		if (answer.kind === 'value') return { kind: 'redeemed', facts: answer.value };
		if (answer.kind === 'trouble') {
			if (this.#last === request.requestKey) this.cause = answer.why;
			return undefined;
		}
		if (isDeviceRefusal(answer.refusal.code)) {
			// The server has not looked at the request, and an earlier try may have reached it.
			this.#surroundings.onDeviceRefused(answer.refusal);
			return undefined;
		}
		return { kind: 'refused', refusal: answer.refusal };
	}

	// Whoever stands here sees how it goes with his own, not with one that is left over.
	#show({ requestKey }: RedemptionRequest, attempts: number, cause?: TroubleCause): void {
		if (this.#last !== requestKey) return;
		this.attempts = attempts;
		this.cause = cause;
	}

	async #settle({ request }: OutboxEntry, outcome: Outcome): Promise<void> {
		this.open = Math.max(0, this.open - 1);
		try {
			await settleEntry({
				requestKey: request.requestKey,
				settledAt: Date.now(),
				outcome: outcome.kind === 'redeemed' ? 'redeemed' : outcome.refusal.code,
				number: outcome.kind === 'redeemed' ? outcome.facts.number : '',
			});
		} catch (error) {
			// The villager gets the answer in any case; the next start asks once more with the same key.
			console.error('The outbox did not note an answer', error);
		}
	}

	#rest(attempts: number): Promise<void> {
		const restMs = Math.min(30_000, 1000 * 2 ** Math.min(attempts - 1, 5));
		return new Promise((resolve) => {
			const wake = () => {
				clearTimeout(timer);
				this.#resting.delete(wake);
				resolve();
			};
			const timer = setTimeout(wake, restMs);
			this.#resting.add(wake);
		});
	}
}
