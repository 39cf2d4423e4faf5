import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import papaparse from 'papaparse';
import { addDays } from '#domain/day';
import type { Section } from '#domain/stock';
import type { Stage } from './fill.ts';
import type { Chance } from './random.ts';
import type { FilledVillage } from './village.ts';

/** A row of the starter list of goods, as the import route takes it. */
export interface GoodsRow {
	readonly no: number;
	readonly name: string;
	readonly english: string;
	readonly unit: string;
	readonly unitEnglish: string;
	readonly section: Section;
	readonly picture: string;
	readonly referencePriceFen: number;
	readonly position: number;
	/** 0 for goods that keep. */
	readonly shelfLifeDays: number;
}

const sectionOf: Readonly<Record<string, Section>> = {
	粮油: 'grain_oil',
	日化: 'washing',
	日杂: 'household',
	衣物被褥: 'clothing',
	农资: 'farm',
};
const unitsEnglish: Readonly<Record<string, string>> = {
	袋: 'bag',
	把: 'piece',
	桶: 'jug',
	瓶: 'bottle',
	块: 'bar',
	组: 'set',
	支: 'tube',
	提: 'pack',
	盒: 'box',
	条: 'piece',
	个: 'piece',
	套: 'set',
	双: 'pair',
	床: 'piece',
	包: 'packet',
};
/** The drawings in kiosk/static/goods, in the order of the list. */
const pictures = [
	'rice',
	'wheat-flour',
	'dried-noodles',
	'rapeseed-oil',
	'corn-oil',
	'soybean-oil',
	'salt',
	'soy-sauce',
	'vinegar',
	'sugar',
	'seasoning',
	'toilet-soap',
	'laundry-soap',
	'washing-powder',
	'laundry-liquid',
	'dish-soap',
	'toothpaste',
	'toothbrushes',
	'shampoo',
	'toilet-paper',
	'tissues',
	'mosquito-coils',
	'towel',
	'wash-basin',
	'broom-and-dustpan',
	'mop',
	'vacuum-flask',
	'electric-kettle',
	'led-bulb',
	'umbrella',
	'exercise-books',
	'cotton-slippers',
	'socks',
	'rubber-boots',
	'bed-sheet',
	'quilt',
	'fertiliser-small',
	'fertiliser-large',
	'vegetable-seed',
	'work-gloves',
	'hoe',
	'sickle',
];
/** 暖水瓶: two came in and both are redeemed in the year. 复合肥 40kg: suspended. */
export const soldOutNo = 27;
const suspendedNo = 38;

/** The starter list of goods. */
export function readGoods(): GoodsRow[] {
	const file = readFileSync(join(import.meta.dirname, 'goods.csv'), 'utf8');
	const rows = papaparse.parse<Record<string, string>>(file, {
		header: true,
		skipEmptyLines: true,
	});
	return rows.data.map((row, index) => ({
		no: Number(row['no']),
		name: (row['name'] ?? '').replace(' 1块', '').replace(' 1条', ''),
		english: sentence(row['english'] ?? ''),
		unit: row['unit'] ?? '',
		unitEnglish: unitsEnglish[row['unit'] ?? ''] ?? 'piece',
		section: sectionOf[row['section'] ?? ''] ?? 'other',
		picture: pictures[index] ?? '',
		referencePriceFen: Number(row['reference_price_yuan']) * 100,
		position: index + 1,
		shelfLifeDays: Number(row['shelf_life_days']) || 0,
	}));
}

/** Brings the starter goods into a village's shop, with stock in batches. */
export async function fillGoods(
	stage: Stage,
	chance: Chance,
	{ village, director }: FilledVillage,
): Promise<void> {
	const goods = readGoods();
	const { ids } = (await director.post('/api/office/imports/products', {
		requestKey: `demo-goods-of-village-${village.number}`,
		rows: goods.map(({ no: _no, shelfLifeDays: _life, ...row }) => row),
	})) as { ids: string[] };
	const product = new Map(goods.map(({ no }, index) => [no, ids[index] ?? '']));
	const lines = goods.flatMap((row) => {
		const id = product.get(row.no) ?? '';
		if (row.no === soldOutNo) return [{ product: id, quantity: 2, expiresOn: '' }];
		return batchesOf(stage, chance, row).map((batch) => ({ product: id, ...batch }));
	});
	await director.post('/api/office/stock/opening', {
		requestKey: `demo-opening-of-village-${village.number}`,
		lines,
	});
	await director.post(`/api/office/products/${product.get(suspendedNo)}/suspend`, {
		reason: '厂家换包装，价格待核',
	});
}

// Some batches end within days, so that the shelf has something to say about last days.
function batchesOf(stage: Stage, chance: Chance, row: GoodsRow) {
	const dear = row.referencePriceFen >= 3000;
	const quantity = chance.whole(dear ? 3 : 8, dear ? 6 : 18);
	if (row.shelfLifeDays === 0) return [{ quantity, expiresOn: '' }];
	const far = addDays(stage.today, chance.whole(90, row.shelfLifeDays));
	const near: Readonly<Record<number, number>> = { 3: 5, 9: 12, 11: 20, 10: 27 };
	const ends = near[row.no];
	if (ends === undefined) return [{ quantity, expiresOn: far }];
	return [
		{ quantity: Math.max(2, Math.floor(quantity / 3)), expiresOn: addDays(stage.today, ends) },
		{ quantity, expiresOn: far },
	];
}

function sentence(english: string): string {
	return english.charAt(0).toUpperCase() + english.slice(1);
}
