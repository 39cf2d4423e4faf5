import type { BasketLine } from '#domain/redemption';
import type { Section } from '#domain/stock';
import type { HouseholdView, RedemptionFacts } from '#domain/wire';
import { missingToSpend } from './account.ts';
import { costOf } from './basket.ts';
import type { OutboxEntry } from './outbox.ts';
import type { Problem } from './problem.ts';
import type { Slip } from './slip.svelte.ts';
import { en } from './words/en.ts';
import { zh } from './words/zh.ts';

/** A passbook that was shown, with its household. */
export interface Shown {
	readonly household: HouseholdView;
	/** Its figures are only what the kiosk remembers: the line is down. */
	readonly isCopied: boolean;
	/** What was scanned, to ask again when the line is back; never written anywhere. */
	readonly text: string;
}

/**
 * Everything the kiosk knows of the one who stands before it. A session ends by putting an empty
 * stay in its place, so that nothing of a household can be left behind.
 */
export class Stay {
	shown = $state.raw<Shown>();
	readonly household = $derived(this.shown?.household);
	isNameShown = $state(false);
	basket = $state.raw<readonly BasketLine[]>([]);
	section = $state<Section | 'all'>('all');
	goodsPage = $state(0);
	/** The redemption on the done screen, or the one a scanned receipt belongs to. */
	facts = $state.raw<RedemptionFacts>();
	slip = $state.raw<Slip>();
	/** What is shown or asked belongs to an earlier stay. */
	isLeftOver = $state(false);
	/** The key of the redemption that this villager confirmed last. */
	asked = '';
	/** On the trouble screen. */
	problem = $state.raw<Problem>();
	/** Said over the screen, until it is closed. */
	notice = $state.raw<Problem>();
	/** Another household's passbook was shown: change over? */
	switchTo = $state.raw<Shown>();
	isHelpOpen = $state(false);
	language = $state<'zh' | 'en'>('zh');
	isLarge = $state(false);
	readonly words = $derived(this.language === 'zh' ? zh : en);
	/** Whether whoever stands here waits for the outcome of an entry, and not of somebody else's. */
	awaits({ request }: OutboxEntry): boolean {
		return this.isLeftOver || this.asked === request.requestKey;
	}

	/** Points that the basket leaves. */
	readonly remaining = $derived((this.household?.figures.spendable ?? 0) - costOf(this.basket));
	/** Points that the basket is short of, when some were spent elsewhere meanwhile. */
	readonly short = $derived(
		this.household ? missingToSpend(this.household.figures, costOf(this.basket)) : 0,
	);
}
