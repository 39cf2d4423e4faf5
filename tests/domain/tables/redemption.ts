import { gives, refuses, throws, type Case, type Json, type Table } from './table.ts';

const today = '2026-11-23';
const account = (total: number, redeemed = 0, bonus = 0, held = 0) => ({
	base: 100,
	total,
	bonus,
	redeemed,
	held,
});
const figures = (total: number, redeemed: number, spendable: number, missing = 0) => ({
	...account(total, redeemed),
	spendable,
	missing,
});
const batch = (left: number, expiresOn: string) => ({ id: `${left}`, expiresOn, left, seq: 1 });
const rice = {
	id: 'rice',
	name: '大米 5kg',
	unit: '袋',
	referencePriceFen: 3200,
	suspended: false,
	batches: [batch(10, '2027-06-30')],
};
const soap = { ...rice, id: 'soap', name: '香皂 1块', unit: '块', referencePriceFen: 500 };
const line = (product: string, quantity: number, pointsEach: number) => ({
	product,
	quantity,
	pointsEach,
});
const tooMany = Array.from({ length: 43 }, (_, no) => line(`p${no}`, 1, 1));
const riceName = { product: 'rice', name: '大米 5kg' };

/** 张爱国 with 152 above the base asks for one bag of rice of 32 points. */
const draft = {
	day: today,
	cycle: { year: 2026, opensOn: '2026-01-01', closesOn: '2026-12-31', base: 100 },
	passbook: 'open',
	household: 'good',
	account: account(252),
	fenPerPoint: 100,
	lines: [line('rice', 1, 32)],
	products: [rice, soap],
};
type Draft = { [Name in keyof typeof draft]: (typeof draft)[Name] };
const withRice = (from: Draft, change: Partial<typeof rice>): Draft => ({
	...from,
	products: from.products.map((each) => (each.id === 'rice' ? { ...each, ...change } : each)),
});

/** One way to be refused: its name, how to bring it about, and what is answered. */
interface Fault {
	readonly says: string;
	readonly apply: (from: Draft) => Draft;
	readonly refusal: { readonly code: string; readonly [detail: string]: Json };
}

/** In the order in which they are asked; whoever stands first is named. */
const faults: readonly Fault[] = [
	{
		says: 'an empty basket',
		apply: (from) => ({ ...from, lines: [] }),
		refusal: { code: 'basket_empty' },
	},
	{
		says: 'a basket of 43 lines',
		apply: (from) => ({ ...from, lines: tooMany }),
		refusal: { code: 'basket_too_long', most: 42 },
	},
	{
		says: 'rice on two lines',
		apply: (from) => ({ ...from, lines: [line('rice', 1, 32), line('rice', 1, 32)] }),
		refusal: { code: 'product_twice', product: 'rice' },
	},
	{
		says: 'no bag at all',
		apply: (from) => ({ ...from, lines: [line('rice', 0, 32)] }),
		refusal: { code: 'quantity_invalid', product: 'rice' },
	},
	{
		says: 'a replaced passbook',
		apply: (from) => ({ ...from, passbook: 'replaced' }),
		refusal: { code: 'passbook_replaced' },
	},
	{
		says: 'a closed passbook',
		apply: (from) => ({ ...from, passbook: 'closed' }),
		refusal: { code: 'passbook_closed' },
	},
	{
		says: 'a household that moved out',
		apply: (from) => ({ ...from, household: 'moved_out' }),
		refusal: { code: 'household_moved_out' },
	},
	{
		says: 'a household barred for the cycle (A.7 row 5)',
		apply: (from) => ({ ...from, household: 'barred' }),
		refusal: { code: 'household_barred' },
	},
	{
		says: 'a day after the cycle',
		apply: (from) => ({ ...from, day: '2027-01-01' }),
		refusal: { code: 'cycle_closed' },
	},
	{
		says: 'goods nobody knows',
		apply: (from) => ({ ...from, lines: [line('ghost', 1, 32)] }),
		refusal: { code: 'product_unknown', product: 'ghost' },
	},
	{
		says: 'suspended goods',
		apply: (from) => withRice(from, { suspended: true }),
		refusal: { code: 'product_suspended', ...riceName },
	},
	{
		says: 'goods without a price',
		apply: (from) => withRice(from, { referencePriceFen: 0 }),
		refusal: { code: 'product_unpriced', ...riceName },
	},
	{
		says: 'goods that expired yesterday',
		apply: (from) => withRice(from, { batches: [batch(5, '2026-11-22'), batch(-6, '')] }),
		refusal: { code: 'product_expired', ...riceName },
	},
	{
		says: 'goods that are sold out',
		apply: (from) => withRice(from, { batches: [batch(0, '')] }),
		refusal: { code: 'product_out_of_stock', ...riceName, left: 0 },
	},
	{
		says: 'a price that changed meanwhile',
		apply: (from) => ({ ...from, lines: from.lines.map((each) => ({ ...each, pointsEach: 31 })) }),
		refusal: { code: 'price_changed', ...riceName, pointsEach: 32 },
	},
	{
		says: '赵大山 below the base (A.7 row 2)',
		apply: (from) => ({ ...from, account: account(88) }),
		refusal: { code: 'total_below_base', cost: 32, missing: 44, makeUpFirst: 12 },
	},
	{
		says: 'one point short',
		apply: (from) => ({ ...from, account: account(131) }),
		refusal: {
			code: 'spendable_too_low',
			spendable: 31,
			cost: 32,
			missing: 1,
			makeUpFirst: 0,
		},
	},
];

