/** A calendar day of the server in Asia/Shanghai, as text 2026-11-23. Texts sort as days do. */
export type Day = string & { readonly __unit: 'day' };

const dayMs = 86_400_000;
/** China keeps one time without summer time: UTC+8. */
const shanghaiMs = 8 * 3_600_000;

/** Text such as 2026-11-23 as a day. Throws when the calendar has no such day: that is a defect. */
export function dayFrom(text: string): Day {
	if (!isDay(text)) throw new Error(`Not a day: ${text}`);
	return text;
}

/**
 * The day in Shanghai at an instant in milliseconds since 1970 (UTC). Throws on NaN and beyond the
 * years 0 to 9999.
 */
export function dayAt(instantMs: number): Day {
	return dayFrom(textOfDay(Math.floor((instantMs + shanghaiMs) / dayMs)));
}

/** The clock in Shanghai at an instant in milliseconds since 1970 (UTC), "14:05:09". */
export function clockAt(instantMs: number): string {
	const seconds = Math.floor(((((instantMs + shanghaiMs) % dayMs) + dayMs) % dayMs) / 1000);
	return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
		.map((part) => String(part).padStart(2, '0'))
		.join(':');
}

/** Whether `text` is a day that exists in the calendar, written as 2026-11-23. */
export function isDay(text: unknown): text is Day {
	if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	return textOfDay(dayNumber(text)) === text;
}

/**
 * The day `count` whole days later (earlier when negative). Throws on a fraction and beyond the
 * years 0 to 9999, where texts no longer sort as days do.
 */
export function addDays(day: Day, count: number): Day {
	return dayFrom(textOfDay(dayNumber(day) + count));
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
	return dayNumber(to) - dayNumber(from);
}

/** The weekday as 1 (Monday) to 7 (Sunday). */
export function weekdayOf(day: Day): number {
	return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
}

/** The year of a day. */
export function yearOf(day: Day): number {
	return Number(day.slice(0, 4));
}

/** The instant at which a day of Shanghai begins, in milliseconds since 1970 (UTC). */
export function startOfDay(day: Day): number {
	return dayNumber(day) * dayMs - shanghaiMs;
}

// Days since 1970-01-01 by the civil calendar (H. Hinnant, "chrono-compatible date algorithms").
function dayNumber(day: string): number {
	const month = Number(day.slice(5, 7));
	const date = Number(day.slice(8, 10));
	const year = Number(day.slice(0, 4)) - (month <= 2 ? 1 : 0);
	const era = Math.floor(year / 400);
	const yearOfEra = year - era * 400;
	const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
	const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
	return era * 146_097 + yearOfEra * 365 + leapDays + dayOfYear - 719_468;
}

function textOfDay(number: number): string {
	const shifted = number + 719_468;
	const era = Math.floor(shifted / 146_097);
	const dayOfEra = shifted - era * 146_097;
	const leapShift =
		Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
	const yearOfEra = Math.floor((dayOfEra - leapShift) / 365);
	const dayOfYear =
		dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
	const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
	const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
	const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
	const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
	const pad = (value: number, width: number) => String(value).padStart(width, '0');
	return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`;
}
