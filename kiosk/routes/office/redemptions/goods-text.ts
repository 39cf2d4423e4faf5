import type { RedemptionFacts } from '#domain/wire';
import { language } from '../words/language.svelte.ts';

/** The goods of a redemption in one line, in the language of this person. */
export function goodsText(lines: RedemptionFacts['lines']): string {
	return language.pick(
		lines.map(({ name, quantity }) => `${name}×${quantity}`).join('、'),
		lines.map(({ name, english, quantity }) => `${english || name} ×${quantity}`).join(', '),
	);
}
