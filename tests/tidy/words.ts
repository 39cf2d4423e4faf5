import { homedir } from 'node:os';
import { projectRoot } from '#start/folders';
import type { SourceFile } from './files.ts';

/** Words that mean two things here, or that the village does not use, and the better word. */
const betterWords: readonly (readonly [RegExp, string])[] = [
	[/checkout/i, 'redemption'],
	[/(?<!text-wrap: )balance/i, 'total, or spendable'],
	[/\bfrozen\b/i, 'held (points), or barred (household)'],
	[/customer/i, 'household, or villager'],
	[/\bsku(s|_|(?=[A-Z])|\b)/i, 'product'],
	[/coupon/i, 'voucher'],
];

/** What runs in PocketBase's goja knows none of these, or has no clock and no luck of its own. */
const foreignToGoja =
	/\b(Intl|Date|Math\.random|localeCompare|toLocale\w+|async|await|console|Object\.groupBy|structuredClone)\b|\\p\{/;

const forbidden: readonly (readonly [RegExp, RegExp, string])[] = [
	[/^kiosk\//, /\{@html/, 'text from the village is never taken for markup'],
	[/./, /\b(TODO|FIXME|XXX)\b(?!.*#\d)/, 'an open end names its issue, as #12'],
	[
		/./,
		new RegExp(`${escaped(projectRoot)}|${escaped(homedir())}/|/Users/\\w|/home/\\w+/`),
		'a path of one machine',
	],
	[/^tests\//, /\b(test|it|describe)\.(only|skip|todo|fixme)\b/, 'every test runs'],
	[/^(domain|kiosk|server)\//, /\bconsole\.(log|info|debug)\b/, 'no word to the console'],
	[
		/^server\//,
		/\$app\s*\.(save|delete)\w*|\b(noteAct|insert|insertAll|updated)\(\s*\$app\b/,
		'what was answered must be on disk, whole: it is written inside inTx',
	],
	[
		/^server\/(?!(sign-in|who|printers)\.ts$)/,
		/\bexecute(One)?\(\s*\$app\b/,
		'only wrong passwords, and what a device was seen doing last, may be lost: use inTx',
	],
	[
		/^(domain|server)\//,
		/\bnew Weak\w+/,
		'goja knows the keys of a WeakMap by their address, which another object has later',
	],
	[/./, /@ts-(ignore|nocheck)/, 'types are mended, not silenced'],
];

function escaped(path: string): string {
	return path.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The words and marks of a file that do not belong there, each with what does. */
export function wrongWords({ path, text, code }: SourceFile): readonly string[] {
	// The rules themselves have to name what they forbid.
	if (/^tests\/tidy[./]/.test(path)) return [];
	const wrong = betterWords.flatMap(([word, better]) => {
		const found = word.exec(text)?.[0];
		return found ? [`"${found}" is not a word of this house: write ${better}`] : [];
	});
	const marks = forbidden.flatMap(([where, what, why]) => {
		const found = where.test(path) ? what.exec(text)?.[0] : undefined;
		return found ? [`"${found}": ${why}`] : [];
	});
	const alien = path.startsWith('domain/') ? foreignToGoja.exec(code)?.[0] : undefined;
	return [...wrong, ...marks, ...(alien ? [`${alien} is not to be had in PocketBase's goja`] : [])];
}
