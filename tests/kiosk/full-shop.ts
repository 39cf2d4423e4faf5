import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { dayAt } from '#domain/day';
import { wordiestDeeds, enterDeeds } from '../server/deeds.ts';
import { enrolled, openShop, redeem, type Shop, type ShopCard } from '../server/shop.ts';

/** The households of the full shop, each in a position of its own. */
export const fullHouseholds = {
	/** A long name in a far group, and points enough for everything. */
	rich: '阿依古丽·买买提江',
	/** 12 points below the base. */
	below: '赵大山',
	/** Above the base, and 20 short of what was taken home already. */
	overdrawn: '孙立民',
	/** Below 0, with a bonus and something taken home: every part of the equation. */
	belowZero: '吴大有',
	/** May look and not redeem in this cycle. */
	barred: '周海棠',
} as const;

/** What is long on a card, and dear; one of each section. */
export const fullGoods = [
	{
		name: '加厚不锈钢真空保温杯 500ml',
		english: 'Steel vacuum flask 500 ml',
		section: 'household',
	},
	{ name: '东北五常大米 10kg', english: 'Northern rice in a bag 10 kg', section: 'grain_oil' },
	{ name: '浓缩洗衣液家庭装 3kg', english: 'Laundry liquid, family 3 kg', section: 'washing' },
	{ name: '纯棉四件套 1.8米', english: 'Cotton bedding, four pieces', section: 'clothing' },
	{ name: '复合肥 40kg', english: 'Compound fertiliser 40 kg', section: 'farm' },
	{ name: '菜籽油 5L', english: 'Rapeseed oil 5 L', section: 'grain_oil' },
	{ name: '牙刷 2支装', english: 'Toothbrushes', section: 'washing' },
	{ name: '酱油 500ml', english: 'Soy sauce', section: 'grain_oil' },
] as const;

/** A shop as full as it gets: long names, many kinds, every position a household can be in. */
export async function openFullShop(): Promise<Shop> {
	const shop = await openShop();
	const cards = new Map([...shop.cards, ...(await enrol(shop))]);
	const full = { ...shop, cards, products: new Map([...shop.products, ...(await stock(shop))]) };
	const { rich, overdrawn, belowZero, barred } = fullHouseholds;
	await enterDeeds(full, rich, wordiestDeeds(6));
	await redeem(full, overdrawn, { 香皂: 6 });
	await redeem(full, belowZero, { 香皂: 2 });
	await enter(full, overdrawn, [{ text: '乱倒垃圾', points: -40 }]);
	await enter(full, belowZero, [
		{ text: '经营超市', points: 15, bonus: true },
		{ text: '占道经营', points: -140 },
	]);
	bar(full, barred);
	return full;
}

// No route bars a household yet.
function bar({ server, cards }: Shop, head: string): void {
	const database = new DatabaseSync(join(server.dir, 'data.db'));
	const household = cards.get(head)?.household ?? '';
	database.prepare("UPDATE households SET standing = 'barred' WHERE id = ?").run(household);
	database.close();
}

function enrol({ director }: Shop): Promise<ReadonlyMap<string, ShopCard>> {
	const { rich, overdrawn, belowZero, barred } = fullHouseholds;
	return enrolled(director, [
		{ group: 5, number: 114, head: rich, total: 998 },
		{ group: 5, number: 115, head: overdrawn, total: 150 },
		{ group: 5, number: 116, head: belowZero, total: 120 },
		{ group: 5, number: 117, head: barred, total: 180 },
	]);
}

async function stock({ director }: Shop): Promise<readonly (readonly [string, string])[]> {
	const { ids } = (await director.post('/api/office/imports/products', {
		requestKey: randomUUID(),
		rows: fullGoods.map((product, index) => ({
			...product,
			unit: '瓶',
			unitEnglish: 'bottle',
			picture: 'rice',
			referencePriceFen: 2300 + index * 1700,
			position: 0,
		})),
	})) as { ids: string[] };
	await director.post('/api/office/stock/opening', {
		requestKey: randomUUID(),
		lines: ids.map((product, index) => ({ product, quantity: 18 + index, expiresOn: '' })),
	});
	return fullGoods.map(({ name }, index) => [name, ids[index] ?? '']);
}

async function enter(shop: Shop, head: string, lines: readonly object[]): Promise<void> {
	const household = shop.cards.get(head)?.household;
	const day = dayAt(Date.now());
	await shop.director.post('/api/office/imports/entries', {
		requestKey: randomUUID(),
		rows: lines.map((line, index) => ({ ...line, row: index + 1, household, day })),
	});
}
