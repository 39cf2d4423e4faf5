import { gives, throws, type Json, type Table } from './table.ts';

const place = (village: number, group: number, household: number, townLetter = '柏') => ({
	townLetter,
	village,
	group,
	household,
});
const reads = (text: string, found: Json) =>
	gives(`"${text}" is ${found === null ? 'no household code' : 'read'}`, [text], found);
const masks = (name: string, masked: string) =>
	gives(`${name || 'nobody'} stands in public as ${masked || 'nothing'}`, [name], masked);

export const householdTables: readonly Table[] = [
	{
		call: 'householdCode',
		cases: [
			gives('village 3, group 2, household 17', [place(3, 2, 17)], '柏03-02-017-6'),
			gives('the smallest', [place(1, 1, 1)], '柏01-01-001-3'),
			gives('the largest', [place(99, 99, 999)], '柏99-99-999-2'),
			gives('a rare town letter', [place(3, 6, 120, '𠮷')], '𠮷03-06-120-9'),
			throws('there is no village 0', [place(0, 2, 17)], 'No household code for 0-2-17'),
			throws('there is no village 100', [place(100, 2, 17)], 'No household code for 100-2-17'),
			throws('there is no group 0', [place(3, 0, 17)], 'No household code for 3-0-17'),
			throws('there is no group 100', [place(3, 100, 17)], 'No household code for 3-100-17'),
			throws('there is no household 0', [place(3, 2, 0)], 'No household code for 3-2-0'),
			throws(
				'a group has no household 1000',
				[place(3, 2, 1000)],
				'No household code for 3-2-1000',
			),
			throws('there is no half village', [place(1.5, 2, 17)], 'No household code for 1.5-2-17'),
			throws('two town letters', [place(3, 2, 17, '柏树')], 'A town letter is one character'),
			throws('no town letter', [place(3, 2, 17, '')], 'A town letter is one character'),
		],
	},
	{
		call: 'readHouseholdCode',
		cases: [
			reads('柏03-02-017-6', place(3, 2, 17)),
			reads(' 柏03-02-017-6 ', place(3, 2, 17)),
			reads('柏03020176', place(3, 2, 17)),
			reads('柏 03 02 017 6', place(3, 2, 17)),
			reads('柏０３－０２－０１７－６', place(3, 2, 17)),
			reads('柏　03-02-017-6', place(3, 2, 17)),
			reads('𠮷03-06-120-9', place(3, 6, 120, '𠮷')),
			reads('柏03-02-017-5', null),
			reads('柏03-02-071-6', null),
			reads('柏30-02-017-6', null),
			reads('柏00-00-000-0', null),
			reads('柏03-02-017', null),
			reads('03-02-017-6', null),
			reads('柏树03-02-017-6', null),
			reads('', null),
		],
	},
	{
		call: 'maskName',
		cases: [
			masks('王建国', '王＊国'),
			masks('王芳', '王＊'),
			masks('王', '＊'),
			masks('欧阳建华', '欧＊华'),
			masks('阿依古丽·买买提江', '阿＊江'),
			masks('何𠮷', '何＊'),
			masks('𠮷野太郎', '𠮷＊郎'),
			masks('龚喆龢', '龚＊龢'),
			masks('龚䶮', '龚＊'),
			masks('李小𬀩', '李＊𬀩'),
			masks(' 王建国 ', '王＊国'),
			masks('王　芳', '王＊'),
			masks('王 芳', '王＊'),
			masks('', ''),
			masks('  ', ''),
		],
	},
];
