import { makePassbookCode } from '#domain/passbook';
import type { Grey } from '#kiosk/lib/qr/grey.ts';
import { chanceFrom, type Chance } from '#start/demo/random';
import { letNodeLoadZxing } from '#start/zxing';
import { cardFace } from './card-face.ts';
import type { Condition } from './conditions.ts';
import { holdCard, type FrameSize } from './held-card.ts';
import { wear } from './wear.ts';

letNodeLoadZxing();
const { passbookSymbol } = await import('#kiosk/lib/qr/passbook-symbol.ts');
const { MultiFormatReader } = await import('#kiosk/lib/scan/zxing-decoder.ts');

/** How cards of one condition were read. */
export interface Rates {
	readonly cards: number;
	/** Of a hundred frames. */
	readonly oneFrame: number;
	/** Of a hundred cards, within five frames: the kiosk looks at eight a second. */
	readonly fiveFrames: number;
	readonly misread: number;
	readonly msPerFrame: number;
}

const framesPerCard = 5;

/** Holds so many cards before the kiosk's decoder, each with a code, a hand and damage of its own. */
export function readCards(
	condition: Condition,
	options: {
		readonly pxPerModule: number;
		readonly cards: number;
		readonly seed: number;
		readonly size?: FrameSize;
	},
): Rates {
	const chance = chanceFrom(options.seed);
	const reader = MultiFormatReader();
	const sum = { frames: 0, cards: 0, misread: 0, ms: 0 };
	for (let card = 0; card < options.cards; card++) {
		const { code, symbol } = printedCard(chance);
		const face = cardFace(symbol, chance);
		wear(face, condition.wornModules, chance);
		const held = holdCard(face, condition, options.pxPerModule, chance, options.size);
		let frames = 0;
		for (let at = 0; at < framesPerCard; at++) {
			const frame = held.frame();
			const startedMs = performance.now();
			const text = textIn(frame, reader.decode);
			sum.ms += performance.now() - startedMs;
			if (text === code) frames++;
			else if (text !== undefined) sum.misread++;
		}
		sum.frames += frames;
		if (frames > 0) sum.cards++;
	}
	const frames = options.cards * framesPerCard;
	return {
		cards: options.cards,
		oneFrame: (100 * sum.frames) / frames,
		fiveFrames: (100 * sum.cards) / options.cards,
		misread: sum.misread,
		msPerFrame: sum.ms / frames,
	};
}

/** A code of chance, and its symbol as the office would print it. */
export function printedCard(chance: Chance) {
	const code = makePassbookCode(Array.from({ length: 12 }, () => chance.whole(0, 31)));
	const symbol = passbookSymbol(code);
	if (!symbol.ok) throw new Error(`${code} has no symbol`);
	return { code, symbol: symbol.value };
}

function textIn(frame: Grey, decode: (frame: Grey) => { readonly text: string }) {
	try {
		return decode(frame).text;
	} catch {
		return undefined;
	}
}
