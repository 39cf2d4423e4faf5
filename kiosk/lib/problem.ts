import type { ShelfItem } from '#domain/wire';
import type { Refusal } from './refusal.ts';
import type { Answer, TroubleCause } from './shop.ts';
import type { Saying } from './words/saying.ts';
import type { Words } from './words/zh.ts';

/** What the screen has to explain: a no, trouble with the world, or what the kiosk cannot do. */
export type Problem =
	| { readonly kind: 'refusal'; readonly refusal: Refusal }
	| { readonly kind: 'trouble'; readonly cause: TroubleCause }
	| { readonly kind: 'disk' | 'finish_first' | 'defect' };

/** The problem behind an answer that brought no value. */
export function problemOf(answer: Exclude<Answer<unknown>, { kind: 'value' }>): Problem {
	return answer.kind === 'refusal'
		? { kind: 'refusal', refusal: answer.refusal }
		: { kind: 'trouble', cause: answer.why };
}

/** The problem in the villager's language; products are named as on their cards. */
export function sayProblem(
	problem: Problem,
	{ words, language }: { readonly words: Words; readonly language: 'zh' | 'en' },
	products: readonly ShelfItem[] = [],
): Saying {
	switch (problem.kind) {
		case 'refusal': {
			const { code, details } = problem.refusal;
			const item = products.find(({ id }) => id === details.product);
			const name = item ? cardName(item, language === 'zh') : details.name;
			return words.refusals[code]({ ...details, name });
		}
		case 'trouble':
			return words.trouble.causes[problem.cause];
		case 'disk':
			return words.trouble.disk;
		case 'finish_first':
			return words.trouble.finishFirst;
		case 'defect':
			return words.trouble.defect;
	}
}

/** The name on a product's card. */
export function cardName(item: Pick<ShelfItem, 'name' | 'english'>, isChinese: boolean): string {
	return isChinese || item.english === '' ? item.name : item.english;
}
