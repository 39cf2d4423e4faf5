import { randomUUID } from 'node:crypto';
import { addDays, dayAt, dayFrom, startOfDay, type Day } from '#domain/day';
import type { RedemptionFacts } from '#domain/wire';
import { ask, enrol, openShop, redeem, stockUp, type Shop } from './shop.ts';

/** A shop with a past, and what its kiosks were told. */
export interface BusyShop {
	readonly shop: Shop;
	/** The other village as a shop of its own. */
	readonly other: Shop;
	readonly told: readonly RedemptionFacts[];
}

/** Who comes how often for what, in each village and cycle; everybody has points for it. */
const visits: readonly (readonly [string, readonly Readonly<Record<string, number>>[]])[] = [
	['王建国', [{ 香皂: 1 }, { '大米 5kg': 1, 香皂: 2 }, { 香皂: 1 }, { 香皂: 1 }]],
	['何𠮷', [{ 香皂: 2 }, { 最后一桶油: 1, 香皂: 1 }, { 香皂: 1 }]],
	['陈远', [{ '大米 5kg': 1 }, { 香皂: 1 }]],
];
const laterVisits: typeof visits = [
	['王建国', [{ 香皂: 1 }, { 香皂: 2 }]],
	['赵大山', [{ '大米 5kg': 1 }, { 香皂: 1 }, { 香皂: 1 }]],
];

/**
 * Opens the small shop and lets both villages live in it through a turn of the year: opening totals,
 * awards, deductions and bonuses, redemptions, reversals, reprints, other prices and another rate.
 * Close it with `shop.server.stop()`.
 */
export async function openBusyShop(): Promise<BusyShop> {
	const shop = await openShop();
	const cards = await enrol(shop.otherDirector);
	const products = await stockUp(shop.otherDirector);
	const { otherKiosk: kiosk, otherDirector: director, otherVillage: village } = shop;
	const other: Shop = { ...shop, kiosk, director, village, cards, products };
	const told: RedemptionFacts[] = [];
	const today = dayAt(Date.now());
	for (const each of [shop, other]) {
		await enterDeeds(each, today);
		told.push(...(await play(each, visits)));
	}
	const nextYear = addDays(dayFrom(`${today.slice(0, 4)}-12-31`), 5);
	await shop.root.post('/api/stage/clock', { at: startOfDay(nextYear) + 9 * 3_600_000 });
	for (const each of [shop, other]) {
		await enterDeeds(each, nextYear);
		await reprice(each, nextYear);
		told.push(...(await play(each, laterVisits)));
	}
	return { shop, other, told };
}

async function play(shop: Shop, who: typeof visits): Promise<RedemptionFacts[]> {
	const told: RedemptionFacts[] = [];
	for (const [head, baskets] of who) {
		for (const basket of baskets) {
			const { status, text, body } = await redeem(shop, head, basket);
			if (status !== 200) throw new Error(`${head} could not redeem: ${text}`);
			told.push(body);
		}
	}
	const [first, second] = told;
	if (!first || !second) throw new Error('Nobody came');
	for (const { id } of [first, second]) {
		await act(shop, `/api/office/redemptions/${id}/reverse`, { reason: `坏了 ${id}` });
	}
	await act(shop, `/api/office/redemptions/${second.id}/reprint`, { reason: '没带走' });
	await ask(shop, `/api/shop/redemptions/${first.id}/reprint`, {
		token: shop.kiosk,
		body: { requestKey: randomUUID() },
	});
	return told;
}

/** Every household gains what it needs, loses a little and is given a bonus. */
async function enterDeeds(shop: Shop, day: Day): Promise<void> {
	const rows = [...shop.cards.values()].flatMap(({ household }, index) => [
		{ household, points: 60 + index, text: '志愿服务', english: 'Volunteer work', rule: 'B03' },
		{ household, points: -3 - index, text: '乱堆杂物', english: 'Clutter', rule: 'N02' },
		{ household, points: 4, text: '经营者奖励', english: '', rule: '', bonus: true },
	]);
	await act(shop, '/api/office/imports/entries', {
		rows: rows.map((row, index) => ({ ...row, row: index + 1, day, category: '表彰' })),
	});
}

async function reprice(shop: Shop, day: Day): Promise<void> {
	const soap = shop.products.get('香皂') ?? '';
	await act(shop, `/api/office/products/${soap}/price`, {
		version: 2,
		referencePriceFen: 640,
		source: '镇供销社',
	});
	await act(shop, '/api/office/settings', {
		version: 1,
		fromDay: day,
		fenPerPoint: 160,
		receiptHead: '爱心超市',
		openingDays: [1, 3, 5],
		helperName: '周文彬',
		helperPhone: '',
	});
}

function act(shop: Shop, path: string, form: object): Promise<unknown> {
	return shop.director.post(path, { requestKey: randomUUID(), ...form });
}
