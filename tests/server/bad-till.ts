import { randomUUID } from 'node:crypto';
import { staff } from '../village.ts';
import { watch, type Watched } from './bad-rows.ts';
import { ask, enrol, openShop, scan, type Reply, type Shop, type ShopCard } from './shop.ts';
import { signInToken } from './staff-tokens.ts';

/** The till of the small shop, where everything is tried that should be refused. */
export interface Till {
	readonly shop: Shop;
	readonly watched: Watched;
	/** By head. */
	readonly cards: Readonly<Record<string, ShopCard>>;
	/** The passbooks that they had when the shop opened, by head. */
	readonly passbooks: Readonly<Record<string, string>>;
	/** The same people's passbooks of the other village. */
	readonly otherCards: ReadonlyMap<string, ShopCard>;
	/** Tokens of two people. */
	readonly director: string;
	readonly townOffice: string;
	product(name: string): string;
	/** A line of a basket: one piece of soap, unless the test says otherwise. */
	line(change?: object): object;
	/** Redeems those lines with 王建国's passbook, unless the test says otherwise. */
	wants(lines: unknown, change?: Wish): Promise<Reply>;
	/** Shows a code to the kiosk. */
	shows(code: unknown, token?: string): Promise<Reply>;
	/** Does something in the office meanwhile; throws when that is refused. */
	office(where: string, form?: object): Promise<unknown>;
	close(): Promise<void>;
}

/** What is otherwise about a redemption. */
export interface Wish {
	readonly token?: string;
	readonly passbook?: string | undefined;
	readonly requestKey?: string;
}

/** An id that nothing has. */
export const nobody = '000000000000000';

/** Opens the small shop for everything that should be refused. */
export async function openTill(): Promise<Till> {
	const shop = await openShop();
	const otherCards = await enrol(shop.otherDirector);
	const watched = await watch(shop);
	const seen = [...shop.cards.keys()].map(async (head) => [head, await scan(shop, head)] as const);
	const passbooks = Object.fromEntries(
		(await Promise.all(seen)).map(([head, { passbook }]) => [head, passbook]),
	);
	const product = (name: string) => shop.products.get(name) ?? '';
	return {
		shop,
		watched,
		cards: Object.fromEntries(shop.cards),
		passbooks,
		otherCards,
		director: await signInToken(shop, staff.director),
		townOffice: await signInToken(shop, staff.townOffice),
		product,
		line: (change = {}) => ({ product: product('香皂'), quantity: 1, pointsEach: 5, ...change }),
		wants: (lines, { token = shop.kiosk, ...change } = {}) => {
			const plain = { requestKey: randomUUID(), passbook: passbooks['王建国'], lines };
			return ask(shop, '/api/shop/redemptions', { token, body: { ...plain, ...change } });
		},
		shows: (code, token = shop.kiosk) => ask(shop, '/api/shop/scan', { token, body: { code } }),
		office: (where, form = {}) =>
			shop.director.post(`/api/office/${where}`, { requestKey: randomUUID(), ...form }),
		close: async () => {
			watched.witness.close();
			await shop.server.stop();
		},
	};
}
