import { gives, throws, type Table } from './table.ts';

const cycle2026 = { year: 2026, opensOn: '2026-01-01', closesOn: '2026-12-31', base: 100 };
const exists = (day: string) => gives(`${day} is a day`, [day], true);
const existsNot = (day: string) => gives(`"${day}" is no day`, [day], false);

export const dayTables: readonly Table[] = [
	{
		call: 'isDay',
		cases: [
			exists('1970-01-01'),
			exists('2024-02-29'),
			exists('2000-02-29'),
			exists('2026-11-23'),
			exists('2099-12-31'),
			existsNot('2026-02-29'),
			existsNot('2100-02-29'),
			existsNot('1900-02-29'),
			existsNot('2026-04-31'),
			existsNot('2026-13-01'),
			existsNot('2026-00-10'),
			existsNot('2026-01-00'),
			existsNot('9999-99-99'),
			existsNot('2026-1-1'),
			existsNot('2026-11-23 '),
			existsNot(''),
			gives('a number is no day', [20261123], false),
			gives('nothing is no day', [null], false),
		],
	},
	{
		call: 'dayFrom',
		cases: [
			gives('a day stays as it is', ['2026-11-23'], '2026-11-23'),
			throws('29 February of a common year', ['2026-02-29'], 'Not a day: 2026-02-29'),
			throws('an empty text', [''], 'Not a day: '),
		],
	},
	{
		call: 'dayAt',
		cases: [
			gives('the first instant counted is 8 in the morning', [0], '1970-01-01'),
			gives('before 1970', [-28_800_001], '1969-12-31'),
			gives('midnight in Shanghai begins the day', [1_795_363_200_000], '2026-11-23'),
			gives('a millisecond earlier it is still yesterday', [1_795_363_199_999], '2026-11-22'),
			gives('the last evening of 2099', [4_102_415_999_999], '2099-12-31'),
			throws('an instant after the year 9999', [253_402_300_800_000], 'Not a day: 10000-01-01'),
		],
	},
	{
		call: 'clockAt',
		cases: [
			gives('midnight', [1_795_363_200_000], '00:00:00'),
			gives('the last second', [1_795_363_199_999], '23:59:59'),
			gives('five past two', [1_795_413_909_000], '14:05:09'),
			gives('before 1970', [-28_800_001], '23:59:59'),
		],
	},
	{
		call: 'startOfDay',
		cases: [
			gives('1970', ['1970-01-01'], -28_800_000),
			gives('today', ['2026-11-23'], 1_795_363_200_000),
			gives('a leap day', ['2024-02-29'], 1_709_136_000_000),
		],
	},
	{
		call: 'addDays',
		cases: [
			gives('the next day', ['2026-11-23', 1], '2026-11-24'),
			gives('the same day', ['2026-11-23', 0], '2026-11-23'),
			gives('into the leap day', ['2024-02-28', 1], '2024-02-29'),
			gives('no leap day in 2026', ['2026-02-28', 1], '2026-03-01'),
			gives('no leap day in 2100', ['2100-02-28', 1], '2100-03-01'),
			gives('a leap day in 2000', ['2000-02-28', 1], '2000-02-29'),
			gives('over the new year', ['2026-12-31', 1], '2027-01-01'),
			gives('back over 1970', ['1970-01-01', -1], '1969-12-31'),
			gives('a week for verification', ['2026-11-23', 7], '2026-11-30'),
			throws('beyond the year 9999', ['9999-12-31', 1], 'Not a day: 10000-01-01'),
			throws('half a day', ['2026-11-23', 0.5], 'Not a day: 2026-11-23.5'),
		],
	},
	{
		call: 'daysBetween',
		cases: [
			gives('tomorrow is 1 away', ['2026-11-23', '2026-11-24'], 1),
			gives('yesterday is -1 away', ['2026-11-23', '2026-11-22'], -1),
			gives('today is 0 away', ['2026-11-23', '2026-11-23'], 0),
			gives('a leap year has 366 days', ['2024-01-01', '2025-01-01'], 366),
			gives('a common year has 365', ['2026-01-01', '2027-01-01'], 365),
			gives('from 1970 to 2099', ['1970-01-01', '2099-12-31'], 47_481),
		],
	},
	{
		call: 'weekdayOf',
		cases: [
			gives('today is a Monday', ['2026-11-23'], 1),
			gives('yesterday was a Sunday', ['2026-11-22'], 7),
			gives('1970 began on a Thursday', ['1970-01-01'], 4),
			gives('1969 ended on a Wednesday', ['1969-12-31'], 3),
			gives('2000 began on a Saturday', ['2000-01-01'], 6),
			gives('2099 ends on a Thursday', ['2099-12-31'], 4),
		],
	},
	{ call: 'yearOf', cases: [gives('the year of today', ['2026-11-23'], 2026)] },
	{
		call: 'cycleOf',
		cases: [
			gives('a cycle is a calendar year with base 100', ['2026-11-23'], cycle2026),
			gives('its first day belongs to it', ['2026-01-01'], cycle2026),
			gives('its last day belongs to it', ['2026-12-31'], cycle2026),
		],
	},
	{
		call: 'isOpenOn',
		cases: [
			gives('on its first day', [cycle2026, '2026-01-01'], true),
			gives('on its last day', [cycle2026, '2026-12-31'], true),
			gives('not the day before', [cycle2026, '2025-12-31'], false),
			gives('not the day after', [cycle2026, '2027-01-01'], false),
		],
	},
	{
		call: 'nextCycleOpensOn',
		cases: [gives('the next one opens at new year', [cycle2026], '2027-01-01')],
	},
];
