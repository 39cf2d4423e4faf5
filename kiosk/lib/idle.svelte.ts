/** How long a screen waits for the villager, in milliseconds. */
export interface IdlePlan {
	readonly quietMs: number;
	/** How long it then asks whether to go on; 0 leaves without asking. */
	readonly warnMs: number;
}

const tickMs = 250;

/**
 * Counts the quiet time since the last touch, scan or slip, warns, and ends the session. By the time
 * since the page began: a clock that is set back must not leave a name on the screen.
 */
export class Idle {
	isWarning = $state(false);
	/** Whole seconds until the screen starts over: in a warning, or when nothing will warn. */
	secondsLeft = $state(0);
	/** The villager takes it slowly: every screen waits twice as long, until the session ends. */
	isSlow = $state(false);
	readonly #onEnd: () => void;
	#plan: IdlePlan | undefined;
	#since = 0;
	#timer: ReturnType<typeof setInterval> | undefined;

	constructor(onEnd: () => void) {
		this.#onEnd = onEnd;
	}

	/** How long the warning lasts, in whole seconds. */
	get warnSeconds(): number {
		return ((this.#plan?.warnMs ?? 0) * this.#pace) / 1000;
	}

	/** Begins a screen's time; without a plan nothing ever ends. */
	watch(plan: IdlePlan | undefined): void {
		this.#plan = plan;
		clearInterval(this.#timer);
		this.#timer = plan && setInterval(() => this.#tick(), tickMs);
		this.touch();
	}

	/** Somebody is there: the time begins anew. */
	touch(): void {
		this.#since = performance.now();
		this.isWarning = false;
		this.#count();
	}

	/** From now on everything waits twice as long. */
	slowDown(): void {
		this.isSlow = true;
		this.touch();
	}

	/** Stops counting. */
	stop(): void {
		clearInterval(this.#timer);
	}

	get #pace(): number {
		return this.isSlow ? 2 : 1;
	}

	#tick(): void {
		const plan = this.#plan;
		if (!plan) return;
		const quietMs = (performance.now() - this.#since) / this.#pace;
		this.#count();
		if (quietMs >= plan.quietMs + plan.warnMs) {
			this.watch(undefined);
			this.#onEnd();
		} else {
			this.isWarning = plan.warnMs > 0 && quietMs >= plan.quietMs;
		}
	}

	#count(): void {
		if (!this.#plan) return;
		const { quietMs, warnMs } = this.#plan;
		const leftMs = (quietMs + warnMs) * this.#pace - (performance.now() - this.#since);
		this.secondsLeft = Math.max(0, Math.ceil(leftMs / 1000));
	}
}
