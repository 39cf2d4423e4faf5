import { gives, throws, type Table } from './table.ts';

const account = (total: number, redeemed = 0, bonus = 0, held = 0) => ({
	base: 100,
	total,
	bonus,
	redeemed,
	held,
});
const figures = (
	from: ReturnType<typeof account>,
	spendable: number,
	missing: number,
	total = from.total,
) => ({ ...from, total, spendable, missing });
const shows = (
	says: string,
	from: ReturnType<typeof account>,
	spendable: number,
	missing: number,
	total = from.total,
) => gives(says, [from], figures(from, spendable, missing, total));
const effect = (total: number, redeemed = 0, bonus = 0, held = 0) => ({
	totalChange: total,
	bonusChange: bonus,
	redeemedChange: redeemed,
	heldChange: held,
});
const belowNothing = 'An account would fall below nothing redeemed, held or bonus';

/** 王建国 washes his bed sheets; the text is fixed for ever, for old receipts must prove it. */
const entry = {
	...effect(20),
	id: 'e1',
	seq: 7,
	village: 'v3',
	household: 'h17',
	account: 'a17',
	kind: 'award',
	day: '2026-11-23',
	text: '县级表彰 "好家风" 𠮷',
	english: 'County award',
	rule: 'B03',
	category: '表彰',
	redemption: '',
	reverses: '',
	digest: '',
	line: 2,
	totalAfter: 120,
	spendableAfter: 20,
	requestKey: 'k1',
	enteredAt: 1_795_413_909_000,
	enteredBy: 's1',
};
const canonical =
	'["00","e1",7,"v3","h17","a17","award",20,0,0,0,"2026-11-23","县级表彰 \\"好家风\\" 𠮷",' +
	'"County award","B03","表彰","","","",2,120,20,"k1",1795413909000,"s1"]';

