import { gives, type Table } from './table.ts';

/** One bag of rice for 王建国; the text is fixed for ever, for old receipts must prove it. */
const redemption = {
	id: 'r1',
	village: 'v3',
	number: '03-261123-0007',
	code: 'RZ0Y1X2W3V4T5KT',
	household: 'h17',
	passbook: 'p17',
	account: 'a17',
	device: 'd1',
	voucher: { id: 'q1', number: 'Q03-2026-000007' },
	day: '2026-11-23',
	at: 1_795_413_909_000,
	requestKey: 'k1',
	fenPerPoint: 100,
	lines: [
		{
			product: 'rice',
			name: '大米 5kg',
			english: 'rice 5 kg',
			unit: '袋',
			quantity: 1,
			pointsEach: 32,
			points: 32,
			referencePriceFen: 3200,
		},
	],
	cost: 32,
	before: 152,
	after: 120,
	total: 252,
};
const canonical =
	'["r1","v3","03-261123-0007","RZ0Y1X2W3V4T5KT","h17","p17","a17","d1","q1",' +
	'"Q03-2026-000007","2026-11-23",1795413909000,32,152,120,252,100,"k1",' +
	'[["rice","大米 5kg","rice 5 kg","袋",1,32,32,3200]]]';

const longest = { name: '𠮷'.repeat(60), english: 'x'.repeat(119), quantity: 1 };
const some = (count: number, english = 'Toilet soap') =>
	Array.from({ length: count }, () => ({ name: '香皂', english, quantity: 2 }));
const again = (count: number, text: string, between: string) =>
	Array.from({ length: count }, () => text).join(between);

export const redemptionRecordTables: readonly Table[] = [
	{
		call: 'canonicalRedemption',
		cases: [gives('the text under the digest', [redemption], canonical)],
	},
	{
		call: 'goodsInWords',
		cases: [
			gives('one product', [redemption.lines], {
				text: '大米 5kg×1',
				english: 'rice 5 kg ×1',
			}),
			gives('two products', [[...redemption.lines, ...some(1)]], {
				text: '大米 5kg×1、香皂×2',
				english: 'rice 5 kg ×1, Toilet soap ×2',
			}),
			gives('a product without an English name', [[...redemption.lines, ...some(1, '')]], {
				text: '大米 5kg×1、香皂×2',
				english: '',
			}),
			gives('more than a passbook line holds', [some(42)], {
				text: `${again(24, '香皂×2', '、')} 等 42 种`,
				english: `${again(7, 'Toilet soap ×2', ', ')} and 35 more`,
			}),
			gives('a name longer than a line is never cut', [[longest, ...some(1)]], {
				text: `${longest.name}×1 等 2 种`,
				english: `${longest.english} ×1 and 1 more`,
			}),
			gives('no goods', [[]], { text: '', english: '' }),
		],
	},
];
