import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cycleOf, isOpenOn, nextCycleOpensOn } from '#domain/cycle';
import {
	addDays,
	clockAt,
	dayAt,
	dayFrom,
	daysBetween,
	isDay,
	startOfDay,
	weekdayOf,
} from '#domain/day';

const first = dayFrom('1970-01-01');
const lastNumber = 47_481;
const anyDay = fc.integer({ min: 0, max: lastNumber }).map((count) => addDays(first, count));

test('every day from 1970 to 2099 is the one the calendar has', () => {
	for (let count = 0; count <= lastNumber; count++) {
		const date = new Date(count * 86_400_000);
		const day = addDays(first, count);
		// One comparison instead of three for 47,482 days.
		const told = `${day} ${weekdayOf(day)} ${daysBetween(first, day)}`;
		const known = `${date.toISOString().slice(0, 10)} ${date.getUTCDay() || 7} ${count}`;
		if (told !== known) expect(told).toBe(known);
	}
	expect(addDays(first, lastNumber)).toBe('2099-12-31');
});

test('an instant falls on the day and the clock that Shanghai shows', () => {
	// From 1992: before, Shanghai had summer time, and no ledger of ours reaches so far back.
	const shanghai = new Intl.DateTimeFormat('sv-SE', {
		timeZone: 'Asia/Shanghai',
		dateStyle: 'short',
		timeStyle: 'medium',
	});
	fc.assert(
		fc.property(fc.integer({ min: 694_224_000_000, max: 4_102_415_999_999 }), (instantMs) => {
			expect(`${dayAt(instantMs)} ${clockAt(instantMs)}`).toBe(shanghai.format(instantMs));
		}),
	);
});

test('a day begins at its own midnight and ends before the next', () => {
	fc.assert(
		fc.property(anyDay, (day) => {
			const startMs = startOfDay(day);
			expect(`${dayAt(startMs)} ${clockAt(startMs)}`).toBe(`${day} 00:00:00`);
			expect(dayAt(startMs - 1)).toBe(addDays(day, -1));
		}),
	);
});

test('days count as whole numbers do, and sort as texts do', () => {
	fc.assert(
		fc.property(anyDay, fc.integer({ min: -9999, max: 9999 }), (day, count) => {
			const other = addDays(day, count);
			expect(isDay(other)).toBe(true);
			expect(daysBetween(day, other)).toBe(count);
			expect(Math.sign(count)).toBe(day < other ? 1 : day > other ? -1 : 0);
		}),
	);
});

test('every day lies in exactly one cycle', () => {
	fc.assert(
		fc.property(anyDay, (day) => {
			const cycle = cycleOf(day);
			const next = cycleOf(nextCycleOpensOn(cycle));
			expect(isOpenOn(cycle, day)).toBe(true);
			expect(isOpenOn(next, day)).toBe(false);
			expect(next.year).toBe(cycle.year + 1);
		}),
	);
});

test('an instant that is no number is a defect', () => {
	expect(() => dayAt(Number.NaN)).toThrow('Not a day');
	expect(() => addDays(first, Number.NaN)).toThrow('Not a day');
});
