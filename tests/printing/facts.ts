import type { RedemptionFacts } from '#domain/wire';

/** 王建国 of group 2 takes rice and a towel home; everything on his receipt. */
export const wang: RedemptionFacts = {
	id: 'rdm000000000001',
	number: '02-261123-0007',
	code: 'R7K2M9QX4TB5WCJ',
	town: '柏林镇',
	village: '柏树村',
	shop: '爱心超市',
	day: '2026-11-23',
	clock: '14:05:09',
	maskedName: '王＊国',
	householdCode: '柏03-02-017-6',
	lines: [
		line('金龙鱼大米', '袋', 2, 16),
		line('加厚全棉四季通用毛巾（大号 34x76cm）', '条', 1, 6),
		line('洗衣液 2kg', '瓶', 1, 8),
	],
	cost: 46,
	spendableBefore: 120,
	spendableAfter: 74,
	total: 220,
	voucher: 'Q02-2026-000123',
	chainCode: '9F3AC1D2',
	reversed: false,
	printJob: 'job000000000001',
};

/** A household whose name most printers do not have. */
export const rareNames: RedemptionFacts = {
	...wang,
	maskedName: '𠮷＊㛃',
	lines: [
		line('龴形铁锨', '把', 1, 12),
		line('䶮字牌蒲扇', '把', 2, 3),
		line('小儿😀贴纸', '张', 1, 1),
	],
	cost: 19,
	spendableAfter: 101,
};

/** The longest basket there is. */
export const longBasket: RedemptionFacts = {
	...wang,
	shop: '柏树村新时代文明实践积分爱心超市',
	lines: Array.from({ length: 20 }, (_, index) =>
		line(
			index % 3 === 0
				? `农家自产菜籽油第${index + 1}批（压榨一级 5L 装，赠量杯）`
				: `物品${index + 1}`,
			index % 2 === 0 ? '公斤' : '件',
			index * 7 + 1,
			index + 1,
		),
	),
	cost: 99_999,
	spendableBefore: 123_456,
	spendableAfter: 23_457,
	total: 1_234_567,
};

function line(name: string, unit: string, quantity: number, pointsEach: number) {
	return { name, english: '', unit, quantity, pointsEach, points: quantity * pointsEach };
}
