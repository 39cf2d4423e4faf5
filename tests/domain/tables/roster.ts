import { gives, type Json, type Table } from './table.ts';

const wang = { group: 1, number: 2, head: '王建国', members: [], residence: '', total: null };
const village = {
	groups: [1, 2],
	households: [
		{ id: 'h1', group: 1, number: 2, head: '王建国', hasMovedOut: false },
		{ id: 'h2', group: 1, number: 3, head: '周小满', hasMovedOut: true },
	],
};
const row = (at: number, change: Record<string, Json> = {}): Json => ({
	...wang,
	row: at,
	...change,
});
const plan = (faults: Json, steps: Json): Json => ({ faults, steps });
const faulty = (says: string, change: Record<string, Json>, reason: string, text: string) =>
	gives(says, [[row(2, change)], village, 2026], plan([{ row: 2, reason, text }], []));

const spaced = { group: 2, number: 5, head: '王　芳' };
const fang = (name: string): Json => ({ name, relation: 'head', birthYear: 1960 });
/** A table of one household, as it is read. */
const readMembers = (says: string, head: string, members: string, read: Json) =>
	gives(
		says,
		[
			[
				['组', '户主', '成员'],
				['1', head, members],
			],
		],
		{
			rows: [{ ...wang, row: 2, number: 0, head, members: read }],
			faults: [],
			formulas: [],
		},
	);

/** The faults of a row's own fields leave it in the plan; the server takes over none of them. */
const told = (says: string, change: Record<string, Json>, reason: string, text: string) => {
	const given = row(2, { group: 2, number: 5, ...change });
	const number = typeof change['number'] === 'number' ? change['number'] : 5;
	return gives(
		says,
		[[given], village, 2026],
		plan([{ row: 2, reason, text }], [{ row: given, household: '', number }]),
	);
};

export const rosterTables: readonly Table[] = [
	{
		call: 'planRoster',
		cases: [
			gives('an empty file plans nothing', [[], village, 2026], plan([], [])),
			gives(
				'a known household is found by its place',
				[[row(2)], village, 2026],
				plan([], [{ row: row(2), household: 'h1', number: 2 }]),
			),
			gives(
				'without a number it is found by its head',
				[[row(2, { number: 0 })], village, 2026],
				plan([], [{ row: row(2, { number: 0 }), household: 'h1', number: 2 }]),
			),
			gives(
				'a new household without a number gets the next one',
				[[row(2, { head: '李芳', number: 0 })], village, 2026],
				plan([], [{ row: row(2, { head: '李芳', number: 0 }), household: '', number: 4 }]),
			),
			faulty('a group that is not there', { group: 9 }, 'group_unknown', '9'),
			faulty('a place that another head holds', { head: '李芳' }, 'place_taken', '王建国'),
			gives(
				'the same household on two rows',
				[[row(2), row(3)], village, 2026],
				plan(
					[{ row: 3, reason: 'row_twice', text: '王建国' }],
					[{ row: row(2), household: 'h1', number: 2 }],
				),
			),
			gives(
				'a head who is among the members too, with and without the space in his name',
				[[row(2, { ...spaced, members: [fang('王芳'), fang('王　芳')] })], village, 2026],
				plan(
					[],
					[
						{
							row: row(2, { ...spaced, members: [fang('王芳'), fang('王　芳')] }),
							household: '',
							number: 5,
						},
					],
				),
			),
			told(
				'a head among the members who bears another name',
				{ members: [fang('王芬')] },
				'relation_unknown',
				'王芬',
			),
			told('a head without a name', { head: '' }, 'name_empty', ''),
			told('half a point', { total: 0.5 }, 'total_not_whole', '0.5'),
			told('points below nothing', { total: -1 }, 'total_negative', '-1'),
			told('more points than a paper ledger holds', { total: 10_001 }, 'total_too_big', '10001'),
			told('a residence nobody knows', { residence: 'moon' }, 'residence_unknown', 'moon'),
		],
	},
	{
		call: 'nameFault',
		cases: [
			gives('a name with a rare character is none', ['何𠮷'], null),
			gives('thirty characters are none', ['吉'.repeat(30)], null),
			gives('thirty-one are too many', ['吉'.repeat(31)], 'name_too_long'),
			gives('spaces are no name', ['  '], 'name_empty'),
			gives('an invisible sign within', ['王\u0000建国'], 'name_broken'),
			gives('half a character', ['何\ufffd'], 'name_broken'),
			gives('a character of the private use area', ['王\ue000'], 'name_private_use'),
		],
	},
	{
		call: 'sameName',
		cases: [
			gives('a name of two characters, set wide', ['王　芳'], '王芳'),
			gives('a name that is set as it is', ['王建国'], '王建国'),
		],
	},
	{
		call: 'isBirthYear',
		cases: [
			gives('unknown', [0, 2026], true),
			gives('this year', [2026, 2026], true),
			gives('next year', [2027, 2026], false),
			gives('a hundred and twenty-nine years ago', [1897, 2026], true),
			gives('a hundred and thirty years ago', [1896, 2026], false),
			gives('half a year', [1960.5, 2026], false),
			gives('a text', ['1960', 2026], false),
		],
	},
	{
		call: 'readRosterTable',
		cases: [
			gives(
				'columns in Chinese, in any order, groups in words',
				[
					[
						['户主', '组', '户号', '成员', '状态', '当前总积分'],
						['王建国', '第一组', '2', '李芳(配偶,1968)', '在村', '1,120'],
						['', '', '', '', '', ''],
					],
				],
				{
					rows: [
						{
							row: 2,
							group: 1,
							number: 2,
							head: '王建国',
							members: [{ name: '李芳', relation: 'spouse', birthYear: 1968 }],
							residence: 'living_here',
							total: 1120,
						},
					],
					faults: [],
					formulas: [],
				},
			),
			readMembers('the head among the members is not a second person', '王　芳', '王芳(1960)', [
				fang('王芳'),
			]),
			readMembers('nor written with the space himself', '王芳', '王　芳(1960);李明(子女)', [
				fang('王　芳'),
				{ name: '李明', relation: 'child', birthYear: 0 },
			]),
			readMembers('with his name alone he tells nothing', '王　芳', '王芳；李明(子女)', [
				{ name: '李明', relation: 'child', birthYear: 0 },
			]),
			readMembers('a relation that is told stands', '王芳', '王芳(子女)', [
				{ name: '王芳', relation: 'child', birthYear: 0 },
			]),
			gives('a table without heads', [[['group'], ['1']]], {
				rows: [],
				faults: [{ row: 1, reason: 'column_missing', text: '户主' }],
				formulas: [],
			}),
			gives(
				'a bad row is told and left out',
				[
					[
						['group', 'head', 'total'],
						['x', '王建国', ''],
						['1', '李芳', 'many'],
					],
				],
				{
					rows: [],
					faults: [
						{ row: 2, reason: 'group_unknown', text: 'x' },
						{ row: 3, reason: 'total_not_whole', text: 'many' },
					],
					formulas: [],
				},
			),
		],
	},
];
