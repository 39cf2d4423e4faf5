import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayAt, startOfDay } from '#domain/day';
import { expectNo, type BadRow } from './bad-rows.ts';
import { nobody, openTill, type Till } from './bad-till.ts';
import { redeem } from './shop.ts';

let till: Till;
beforeAll(async () => {
	till = await openTill();
});
afterAll(() => till.close());

describe('a basket:', () => {
	const quantity = (value: number): Omit<BadRow, 'says'> => ({
		sends: () => till.wants([till.line({ quantity: value })]),
		code: 'quantity_invalid',
		zh: '数量不对',
		en: 'The number is not right',
	});
	const rows: readonly BadRow[] = [
		{ says: 'nothing of a thing', ...quantity(0) },
		{ says: 'less than nothing', ...quantity(-1) },
		{ says: 'a hundred of a thing', ...quantity(100) },
		{ says: 'two to the 53rd', ...quantity(2 ** 53) },
		{ says: 'more than a number can hold exactly', ...quantity(1e308) },
		{ says: 'half a thing', ...quantity(0.5) },
		{
			says: 'it is empty',
			sends: () => till.wants([]),
			code: 'basket_empty',
			zh: '篮子是空的',
			en: 'The basket is empty',
		},
		{
			says: 'one thing stands on two lines',
			sends: () => till.wants([till.line(), till.line({ quantity: 2 })]),
			code: 'product_twice',
			zh: '同一样东西记了两遍',
			en: 'One thing is listed twice',
		},
		{
			says: 'it has more lines than there are goods',
			sends: () => till.wants(Array.from({ length: 43 }, () => till.line())),
			code: 'basket_too_long',
			zh: '一次最多换 42 样',
			en: 'At most 42 different goods at once',
		},
	];
	test.each(rows)('$says', (row) => expectNo(till.watched, row));
});

describe('a request:', () => {
	const requestKey = randomUUID();
	const refused = { requestKey: randomUUID() };
	const poor = () => till.wants([till.line()], { ...refused, passbook: till.passbooks['赵大山'] });
	const invalid = {
		code: 'request_invalid',
		zh: '送出去的内容不对',
		en: 'What was sent is not right',
	};
	const rows: readonly BadRow[] = [
		{
			says: 'it is sent again with another basket',
			meanwhile: () => till.wants([till.line()], { requestKey }),
			sends: () => till.wants([till.line({ quantity: 2 })], { requestKey }),
			code: 'request_conflict',
			zh: '这一笔跟先前的对不上',
			en: 'This does not match what came before',
		},
		{
			says: 'it was refused, and is sent again when it would be allowed',
			meanwhile: async () => {
				expect((await poor()).refusal?.code).toBe('total_below_base');
				const { household } = till.cards['赵大山'] ?? {};
				const day = dayAt(Date.now());
				const row = { row: 1, household, day, points: 60, text: '志愿服务' };
				await till.office('imports/entries', { rows: [row] });
			},
			sends: () => poor(),
			code: 'total_below_base',
			zh: '还差 17 分',
			en: '17 points short',
		},
		{ says: 'its key is too short', sends: () => till.wants([], { requestKey: 'x' }), ...invalid },
		{
			says: 'its key holds other characters than a key has',
			sends: () => till.wants([], { requestKey: '0000000000000000\u0000' }),
			...invalid,
		},
		{
			says: 'it names no passbook that could be one',
			sends: () => till.wants([till.line()], { passbook: "' OR 1=1 --" }),
			...invalid,
		},
	];
	test.each(rows)('$says', (row) => expectNo(till.watched, row));
});

describe('goods:', () => {
	const takeTheLast = () =>
		redeem(till.shop, '陈远', { 最后一桶油: 1 }, { passbook: till.passbooks['陈远'] ?? '' });
	const pot = () => ({ product: till.product('没货的锅'), quantity: 1, pointsEach: 9 });
	const rows: readonly BadRow[] = [
		{
			says: 'nobody knows them',
			sends: () => till.wants([till.line({ product: nobody })]),
			code: 'product_unknown',
			zh: '有一样东西不在货架上了',
			en: 'One thing is no longer on the shelf',
		},
		{
			says: 'another household took the last one meanwhile',
			meanwhile: takeTheLast,
			sends: () => till.wants([till.line({ product: till.product('最后一桶油'), pointsEach: 10 })]),
			code: 'product_out_of_stock',
			zh: '最后一桶油换完了',
			en: 'The last oil is all gone',
		},
		{
			says: 'fewer are left than are wanted',
			sends: () => till.wants([till.line({ quantity: 31 })]),
			code: 'product_out_of_stock',
			zh: '香皂只剩 29 份',
			en: 'Toilet soap: only 29 left',
		},
		{
			says: 'nobody has priced them',
			sends: () => till.wants([till.line({ product: till.product('没定价的碗'), pointsEach: 0 })]),
			code: 'product_unpriced',
			zh: '没定价的碗还没定分',
			en: 'Unpriced bowl has no points price yet',
		},
		{
			says: 'they were past their last day already',
			sends: () => till.wants([till.line({ product: till.product('过期的盐'), pointsEach: 3 })]),
			code: 'product_expired',
			zh: '过期的盐过期了，不能换',
			en: 'Expired salt is past its date',
		},
		{
			says: 'their price changed meanwhile',
			meanwhile: () =>
				till.office(`products/${till.product('大米 5kg')}/price`, {
					version: 2,
					referencePriceFen: 3300,
					source: '镇里',
				}),
			sends: () => till.wants([till.line({ product: till.product('大米 5kg'), pointsEach: 32 })]),
			code: 'price_changed',
			zh: '大米 5kg现在是 33 分',
			en: 'Rice 5 kg now costs 33 points',
		},
		{
			says: 'they were suspended meanwhile',
			meanwhile: () =>
				till.office(`products/${till.product('香皂')}/suspend`, { reason: '包装破了' }),
			sends: () => till.wants([till.line()]),
			code: 'product_suspended',
			zh: '香皂先不换',
			en: 'Toilet soap is paused',
		},
		{
			says: 'their last day ended since the shop opened',
			meanwhile: async () => {
				const morning = startOfDay(dayAt(Date.now())) + 9 * 3_600_000;
				await till.shop.root.post('/api/stage/clock', { at: morning });
				const lastDay = { product: till.product('没货的锅'), quantity: 5 };
				const lines = [{ ...lastDay, expiresOn: dayAt(morning) }];
				await till.office('stock/opening', { lines });
				const sold = await till.wants([pot()], { passbook: till.passbooks['陈远'] });
				expect(sold.status).toBe(200);
				await till.shop.root.post('/api/stage/clock', { at: morning + 24 * 3_600_000 });
			},
			sends: () => till.wants([pot()]),
			code: 'product_expired',
			zh: '没货的锅过期了，不能换',
			en: 'Sold-out pot is past its date',
		},
	];
	test.each(rows)('$says', (row) => expectNo(till.watched, row));
});
