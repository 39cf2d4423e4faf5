import { randomUUID } from 'node:crypto';
import { zh } from '#kiosk/lib/words/zh.ts';
import type { Scanned } from '#domain/wire';
import { ask, enrolled, redeem, type Shop } from '../../server/shop.ts';

/** A passbook in the test's hand. */
export interface Paper {
	readonly household: string;
	readonly code: string;
	/** As its household is named on the screen: 三组 012 号. */
	readonly place: string;
}

/** Passbooks and slips, taken out one after the other: none is shown twice in a short time. */
export interface Drawer {
	passbook(): Paper;
	/** The code of a slip. */
	slip(): string;
	find(code: string): Paper | undefined;
	/** This passbook was replaced and opens nothing any more. */
	drop(code: string): void;
}

/** What is redeemed here; there is enough of it for any number of villagers. */
export const plenty = '毛巾';

/** Lays a product on the shelf that never runs out. */
export async function stockPlenty({ director }: Shop): Promise<void> {
	const { ids } = (await director.post('/api/office/imports/products', {
		requestKey: randomUUID(),
		rows: [
			{
				name: plenty,
				english: 'Towel',
				unit: '条',
				unitEnglish: 'piece',
				section: 'other',
				picture: 'unknown',
				referencePriceFen: 100,
				position: 0,
			},
		],
	})) as { ids: string[] };
	await director.post('/api/office/stock/opening', {
		requestKey: randomUUID(),
		lines: ids.map((product) => ({ product, quantity: 900, expiresOn: '' })),
	});
}

/** Enrols households in a group of their own, with points, passbooks and some slips. */
export async function fillDrawer(shop: Shop, group: number, households: number): Promise<Drawer> {
	const { director } = shop;
	const wanted = Array.from({ length: households }, (_, at) => {
		return { group, number: 100 + at, head: headOf(group, at), total: 180 };
	});
	const cards = [...(await enrolled(director, wanted)).values()];
	const papers = cards.map(({ household, code, group, householdCode }) => {
		const number = Number(householdCode.split('-')[2]);
		return { household, code, place: zh.home.place(group, number) };
	});
	const known = new Map(papers.map((paper) => [paper.code, paper]));
	const slips: string[] = [];
	for (const { code } of papers.slice(0, 4)) slips.push(await slipOf(shop, code));
	return {
		passbook: () => takeOut(papers),
		slip: () => takeOut(slips),
		find: (code) => known.get(code),
		drop(code) {
			const at = papers.findIndex((paper) => paper.code === code);
			if (at >= 0) papers.splice(at, 1);
			known.delete(code);
		},
	};
}

async function slipOf(shop: Shop, code: string): Promise<string> {
	const { body } = await ask<Scanned>(shop, '/api/shop/scan', {
		token: shop.kiosk,
		body: { code },
	});
	if (body.kind !== 'household') throw new Error(`${code} is no household`);
	const { passbook } = body.household;
	return (await redeem(shop, '', { [plenty]: 1 }, { passbook })).body.code;
}

/** The first of the pile, which then lies at the bottom. */
function takeOut<Thing>(pile: Thing[]): Thing {
	const first = pile.shift();
	if (first === undefined) throw new Error('The drawer is empty');
	pile.push(first);
	return first;
}

function headOf(group: number, at: number): string {
	const names = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许';
	return `${names[at % 20]}${names[group % 20]}${names[Math.floor(at / 20) % 20]}`;
}
