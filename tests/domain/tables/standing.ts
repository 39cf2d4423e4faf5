import { gives, type Table } from './table.ts';

const home = (household: string, total: number) => ({
	household,
	total,
	residence: 'living_here',
});

export const standingTables: readonly Table[] = [
	{
		call: 'rankByTotal',
		cases: [
			gives('nobody', [[]], []),
			gives(
				'the highest total comes first',
				[[home('王建国', 120), home('张爱国', 252), home('李秀芳', 100)]],
				[
					['张爱国', 1],
					['王建国', 2],
					['李秀芳', 3],
				],
			),
			gives(
				'a tie shares the rank and leaves the gap',
				[[home('甲', 130), home('乙', 120), home('丙', 120), home('丁', 110)]],
				[
					['甲', 1],
					['乙', 2],
					['丙', 2],
					['丁', 4],
				],
			),
			gives(
				'a tie at the top',
				[[home('甲', 120), home('乙', 120), home('丙', 120)]],
				[
					['甲', 1],
					['乙', 1],
					['丙', 1],
				],
			),
			gives(
				'who lives away or is back for a visit is not ranked',
				[
					[
						{ household: '陈远', total: 300, residence: 'away' },
						{ household: '归乡', total: 200, residence: 'returned' },
						home('王建国', 120),
					],
				],
				[['王建国', 1]],
			),
		],
	},
];
