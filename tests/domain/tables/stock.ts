import { gives, type Table } from './table.ts';

const today = '2026-11-23';
const batch = (id: string, expiresOn: string, left: number, seq: number) => ({
	id,
	expiresOn,
	left,
	seq,
});
const expired = batch('expired', '2026-11-22', 5, 1);
const lastDay = batch('last day', today, 2, 2);
const spring = batch('spring', '2027-03-01', 10, 3);
const springLater = batch('spring later', '2027-03-01', 10, 4);
const keeps = batch('keeps', '', 10, 0);
const oversold = batch('oversold', '', -3, 5);

/** Ten bags of rice come in; the text is fixed for ever, as that of a ledger entry is. */
const movement = {
	id: 'm1',
	seq: 3,
	village: 'v3',
	product: 'rice',
	batch: 'b1',
	kind: 'stock_in',
	quantity: 10,
	expiresOn: '2027-06-30',
	day: today,
	redemption: '',
	note: '镇里配送 "第一批" 𠮷',
	requestKey: 'k1',
	enteredAt: 1_795_413_909_000,
	enteredBy: 's1',
};
const canonical =
	'["00","m1",3,"v3","rice","b1","stock_in",10,"2027-06-30","2026-11-23","",' +
	'"镇里配送 \\"第一批\\" 𠮷","k1",1795413909000,"s1"]';

export const stockTables: readonly Table[] = [
	{
		call: 'isGoodOn',
		cases: [
			gives('the last day itself counts', [lastDay, today], true),
			gives('the day after does not', [expired, today], false),
			gives('goods that keep are always good', [keeps, today], true),
		],
	},
	{
		call: 'onShelf',
		cases: [
			gives('an empty shelf', [[], today], 0),
			gives('what is expired is not counted', [[expired, lastDay, spring], today], 12),
			gives('an oversold batch is no debt of the others', [[keeps, oversold], today], 10),
		],
	},
	{
		call: 'takeFromBatches',
		cases: [
			gives(
				'what expires first leaves first, what keeps leaves last',
				[[keeps, spring, lastDay], 13, today],
				[
					{ batch: 'last day', quantity: 2 },
					{ batch: 'spring', quantity: 10 },
					{ batch: 'keeps', quantity: 1 },
				],
			),
			gives(
				'the older arrival before the newer',
				[[springLater, spring], 11, today],
				[
					{ batch: 'spring', quantity: 10 },
					{ batch: 'spring later', quantity: 1 },
				],
			),
			gives('what is expired stays', [[expired], 1, today], []),
			gives('less when there is less', [[lastDay], 5, today], [{ batch: 'last day', quantity: 2 }]),
			gives('an oversold batch gives nothing', [[oversold], 1, today], []),
			gives('none asked, none taken', [[spring], 0, today], []),
		],
	},
	{
		call: 'canonicalMovement',
		cases: [gives('the text under the hash', [movement, '00'], canonical)],
	},
];
