import { gives, throws, type Case, type Json, type Table } from './table.ts';

/**
 * The town's goods list: number, name, reference price in yuan, and the points price the town
 * printed for 1, 2 and 5 yuan per point.
 */
export const goods: readonly (readonly [number, string, number, number, number, number])[] = [
	[1, '大米 5kg', 32, 32, 16, 7],
	[2, '小麦粉 5kg', 25, 25, 13, 5],
	[3, '挂面 1kg', 8, 8, 4, 2],
	[4, '菜籽油 5L', 75, 75, 38, 15],
	[5, '玉米油 5L', 80, 80, 40, 16],
	[6, '大豆油 1.8L', 26, 26, 13, 6],
	[7, '加碘盐 400g', 3, 3, 2, 1],
	[8, '酱油 500ml', 7, 7, 4, 2],
	[9, '食醋 500ml', 6, 6, 3, 2],
	[10, '白糖 500g', 6, 6, 3, 2],
	[11, '鸡精 200g', 8, 8, 4, 2],
	[12, '香皂 1块', 5, 5, 3, 1],
	[13, '肥皂 2块装', 6, 6, 3, 2],
	[14, '洗衣粉 1kg', 11, 11, 6, 3],
	[15, '洗衣液 2kg', 22, 22, 11, 5],
	[16, '洗洁精 1kg', 8, 8, 4, 2],
	[17, '牙膏 120g', 8, 8, 4, 2],
	[18, '牙刷 2支装', 6, 6, 3, 2],
	[19, '洗发水 400ml', 20, 20, 10, 4],
	[20, '卷纸 10卷', 18, 18, 9, 4],
	[21, '抽纸 6包', 13, 13, 7, 3],
	[22, '蚊香 10盘', 6, 6, 3, 2],
	[23, '毛巾 1条', 8, 8, 4, 2],
	[24, '脸盆', 10, 10, 5, 2],
	[25, '扫把簸箕套装', 16, 16, 8, 4],
	[26, '拖把', 20, 20, 10, 4],
	[27, '暖水瓶 2L', 32, 32, 16, 7],
	[28, '电热水壶', 49, 49, 25, 10],
	[29, 'LED灯泡 12W', 9, 9, 5, 2],
	[30, '雨伞', 20, 20, 10, 4],
	[31, '作业本 10本', 10, 10, 5, 2],
	[32, '棉拖鞋', 16, 16, 8, 4],
	[33, '棉袜 3双', 12, 12, 6, 3],
	[34, '雨靴', 32, 32, 16, 7],
	[35, '床单', 50, 50, 25, 10],
	[36, '棉被 2kg', 90, 90, 45, 18],
	[37, '复合肥 5kg', 22, 22, 11, 5],
	[38, '复合肥 40kg', 140, 140, 70, 28],
	[39, '蔬菜种子', 4, 4, 2, 1],
	[40, '农用手套', 4, 4, 2, 1],
	[41, '锄头', 32, 32, 16, 7],
	[42, '镰刀', 14, 14, 7, 3],
];

const printedPrices: readonly Case[] = goods.flatMap(([no, name, yuan, at1, at2, at5]) => [
	gives(`No. ${no} ${name} of ${yuan} yuan costs ${at1} at 1 yuan`, [yuan * 100, 100], at1),
	gives(`No. ${no} ${name} of ${yuan} yuan costs ${at2} at 2 yuan`, [yuan * 100, 200], at2),
	gives(`No. ${no} ${name} of ${yuan} yuan costs ${at5} at 5 yuan`, [yuan * 100, 500], at5),
]);

const noPrice = (priceFen: number, rateFen: number) =>
	throws(
		`${priceFen} fen at ${rateFen} fen per point has no price`,
		[priceFen, rateFen],
		`No points price for ${priceFen} fen at ${rateFen} fen per point`,
	);

const yuan = (text: string, amount: Json) =>
	gives(`"${text}" is ${amount === null ? 'no amount' : `${String(amount)} fen`}`, [text], amount);

export const pointsTables: readonly Table[] = [
	{
		call: 'priceInPoints',
		cases: [
			...printedPrices,
			gives('12 yuan at 5 need 3 points: 2 would buy too much', [1200, 500], 3),
			gives('a price that divides evenly is not rounded', [2500, 500], 5),
			gives('one fen more costs one point more', [2501, 500], 6),
			gives('the smallest thing still costs one point', [1, 500], 1),
			gives('half a yuan per point', [1200, 50], 24),
			noPrice(0, 100),
			noPrice(-100, 100),
			noPrice(3200, 0),
			noPrice(3200, 501),
		],
	},
	{
		call: 'isAllowedRate',
		cases: [
			gives('5.00 yuan per point is the ceiling', [500], true),
			gives('5.01 yuan is above it', [501], false),
			gives('1 fen per point is allowed', [1], true),
			gives('0 is no rate', [0], false),
			gives('a negative rate is none', [-100], false),
			gives('half a fen is none', [0.5], false),
			gives('a text is none', ['100'], false),
			gives('nothing is none', [null], false),
		],
	},
	{
		call: 'isWhole',
		cases: [
			gives('0 is whole', [0], true),
			gives('-40 is whole', [-40], true),
			gives('half a point is not', [0.5], false),
			gives('a text is not', ['7'], false),
			gives('nothing is not', [null], false),
			gives('the largest figure is', [1_000_000_000], true),
			gives('one more is not', [1_000_000_001], false),
			gives('the largest debt is', [-1_000_000_000], true),
			gives('one less is not', [-1_000_000_001], false),
		],
	},
	{
		call: 'points',
		cases: [
			gives('20 points', [20], 20),
			gives('a deduction of 40', [-40], -40),
			throws('there are no half points', [0.5], 'Not whole points: 0.5'),
			throws('a text is no points', ['20'], 'Not whole points: 20'),
			throws('nothing is no points', [null], 'Not whole points: null'),
			throws('more than any village has', [2_000_000_000], 'Not whole points: 2000000000'),
		],
	},
	{
		call: 'fen',
		cases: [
			gives('32 yuan', [3200], 3200),
			throws('there is no half fen', [0.5], 'Not whole fen: 0.5'),
			throws('a text is no money', ['3200'], 'Not whole fen: 3200'),
		],
	},
	{
		call: 'fenToYuan',
		cases: [
			gives('whole yuan', [3200], '32.00'),
			gives('5 fen', [5], '0.05'),
			gives('nothing', [0], '0.00'),
			gives('4 yuan 5 jiao', [450], '4.50'),
			gives('money paid out', [-105], '-1.05'),
		],
	},
	{
		call: 'yuanToFen',
		cases: [
			yuan('32', 3200),
			yuan('32.5', 3250),
			yuan('32.05', 3205),
			yuan(' 0.10 ', 10),
			yuan('9999999.99', 999_999_999),
			yuan('', null),
			yuan('32.', null),
			yuan('.5', null),
			yuan('32.555', null),
			yuan('-3', null),
			yuan('3e2', null),
			yuan('三十二', null),
			yuan('12345678', null),
		],
	},
];