const eachFault: readonly Case[] = faults.map(({ says, apply, refusal }) =>
	refuses(says, [apply(draft)], refusal),
);
const everyPair: readonly Case[] = faults.flatMap((first, index) =>
	faults
		.slice(index + 1)
		.map((second) =>
			refuses(
				`${first.says} before ${second.says}`,
				[first.apply(second.apply(draft))],
				first.refusal,
			),
		),
);

const tooLow = (
	says: string,
	from: ReturnType<typeof account>,
	spendable: number,
	missing: number,
	makeUpFirst = 0,
) =>
	refuses(says, [{ ...draft, account: from }], {
		code: 'spendable_too_low',
		spendable,
		cost: 32,
		missing,
		makeUpFirst,
	});
const quantity = (says: string, count: Json) =>
	refuses(says, [{ ...draft, lines: [{ product: 'rice', quantity: count, pointsEach: 32 }] }], {
		code: 'quantity_invalid',
		product: 'rice',
	});

const riceLine = { ...riceName, unit: '袋', quantity: 1, pointsEach: 32, points: 32 };
const oneBag = {
	lines: [riceLine],
	cost: 32,
	before: figures(252, 0, 152),
	after: figures(252, 32, 120),
};

export const redemptionTables: readonly Table[] = [
	{
		call: 'redeem',
		cases: [
			gives('one bag of rice; the total stays (R31)', [draft], oneBag),
			gives('on the last day of the cycle', [{ ...draft, day: '2026-12-31' }], oneBag),
			gives('for who has just left (R13)', [{ ...draft, household: 'leaving' }], oneBag),
			gives(
				'rice and soap, down to the last point',
				[
					{
						...draft,
						account: account(252, 73),
						lines: [line('rice', 2, 32), line('soap', 3, 5)],
					},
				],
				{
					lines: [
						{ ...riceLine, quantity: 2, points: 64 },
						{
							product: 'soap',
							name: '香皂 1块',
							unit: '块',
							quantity: 3,
							pointsEach: 5,
							points: 15,
						},
					],
					cost: 79,
					before: figures(252, 73, 79),
					after: figures(252, 152, 0),
				},
			),
			gives(
				'at 5 yuan a point, rounded up (A.7 row 10)',
				[{ ...draft, fenPerPoint: 500, lines: [line('rice', 1, 7)] }],
				{
					lines: [{ ...riceLine, pointsEach: 7, points: 7 }],
					cost: 7,
					before: figures(252, 0, 152),
					after: figures(252, 7, 145),
				},
			),
			gives('goods on their last day', [withRice(draft, { batches: [batch(1, today)] })], oneBag),
			...eachFault,
			...everyPair,
			tooLow('李秀芳 has exactly the base (A.7 row 1)', account(100), 0, 32),
			tooLow('孙立民 makes up his overdraft first (A.7 row 3)', account(110, 30), 0, 52, 20),
			tooLow('a voucher holds what is above the base', account(140, 0, 0, 20), 20, 12),
			refuses(
				'nothing is spendable below the base, bonus or not',
				[{ ...draft, account: account(99, 0, 80) }],
				{
					code: 'total_below_base',
					cost: 32,
					missing: 1,
					makeUpFirst: 1,
				},
			),
			refuses('a total below 0', [{ ...draft, account: account(-30, 20) }], {
				code: 'total_below_base',
				cost: 32,
				missing: 182,
				makeUpFirst: 150,
			}),
			quantity('half a bag', 0.5),
			quantity('less than nothing', -1),
			quantity('a hundred bags', 100),
			quantity('a text for a number', '1'),
			refuses('more than is left', [{ ...draft, lines: [line('rice', 11, 32)] }], {
				code: 'product_out_of_stock',
				...riceName,
				left: 10,
			}),
			refuses('a day before the cycle', [{ ...draft, day: '2025-12-31' }], {
				code: 'cycle_closed',
			}),
			throws(
				'a rate above the ceiling',
				[{ ...draft, fenPerPoint: 501 }],
				'No points price for 3200 fen at 501 fen per point',
			),
		],
	},
	{
		call: 'priceOnShelf',
		cases: [
			gives('32 yuan at 1 yuan a point', [rice, { fenPerPoint: 100 }], 32),
			gives('32 yuan at 5 yuan a point', [rice, { fenPerPoint: 500 }], 7),
			refuses('suspended goods', [{ ...rice, suspended: true }, { fenPerPoint: 100 }], {
				code: 'product_suspended',
				...riceName,
			}),
			refuses(
				'no price, no redemption',
				[{ ...rice, referencePriceFen: 0 }, { fenPerPoint: 100 }],
				{
					code: 'product_unpriced',
					...riceName,
				},
			),
		],
	},
];
