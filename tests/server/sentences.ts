import type { ShelfItem } from '#domain/wire';
import { sayProblem, type Problem } from '#kiosk/lib/problem.ts';
import { readRefusal, readStorageFault } from '#kiosk/lib/refusal.ts';
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

/** What the kiosk's screen says to a reply of the server that is no yes. */
export function kioskSays(reply: Reply, products: readonly ShelfItem[] = []): Said {
	const refusal = readRefusal(reply.body);
	const problem: Problem = refusal
		? { kind: 'refusal', refusal }
		: { kind: 'trouble', cause: readStorageFault(reply.body) ?? 'server_failed' };
	return {
		zh: sayProblem(problem, { words: zh, language: 'zh' }, products).what,
		en: sayProblem(problem, { words: en, language: 'en' }, products).what,
	};
}

/** What the back office says to a refusal; nothing for a code without a sentence. */
export function officeSays({ refusal }: Reply): Partial<Said> {
	if (!refusal) return {};
	const { code, ...details } = refusal;
	return {
		zh: officeSayings.zh[code]?.({ code, ...details }) ?? '',
		en: officeSayings.en[code]?.({ code, ...details }) ?? '',
	};
}