export const ledgerTables: readonly Table[] = [
	{
		call: 'figuresOf',
		cases: [
			shows('exactly the base: nothing to spend (A.7 row 1)', account(100), 0, 0),
			shows('one point above the base', account(101), 1, 0),
			shows('王建国 has 20 to spend', account(120), 20, 0),
			shows('张爱国 spent 70 of 152 and keeps his total', account(252, 70), 82, 0),
			shows('赵大山 is 12 short of the base (A.7 row 2)', account(88), 0, 12),
			shows('孙立民 has 20 to make up first (A.7 row 3)', account(110, 30), 0, 20),
			shows('everything spent', account(120, 20), 0, 0),
			shows('vouchers hold points', account(150, 10, 0, 15), 25, 0),
			shows('the storekeeper may spend a bonus (A.7 row 9)', account(120, 0, 50), 70, 0),
			shows('a bonus does not lift a household above the base', account(90, 0, 50), 0, 10),
			shows('a bonus helps against an overdraft', account(110, 30, 20), 0, 0),
			shows('below the base and spent', account(88, 30), 0, 42),
			shows('a total below 0 is shown as 0, all of it is missing', account(-30), 0, 130, 0),
			shows('a total below 0 and spent', account(-30, 20), 0, 150, 0),
			shows('cleared to 0 (A.7 row 5)', account(0), 0, 100),
		],
	},
	{
		call: 'missingFor',
		cases: [
			gives('what can be spent now', [account(152), 52], 0),
			gives('one point too few', [account(152), 53], 1),
			gives('below the base: 12 to the base, and 32', [account(88), 32], 44),
			gives('an overdraft of 20, and 32', [account(110, 30), 32], 52),
			gives('a bonus waits for the base alone', [account(88, 0, 50), 32], 12),
			gives('a bonus that does not reach', [account(88, 0, 20), 32], 24),
			gives('from below 0', [account(-30), 5], 135),
			gives('a voucher holds what is above the base', [account(140, 0, 0, 20), 32], 12),
		],
	},
	{
		call: 'accountBehind',
		cases: [
			gives('a total as it is shown', [figures(account(252, 70), 82, 0)], account(252, 70)),
			gives('below the base', [figures(account(88), 0, 12)], account(88)),
			gives('a total of 0', [figures(account(0), 0, 100)], account(0)),
			gives('below the 0 that is shown', [figures(account(0, 20), 0, 150)], account(-30, 20)),
			gives('so with a bonus', [figures(account(0, 0, 50), 0, 130)], account(-30, 0, 50)),
		],
	},
	{ call: 'emptyAccount', cases: [gives('no entries yet', [100], account(0))] },
	{
		call: 'applyEffect',
		cases: [
			gives('an award', [account(100), effect(20)], account(120)),
			gives('spending leaves the total', [account(120), effect(0, 20)], account(120, 20)),
			gives('the total may fall below 0', [account(10), effect(-30)], account(-20)),
			throws('less than nothing redeemed', [account(120), effect(0, -1)], belowNothing),
			throws('less than nothing held', [account(120), effect(0, 0, 0, -1)], belowNothing),
			throws('less than nothing bonus', [account(120), effect(0, 0, -1)], belowNothing),
			throws('half a point', [account(120), effect(0.5)], 'Not whole points: 120.5'),
		],
	},
	{
		call: 'accountOf',
		cases: [
			gives('no entries', [100, []], account(0)),
			gives(
				'base, award, redemption',
				[100, [effect(100), effect(20), effect(0, 8)]],
				account(120, 8),
			),
			gives(
				'a reversal read before what it answers',
				[100, [effect(0, -8), effect(0, 8)]],
				account(0),
			),
			throws('more reversed than redeemed', [100, [effect(0, -8), effect(0, 7)]], belowNothing),
		],
	},
	{
		call: 'effectOf',
		cases: [
			gives('the base counts for the total', ['base', 100], effect(100)),
			gives('an opening may be a debt', ['opening', -3], effect(-3)),
			gives('an award raises the total', ['award', 5], effect(5)),
			gives('a deduction lowers it', ['deduction', -5], effect(-5)),
			gives('a bonus leaves it', ['bonus', 50], effect(0, 0, 50)),
			gives('a redemption leaves it', ['redemption', 20], effect(0, 20)),
			throws('an award of nothing', ['award', 0], 'Not the sign of award: 0'),
			throws('an award that takes', ['award', -5], 'Not the sign of award: -5'),
			throws('a deduction that gives', ['deduction', 5], 'Not the sign of deduction: 5'),
			throws('a redemption that gives', ['redemption', -20], 'Not the sign of redemption: -20'),
			throws('a bonus that takes', ['bonus', -1], 'Not the sign of bonus: -1'),
			throws('a base below nothing', ['base', -100], 'Not the sign of base: -100'),
		],
	},
	{
		call: 'reversalEffect',
		cases: [
			gives('the signs turn', [effect(5, 8, 2, 3)], effect(-5, -8, -2, -3)),
			gives('nothing stays nothing', [effect(0)], effect(0)),
		],
	},
	{
		call: 'canonicalEntry',
		cases: [
			gives('the text under the hash', [entry, '00'], canonical),
			gives(
				'signs that one runtime might escape and another not',
				[{ ...entry, text: '<a&b>\u2028\u0001\u007f\t\\' }, '00'],
				canonical.replace('县级表彰 \\"好家风\\" 𠮷', () => '<a&b>\u2028\\u0001\u007f\\t\\\\'),
			),
		],
	},
	{
		call: 'chainCode',
		cases: [gives('the first 8 characters', ['0a1b2c3d4e5f'], '0A1B2C3D')],
	},
	{
		call: 'isEntryAmount',
		cases: [
			gives('one point', [1], true),
			gives('a deduction', [-30], true),
			gives('the most', [10_000], true),
			gives('more than the most', [10_001], false),
			gives('less than the least', [-10_001], false),
			gives('nothing', [0], false),
			gives('half a point', [0.5], false),
			gives('a text', ['5'], false),
		],
	},
];
