import { readScan } from '#domain/passbook';
import type { ShelfItem } from '#domain/wire';
import { askRules, changeQuantity, refreshBasket, requestFor } from './basket.ts';
import { Courier, type Outcome } from './courier.svelte.ts';
import { copyKeeper } from './copy-keeper.ts';
import { Idle } from './idle.svelte.ts';
import { lookAgain, lookUp, type LookedUp } from './look-up.ts';
import type { OutboxEntry } from './outbox.ts';
import { problemOf, type Problem } from './problem.ts';
import { isAboutPoints, isDeviceRefusal, refusalFrom, type Refusal } from './refusal.ts';
import { SetUp } from './set-up.svelte.ts';
import { getShelf } from './shop.ts';
import { idlePlans, isBusyOn, painted, readsOn, slipPlan, type Screen } from './screens.ts';
import { ShelfWatch } from './shelf.svelte.ts';
import { Slip, type SlipState } from './slip.svelte.ts';
import { Stay, type Shown } from './stay.svelte.ts';
import { noteRedeemed } from './village-copy.ts';
import { Voice } from './voice.svelte.ts';

/** Everything one villager does at the kiosk, from scan to slip. Leaving wipes it. */
export class Session {
	readonly #setUp = new SetUp();
	readonly #token = () => this.#setUp.token;
	screen = $state<Screen>(this.#setUp.firstScreen());
	stay = $state.raw(new Stay());
	isReading = $state(false);
	readonly voice = new Voice();
	#missed = $state.raw<readonly Outcome[]>([]);
	/** The oldest outcome that came after its villager had left. */
	readonly missed = $derived(this.#missed[0]);

	readonly #freshenCopy = copyKeeper();
	readonly idle = new Idle(() => (this.screen === 'help' ? this.go('attract') : this.leave()));
	readonly shop = new ShelfWatch({ askShelf: () => this.#askShelf(), token: this.#token });
	readonly courier = new Courier({
		token: this.#token,
		onDeviceRefused: (refusal) => this.#unpair(refusal),
	});

	/** Begins: pairs by itself when the address says so, then settles what an earlier run left. */
	async start(): Promise<void> {
		const code = await this.#setUp.recall();
		if (code !== undefined) await this.#pairWith(code);
		else if (this.#token() !== '') await this.#begin();
	}

	/** Ends all timers; for the page that goes away. */
	stop(): void {
		this.idle.stop();
		this.shop.stop();
		this.stay.slip?.stop();
	}

	/** Somebody keyed a pairing code in. */
	keyIn(code: string): Promise<void> {
		this.#setUp.askToMeasure();
		return this.#pairWith(code);
	}

	/** The screen was measured, or will be another time: the shop opens. */
	measured(): void {
		this.#setUp.measured();
		this.leave();
	}

	/** Somebody touched the screen. */
	touch(): void {
		this.idle.touch();
	}

	/** A code came from scanner, camera or number pad. */
	async onScan(text: string): Promise<void> {
		this.touch();
		if (this.isReading || !readsOn(this.screen)) return;
		const read = readScan(text);
		if (!read.ok) return this.say({ kind: 'refusal', refusal: refusalFrom(read.refusal) });
		this.isReading = true;
		const { stay } = this;
		const answer = await lookUp(this.#token(), text, read.value, this.shop.lineDown);
		this.isReading = false;
		// On a slow line its villager has gone on, or has left: then it is nobody else's matter.
		if (this.stay !== stay || !readsOn(this.screen)) return;
		this.touch();
		if (answer.kind !== 'value') this.say(problemOf(answer));
		else this.#onScanned(answer.value, text);
		if (answer.kind === 'value' && answer.value.isCopied) void this.shop.suspectLine();
	}

	/** Changes over to the passbook that was shown meanwhile. */
	changeOver(): void {
		if (this.stay.switchTo) this.#open(this.stay.switchTo);
	}

	/** Goes to another screen of the same villager, who keeps language and letters. */
	go(screen: 'attract' | 'help' | 'home' | 'record' | 'goods' | 'basket' | 'confirm'): void {
		this.#show(screen);
	}

	/** Puts more or fewer of a product into the basket; the rules say at once whether it goes. */
	choose(item: ShelfItem, by: number): void {
		const shelf = this.shop.shelf;
		if (!shelf || !this.stay.household) return;
		const lines = changeQuantity(this.stay.basket, item, by);
		if (by > 0) {
			const answer = askRules(shelf, this.stay.household, lines);
			if (!answer.ok) return this.say({ kind: 'refusal', refusal: answer.refusal });
		}
		this.stay.basket = lines;
	}

	/** The one tap that moves points: kept on the disk first, then sent until it is decided. */
	async confirm(): Promise<void> {
		const [{ shelf }, { household, basket }] = [this.shop, this.stay];
		if (!shelf || !household || this.screen !== 'confirm') return;
		if (this.stay.shown?.isCopied) return this.say({ kind: 'trouble', cause: 'no_network' });
		const answer = askRules(shelf, household, basket);
		if (!answer.ok) return this.#refuse(answer.refusal);
		const request = requestFor(household, basket);
		Object.assign(this.stay, { isLeftOver: false, asked: request.requestKey });
		this.#show('settling');
		const entry = await this.courier.keep(request, Date.now()).catch((error: unknown) => {
			console.error('The outbox did not keep a redemption', error);
		});
		if (!entry) return this.#explain({ kind: 'disk' });
		await this.#deliver(entry);
	}

	/** From a refused redemption back to what can be had now. */
	reconsider(): void {
		const shelf = this.shop.shelf;
		if (!shelf || !this.stay.household) return this.leave();
		this.stay.basket = refreshBasket(this.stay.basket, shelf);
		this.#show(this.stay.basket.length > 0 ? 'basket' : 'goods');
	}

	/** Shows what became of a redemption whose villager had left. */
	showMissed(): void {
		if (this.missed) this.#finish(this.missed, true);
	}

	/** Follows the slip with the time the done screen stays. */
	onSlip(state: SlipState): void {
		const isOpen = state === 'waiting' || state === 'printing' || state === 'ask';
		if (this.screen === 'done') this.idle.watch(isOpen ? slipPlan : idlePlans.done);
	}

	/** Says a problem over the screen, with two low tones. */
	say(problem: Problem): void {
		if (problem.kind === 'refusal' && isDeviceRefusal(problem.refusal.code)) {
			if (this.screen !== 'pairing') return this.#unpair(problem.refusal);
		}
		this.voice.play('refused');
		this.stay.notice = problem;
	}

	/** A defect of ours: one calm sentence, and everything begins again. */
	fail(error: unknown): void {
		console.error('The kiosk failed', error);
		this.#explain({ kind: 'defect' });
	}

	/** Ends the session: nothing of the household stays. */
	leave(): void {
		this.stay.slip?.stop();
		this.stay = new Stay();
		this.idle.isSlow = false;
		this.#show(this.#setUp.firstScreen());
	}

	async #pairWith(code: string): Promise<void> {
		this.isReading = true;
		const answer = await this.#setUp.pairWith(code);
		this.isReading = false;
		if (answer.kind === 'value') this.voice.play('accepted');
		// An old link in a kiosk that is paired already is no matter.
		if (answer.kind === 'value' || this.#token() !== '') return this.#begin();
		this.#show('pairing');
		this.say(problemOf(answer));
	}

	async #begin(): Promise<void> {
		this.leave();
		this.courier.serve(undefined);
		void this.shop.refresh();
		const entries = await this.courier.leftOver();
		if (entries.length === 0) return;
		this.stay.isLeftOver = true;
		this.#show('settling');
		for (const entry of entries) void this.#deliver(entry);
	}

	async #deliver(entry: OutboxEntry): Promise<void> {
		await this.courier.deliver(entry, (outcome) => {
			void this.shop.refresh();
			const isAwaited = this.screen === 'settling' && this.stay.awaits(entry);
			if (isAwaited) this.#finish(outcome, this.stay.isLeftOver);
			else this.#missed = [...this.#missed, outcome];
			return painted();
		});
	}

	#finish(outcome: Outcome, isLeftOver: boolean): void {
		this.#missed = this.#missed.filter((each) => each !== outcome);
		if (outcome.kind === 'refused') return this.#refuse(outcome.refusal, isLeftOver);
		if (this.stay.household && !isLeftOver) noteRedeemed(this.stay.household, outcome.facts);
		this.stay.isLeftOver = isLeftOver;
		this.stay.facts = outcome.facts;
		this.stay.basket = [];
		this.voice.play('done');
		this.stay.slip?.stop();
		this.stay.slip = new Slip(outcome.facts, () => this.#token());
		this.#show('done');
	}

	#refuse(refusal: Refusal, isLeftOver = false): void {
		this.stay.isLeftOver = isLeftOver;
		this.#explain({ kind: 'refusal', refusal });
		// Else he goes back to figures that lead him into the same no again.
		const { shown } = this.stay;
		if (shown && isAboutPoints(refusal.code)) void this.#lookAgain(shown);
		void this.shop.refresh();
	}

	#explain(problem: Problem): void {
		this.stay.problem = problem;
		this.voice.play('refused');
		this.#show('trouble');
	}

	#onScanned({ scanned, isCopied }: LookedUp, text: string): void {
		if (scanned.kind === 'receipt') {
			if (isBusyOn(this.screen)) return this.say({ kind: 'finish_first' });
			this.#renew();
			this.stay.facts = scanned.receipt;
			this.voice.play('accepted');
			this.#show('receipt');
		} else if (!isBusyOn(this.screen)) {
			this.#open({ household: scanned.household, isCopied, text });
		} else if (scanned.household.passbook !== this.stay.household?.passbook) {
			this.stay.switchTo = { household: scanned.household, isCopied, text };
			this.voice.play('accepted');
		}
	}

	#open(shown: Shown): void {
		this.#renew(shown.household.id);
		this.stay.shown = shown;
		this.voice.play('accepted');
		this.#show('home');
	}

