import type { OfficeProblem } from '#kiosk/lib/office.ts';
import { enProductRefusals } from './en-product-refusals.ts';
import { enRefusals } from './en-refusals.ts';
import { enShopRefusals } from './en-shop-refusals.ts';
import { enShell } from './en-shell.ts';
import { language } from './language.svelte.ts';
import { zhProductRefusals } from './zh-product-refusals.ts';
import { zhRefusals, type Saying } from './zh-refusals.ts';
import { zhShopRefusals } from './zh-shop-refusals.ts';
import { zhShell } from './zh-shell.ts';

// A room with refusals of its own adds its two files here.
const zhSayings: Readonly<Record<string, Saying>> = {
	...zhRefusals,
	...zhProductRefusals,
	...zhShopRefusals,
};
const enSayings: Readonly<Record<string, Saying>> = {
	...enRefusals,
	...enProductRefusals,
	...enShopRefusals,
};

/** A problem in the language of this person: what happened and what to do next. */
export function sayProblem(problem: OfficeProblem): string {
	const words = language.pick(zhShell, enShell);
	if (problem.kind !== 'refusal') return words.trouble[problem.kind];
	const { code, details } = problem;
	const sayings = language.pick(zhSayings, enSayings);
	const saying = Object.hasOwn(sayings, code) ? sayings[code] : undefined;
	if (saying) return saying(details);
	return language.pick<Readonly<Record<'other', Saying>>>(zhRefusals, enRefusals).other({ code });
}
