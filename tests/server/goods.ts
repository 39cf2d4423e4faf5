import { randomUUID } from 'node:crypto';
import type { OfficeProduct, ProductList, ProductPage } from '#domain/product-wire';
import { staff } from '../village.ts';
import { ask, openShop, type Shop } from './shop.ts';

/** The small shop with those who look after its goods, and those who must not. */
export interface Goods {
	readonly shop: Shop;
	readonly tokens: Readonly<Record<'storekeeper' | 'director' | 'recorder' | 'other', string>>;
}

/** What is written down about a basin. */
export const basin = {
	name: '搪瓷盆',
	english: 'Enamel basin',
	unit: '个',
	unitEnglish: 'piece',
	section: 'household',
	picture: 'wash-basin',
	barcode: '',
	position: 7,
};

/** Opens the small shop and signs its people in. Close it with `shop.server.stop()`. */
export async function openGoods(): Promise<Goods> {
	const shop = await openShop();
	await shop.director.post('/api/office/staff', staff.recorder);
	const other = { username: 'bailu-director', password: 'demo-only-bailu' };
	return {
		shop,
		tokens: {
			storekeeper: await tokenOf(shop, staff.storekeeper),
			director: await tokenOf(shop, staff.director),
			recorder: await tokenOf(shop, staff.recorder),
			other: await tokenOf(shop, other),
		},
	};
}

let basins = 0;

/** A new basin without price or stock; gives its id. */
export async function addBasin(goods: Goods): Promise<string> {
	basins += 1;
	const added = await send<{ id: string }>(goods, '', {
		...basin,
		name: `${basin.name} ${basins}`,
	});
	return added.body.id;
}

/** Posts to the products, by the storekeeper unless told otherwise, with a request key. */
export function send<Body = unknown>(
	{ shop, tokens }: Goods,
	path: string,
	body: object,
	token = tokens.storekeeper,
) {
	const content = { requestKey: randomUUID(), ...body };
	return ask<Body>(shop, `/api/office/products${path}`, { token, body: content });
}

/** Enters opening stock as the storekeeper. */
export function enterOpening(
	{ shop, tokens }: Goods,
	lines: readonly object[],
	requestKey: string = randomUUID(),
) {
	return ask(shop, '/api/office/stock/opening', {
		token: tokens.storekeeper,
		body: { requestKey, lines },
	});
}

/** The list of goods as the storekeeper sees it. */
export async function list({ shop, tokens }: Goods, token = tokens.storekeeper) {
	return (await ask<ProductList>(shop, '/api/office/products', { token })).body;
}

/** The page of a product as the storekeeper sees it. */
export async function page({ shop, tokens }: Goods, product: string) {
	const { storekeeper: token } = tokens;
	return (await ask<ProductPage>(shop, `/api/office/products/${product}`, { token })).body;
}

/** A product of the list by its name. */
export async function named(goods: Goods, name: string): Promise<OfficeProduct | undefined> {
	return (await list(goods)).products.find((each) => each.name === name);
}

async function tokenOf(shop: Shop, { username, password }: { username: string; password: string }) {
	const path = '/api/collections/staff/auth-with-password';
	const reply = await ask<{ token: string }>(shop, path, {
		body: { identity: username, password },
	});
	return reply.body.token;
}
