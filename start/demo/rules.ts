import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import papaparse from 'papaparse';
import type { CastAct } from './cast.ts';
import type { Chance } from './random.ts';

/** A rule of the starter rulebook that the demo's year draws from. */
export interface DemoRule {
	readonly code: string;
	readonly category: string;
	readonly text: string;
	readonly english: string;
	/** Signed points of one event. */
	readonly points: number;
	/** How likely it is in an ordinary year. */
	readonly weight: number;
}

/** The rules with one fixed value, read from the starter rulebook. */
export function readRules(): DemoRule[] {
	const file = readFileSync(join(import.meta.dirname, 'rulebook.csv'), 'utf8');
	const rows = papaparse.parse<Record<string, string>>(file, { header: true }).data;
	const rules: DemoRule[] = [];
	for (const row of rows) {
		const points = Number(/^([+-]\d+)\//.exec(row['points'] ?? '')?.[1] ?? Number.NaN);
		const { category = '', code = '', item = '', english = '' } = row;
		if (!Number.isInteger(points) || points === 0) continue;
		rules.push({ code, category, text: item, english, points, weight: weightOf(points) });
	}
	return rules;
}

/** The rule by which an act of the cast earned or cost its points. */
export function ruleOf(rules: readonly DemoRule[], { rule: code, points }: CastAct): DemoRule {
	const rule = rules.find((each) => each.code === code) ?? movesUp;
	return { ...rule, code, points, weight: 0 };
}

/** N07 has no one value, so the cast says what it was worth. */
const movesUp = {
	category: '内生动力类',
	text: '子女升学',
	english: 'A child moves up to a higher school',
};

/**
 * A row of events whose points make exactly `sum`: mostly good ones, some bad ones when there is
 * room. Throws when the rulebook cannot make it.
 */
export function eventsFor(chance: Chance, rules: readonly DemoRule[], sum: number): DemoRule[] {
	const events: DemoRule[] = [];
	let open = sum;
	const draw = (fits: (rule: DemoRule) => boolean) => {
		const fitting = rules.filter(fits);
		if (fitting.length === 0) throw new Error(`No rule makes ${open} of ${sum} points`);
		const total = fitting.reduce((weights, rule) => weights + rule.weight, 0);
		let place = chance.next() * total;
		const drawn = fitting.find((rule) => (place -= rule.weight) < 0) ?? fitting[0];
		if (!drawn) throw new Error('No rule was drawn');
		events.push(drawn);
		open -= drawn.points;
	};
	if (sum > 20 && chance.percent(30)) draw((rule) => rule.points < 0 && rule.points >= -5);
	while (open !== 0) {
		const isUp = open > 0;
		// What would leave a single point open can never be made whole by steps of 2, 3 and 5.
		draw((rule) => {
			if (open === 1 || open === -1) return isUp ? rule.points === 3 : rule.points === -3;
			const left = open - rule.points;
			return isUp
				? rule.points > 0 && left >= 0 && left !== 1
				: rule.points < 0 && left <= 0 && left !== -1;
		});
		if (open === -2 && isUp) draw((rule) => rule.points === -2);
		if (open === 2 && !isUp) draw((rule) => rule.points === 2);
	}
	return chance.shuffle(events);
}

function weightOf(points: number): number {
	if (points > 0) return points <= 5 ? 12 / points : 1 / points;
	return points >= -5 ? 2 : 0.4;
}
