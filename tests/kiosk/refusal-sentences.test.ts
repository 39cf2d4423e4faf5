import { beforeAll, describe, expect, test } from 'vitest';
import { sayProblem } from '#kiosk/lib/problem.ts';
import { refusalNumbers } from '#kiosk/lib/problem-number.ts';
import { readRefusal } from '#kiosk/lib/refusal.ts';
import { en } from '#kiosk/lib/words/en.ts';
import { zh } from '#kiosk/lib/words/zh.ts';
import { refusalsByRoute, type RouteRefusals } from '../server/refusal-codes.ts';
import { ourRoutes } from '../server/routes.ts';
import { officeSayings } from '../server/sentences.ts';

const routes = ourRoutes();
let refusals: ReadonlyMap<string, RouteRefusals>;
beforeAll(() => {
	refusals = refusalsByRoute();
}, 60_000);

type Screen = 'kiosk' | 'office';
// What a print agent is told stands in its log, in the server's own words.
const screenOf = (path: string): Screen | undefined => {
	if (/^\/api\/(shop|devices)\//.test(path)) return 'kiosk';
	return path.startsWith('/api/office/') ? 'office' : undefined;
};
const met = (screen: Screen, what: keyof RouteRefusals): readonly string[] => {
	const here = routes.filter(({ path }) => screenOf(path) === screen);
	const all = here.flatMap(({ name }) => [...(refusals.get(name)?.[what] ?? [])]);
	return [...new Set(all)].sort();
};
const isHan = (text: string) => /[\u4e00-\u9fff]/.test(text);

test('every route of the wiring is one of server/app.ts, and every one of those has an address', () => {
	expect(routes.map(({ name }) => name).toSorted()).toEqual([...refusals.keys()].toSorted());
});

describe('the kiosk', () => {
	const heard = (code: string) =>
		readRefusal({ data: { refusal: { code, message: '{"most":3,"seconds":20}' } } });

	test('says every no of the server in both languages', () => {
		for (const code of met('kiosk', 'codes')) {
			// Half a question: nobody has decided anything, and the kiosk asks again.
			if (code === 'request_unreadable') continue;
			const refusal = heard(code);
			expect(refusal?.code, `${code} has no sentence`).toBe(code);
			if (!refusal) continue;
			const problem = { kind: 'refusal', refusal } as const;
			const chinese = sayProblem(problem, { words: zh, language: 'zh' });
			const english = sayProblem(problem, { words: en, language: 'en' });
			for (const text of [chinese.what, chinese.next]) expect(text).toSatisfy(isHan);
			for (const text of [english.what, english.next]) expect(text).not.toSatisfy(isHan);
		}
	});

	test('has no sentence for what nobody ever says', () => {
		const known = new Set([...met('kiosk', 'codes'), 'other']);
		expect(Object.keys(refusalNumbers).filter((code) => !known.has(code))).toEqual([]);
	});

	test('never takes a code that it is too old to know for a yes', () => {
		expect(heard('a_code_of_tomorrow')?.code).toBe('other');
	});
});

describe('the office', () => {
	const { zh: zhSayings, en: enSayings } = officeSayings;
	/** Who is no longer known is led to sign in again, and needs no sentence. */
	const signedOut = 'staff_unknown';

	test('says every no of the server in both languages', () => {
		for (const code of met('office', 'codes').filter((each) => each !== signedOut)) {
			const details = { code, field: 'name', seconds: 20, days: 8, daysMost: 7, row: 3, least: 8 };
			expect(zhSayings[code]?.(details), `${code} in Chinese`).toSatisfy(isHan);
			expect(enSayings[code]?.(details), `${code} in English`).toMatch(/^[^\u4e00-\u9fff]{8,}$/);
		}
	});

	test('has no sentence for what nobody ever says', () => {
		// These come from signing in, from the platform's own limits, and from codes of tomorrow.
		const others = ['sign_in_wrong', 'sign_in_locked', 'too_many_requests', 'too_large', 'other'];
		const known = new Set([...met('office', 'codes'), ...others]);
		const said = [...Object.keys(zhSayings), ...Object.keys(enSayings)];
		expect(said.filter((code) => !known.has(code))).toEqual([]);
	});

	test('names every field that was not filled in right', () => {
		for (const field of met('office', 'fields')) {
			expect(zhSayings['request_invalid']?.({ field }), field).not.toContain(field);
			expect(enSayings['request_invalid']?.({ field }), field).not.toMatch(/[a-z][A-Z.]/);
		}
	});
});
