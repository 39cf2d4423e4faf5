import { expect, test } from 'vitest';
import type { HouseholdView } from '#domain/wire';
import { homeNote } from '#kiosk/lib/home-note.ts';
import { zh } from '#kiosk/lib/words/zh.ts';

const household = (standing: HouseholdView['standing'], spendable: number, missing = 0) =>
	({ standing, figures: { total: 130, spendable, missing } }) as HouseholdView;

test.each([
	['keeps its rank', household('good', 30), zh.home.keepsRank(130)],
	['stands just at the base', household('good', 0), zh.home.nothingYet],
	['must make up first', household('good', 0, 12), zh.home.missing(12)],
	['has left with something over', household('leaving', 30), zh.home.standings.leaving],
	['has left with nothing over', household('leaving', 0), zh.home.standings.moved_out],
	['has left below the base', household('leaving', 0, 12), zh.home.standings.moved_out],
	['is barred', household('barred', 30), zh.home.standings.barred],
])('who %s reads so', (_, view, note) => {
	expect(homeNote(zh, view)).toBe(note);
});
