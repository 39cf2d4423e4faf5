import type { PassbookCard } from '#domain/office-wire';
import type { OfficeProblem } from '#kiosk/lib/office.ts';
import type { PassbookSymbol } from '#kiosk/lib/qr/symbol.ts';

export interface DrawnCard {
	readonly card: PassbookCard;
	readonly symbol: PassbookSymbol;
}

/** So long the page does not answer at most while symbols are tried, in milliseconds. */
const stretchMs = 40;

/** Cards on their way to paper: each symbol is drawn and read back, which takes a few ms. */
export class CardDrawing {
	/** All that may be printed, once every card has been tried. */
	drawn: readonly DrawnCard[] = $state.raw([]);
	/** Cards that no scanner would read. */
	unreadable: readonly PassbookCard[] = $state.raw([]);
	tried = $state(0);
	total = $state(0);
	problem: OfficeProblem | undefined = $state.raw();
	#turn = 0;

	/** Draws these cards; an earlier drawing that has not come to its end is dropped. */
	async draw(cards: readonly PassbookCard[]): Promise<void> {
		this.#turn += 1;
		const turn = this.#turn;
		[this.drawn, this.unreadable, this.tried, this.total] = [[], [], 0, cards.length];
		if (cards.length === 0) return;
		const maker = await loadMaker();
		if (turn !== this.#turn) return;
		this.problem = maker ? undefined : { kind: 'no_network' };
		if (!maker) this.total = 0;
		if (!maker) return;
		const drawn: DrawnCard[] = [];
		let restedAt = performance.now();
		for (const [at, card] of cards.entries()) {
			const symbol = maker.passbookSymbol(card.code);
			if (symbol.ok) drawn.push({ card, symbol: symbol.value });
			else this.unreadable = [...this.unreadable, card];
			if (performance.now() - restedAt < stretchMs) continue;
			this.tried = at + 1;
			await new Promise((go) => setTimeout(go));
			if (turn !== this.#turn) return;
			restedAt = performance.now();
		}
		[this.drawn, this.tried] = [drawn, cards.length];
	}
}

// Two decoders come with it, which no other page of the office needs.
async function loadMaker() {
	try {
		return await import('#kiosk/lib/qr/passbook-symbol.ts');
	} catch {
		return undefined;
	}
}
