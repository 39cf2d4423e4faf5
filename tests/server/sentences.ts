import type { ShelfItem } from '#domain/wire';
import { problemOf, sayProblem } from '#kiosk/lib/problem.ts';
import { pair } from '#kiosk/lib/shop.ts';
import { en } from '#kiosk/lib/words/en.ts';
import { zh } from '#kiosk/lib/words/zh.ts';
import { enProductRefusals } from '#kiosk/routes/office/words/en-product-refusals.ts';
import { enRefusals } from '#kiosk/routes/office/words/en-refusals.ts';
import { enShopRefusals } from '#kiosk/routes/office/words/en-shop-refusals.ts';
import { zhProductRefusals } from '#kiosk/routes/office/words/zh-product-refusals.ts';
import { zhRefusals, type Saying } from '#kiosk/routes/office/words/zh-refusals.ts';
import { zhShopRefusals } from '#kiosk/routes/office/words/zh-shop-refusals.ts';
import type { Reply } from './shop.ts';

/** What a screen says, in both languages. */
export interface Said {
	readonly zh: string;
	readonly en: string;
}

/** Every sentence of the back office for a no, by its code. */
export const officeSayings: Readonly<Record<'zh' | 'en', Readonly<Record<string, Saying>>>> = {
	zh: { ...zhRefusals, ...zhProductRefusals, ...zhShopRefusals },
	en: { ...enRefusals, ...enProductRefusals, ...enShopRefusals },
};

/**
 * What the kiosk's screen says to a reply of the server that is no yes, by the kiosk's own reading.
 * The status 0 is a line that broke before there was one.
 */
export async function kioskSays(
	{ status, text }: Reply,
	products: readonly ShelfItem[] = [],
): Promise<Said> {
	const line = globalThis.fetch;
	// The reply has come already: the kiosk hears it, whatever it asks.
	globalThis.fetch = async () => {
		if (status === 0) throw new TypeError('Failed to fetch');
		return new Response(text, { status });
	};
	const answer = await pair('').finally(() => (globalThis.fetch = line));
	if (answer.kind === 'value') throw new Error(`The kiosk takes ${status} for a yes`);
	const problem = problemOf(answer);
	return {
		zh: seen(sayProblem(problem, { words: zh, language: 'zh' }, products).what),
		en: seen(sayProblem(problem, { words: en, language: 'en' }, products).what),
	};
}

/** The sentence as it is seen: without the places where a line may break. */
const seen = (sentence: string) => sentence.replaceAll('\u200b', '');

/** What the back office says to a refusal; nothing for a code without a sentence. */
export function officeSays({ refusal }: Reply): Partial<Said> {
	if (!refusal) return {};
	const { code, ...details } = refusal;
	return {
		zh: officeSayings.zh[code]?.({ code, ...details }) ?? '',
		en: officeSayings.en[code]?.({ code, ...details }) ?? '',
	};
}