	// Language, letters and pace chosen before the scan belong to the one who scans.
	#renew(householdId = ''): void {
		const { language, isLarge, household } = this.stay;
		const { isSlow } = this.idle;
		this.leave();
		if (household && household.id !== householdId) return;
		Object.assign(this.stay, { language, isLarge });
		this.idle.isSlow = isSlow;
	}

	#show(screen: Screen): void {
		this.screen = screen;
		this.stay.notice = undefined;
		this.stay.switchTo = undefined;
		this.idle.watch(idlePlans[screen]);
	}

	async #askShelf(): Promise<Awaited<ReturnType<typeof getShelf>> | undefined> {
		const token = this.#token();
		const answer = token === '' ? undefined : await getShelf(token);
		// Asked while this kiosk belonged to somebody else: it is no answer any more.
		if (!answer || token !== this.#token()) return undefined;
		if (answer.kind === 'refusal' && isDeviceRefusal(answer.refusal.code)) {
			this.#unpair(answer.refusal);
		} else if (answer.kind === 'value') {
			this.courier.serve(answer.value.village.id);
			if (this.stay.shown?.isCopied) void this.#lookAgain(this.stay.shown);
			if (this.screen === 'attract') void this.#freshenCopy(token);
		}
		return answer;
	}

	// What the kiosk remembered or took for true gives way to what the server knows.
	async #lookAgain(shown: Shown): Promise<void> {
		const answer = await lookAgain(this.#token(), shown);
		if (this.stay.shown !== shown || answer.kind === 'trouble') return;
		if (answer.kind === 'value') this.stay.shown = answer.value;
		else {
			this.leave();
			this.say(problemOf(answer));
		}
	}

	#unpair(refusal: Refusal): void {
		this.#setUp.forget();
		this.leave();
		this.stay.notice = { kind: 'refusal', refusal };
	}
}
