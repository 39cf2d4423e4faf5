import type { SettingsWords } from '../words/zh-settings.ts';

/** Opening days in words: every day, or the weekdays one by one. */
export function sayOpeningDays(
	days: readonly number[],
	words: SettingsWords['village'],
	weekdays: readonly string[],
): string {
	if (days.length === 7) return words.everyDay;
	if (days.length === 0) return words.never;
	return days.map((day) => words.weekday(weekdays[day - 1] ?? '')).join(' ');
}
