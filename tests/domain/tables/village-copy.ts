import { gives, type Table } from './table.ts';

const figures = {
	total: 182,
	base: 100,
	bonus: 0,
	redeemed: 70,
	held: 0,
	spendable: 12,
	missing: 0,
};
const household = {
	id: 'h00000000000001',
	passbook: 'p00000000000001',
	maskedName: '王＊国',
	code: '柏03-01-001-6',
	group: 1,
	number: 1,
	standing: 'good',
	figures,
};
const marks = { codeMark: 'c'.repeat(64) };

export const villageCopyTables: readonly Table[] = [
	{
		call: 'viewOfCopy',
		cases: [
			gives(
				'a remembered household keeps its mask, shows no record, and carries no mark further',
				[{ ...household, ...marks }, 1_795_600_000_000],
				{ ...household, name: '王＊国', entries: [], at: 1_795_600_000_000 },
			),
			gives(
				'one that is barred is remembered as barred',
				[{ ...household, ...marks, standing: 'barred' }, 0],
				{ ...household, standing: 'barred', name: '王＊国', entries: [], at: 0 },
			),
		],
	},
];
