import { randomUUID } from 'node:crypto';
import { dayAt } from '#domain/day';
import { readRules, ruleOf } from '#start/demo/rules';
import { households, type CastAct, type CastHousehold } from '../village.ts';
import type { Shop } from './shop.ts';

/** A line of the paper ledger, of today and of one household. */
export interface DeedLine {
	readonly text: string;
	readonly points: number;
	readonly english?: string;
	readonly rule?: string;
	readonly category?: string;
}

/** Every award and deduction of the cast's year, one of each rule. */
export function castDeeds(): readonly CastAct[] {
	const cast: readonly CastHousehold[] = Object.values(households);
	const deeds = cast.flatMap(({ acts }) => acts.filter((act) => 'rule' in act));
	return [...new Map(deeds.map((deed) => [deed.rule, deed])).values()];
}

/** So many of them as take the most words to tell. */
export function wordiestDeeds(count: number): readonly CastAct[] {
	const rules = readRules();
	const words = (deed: CastAct) => ruleOf(rules, deed).english.length;
	return castDeeds()
		.toSorted((one, other) => words(other) - words(one))
		.slice(0, count);
}

/** Enters deeds into a household's passbook today, in the words that the demo tells them in. */
export async function enterDeeds(
	shop: Shop,
	head: string,
	deeds: readonly CastAct[],
): Promise<void> {
	const rules = readRules();
	const lines = deeds.map((deed) => {
		const { code: rule, category, text, english, points } = ruleOf(rules, deed);
		return { rule, category, text, english, points };
	});
	await enterLines(shop, head, lines);
}

/** Enters lines into a household's passbook today. */
export async function enterLines(
	shop: Shop,
	head: string,
	lines: readonly DeedLine[],
): Promise<void> {
	const household = shop.cards.get(head)?.household;
	const day = dayAt(Date.now());
	await shop.director.post('/api/office/imports/entries', {
		requestKey: randomUUID(),
		rows: lines.map((line, index) => ({ ...line, row: index + 1, household, day })),
	});
}
