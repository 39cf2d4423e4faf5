import type { HouseholdView } from '#domain/wire';
import type { Words } from './words/zh.ts';

/** What a household reads below its figures: what keeps it from redeeming, or that its rank stays. */
export function homeNote(words: Words, { standing, figures }: HouseholdView): string {
	const { missing, spendable, total } = figures;
	// Who has left and has nothing over earns nothing here any more either.
	if (standing === 'leaving' && spendable === 0) return words.home.standings.moved_out;
	if (standing !== 'good') return words.home.standings[standing];
	if (missing > 0) return words.home.missing(missing);
	return spendable === 0 ? words.home.nothingYet : words.home.keepsRank(total);
}
