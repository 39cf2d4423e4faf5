import { randomUUID } from 'node:crypto';
import { clientWith, signIn, type Client } from '#start/demo/client';
import type { PassbookCard } from '#domain/office-wire';
import type { HouseholdView, RedemptionFacts, Scanned, Shelf, ShelfItem } from '#domain/wire';
import { startPocketbase, type TestServer, type TestServerOptions } from '../pocketbase.ts';
import { bailu, qingsong, staff, town } from '../village.ts';

/** A reply as it came, refused or not. */
export interface Reply<Body = unknown> {
	readonly status: number;
	readonly text: string;
	readonly body: Body;
	/** The refusal's code and details when it is one of ours; nothing for a fault. */
	readonly refusal: { readonly code: string; readonly [detail: string]: unknown } | undefined;
}

/** A small shop on a real PocketBase: one acting village, and one other. */
export interface Shop {
	readonly server: TestServer;
	readonly root: Client;
	readonly townOffice: Client;
	readonly director: Client;
	readonly storekeeper: Client;
	readonly otherDirector: Client;
	readonly village: string;
	readonly otherVillage: string;
	readonly kiosk: string;
	readonly kioskDevice: string;
	readonly agent: string;
	readonly otherKiosk: string;
	/** By head's name. */
	readonly cards: ReadonlyMap<string, ShopCard>;
	/** By product's name. */
	readonly products: ReadonlyMap<string, string>;
}

export interface ShopCard {
	readonly household: string;
	readonly code: string;
	readonly number: string;
}

/** The households of the small shop with the total each is given. */
export const shopHouseholds = [
	{ group: 1, number: 1, head: '王建国', total: 182 },
	{ group: 1, number: 2, head: '李秀芳', total: 100 },
	{ group: 1, number: 3, head: '赵大山', total: 88 },
	{ group: 2, number: 1, head: '何𠮷', total: 150 },
	{ group: 2, number: 2, head: '陈远', total: 140, residence: 'away' },
] as const;

const goods = [
	{ name: '大米 5kg', english: 'Rice 5 kg', price: 3200, quantity: 40 },
	{ name: '香皂', english: 'Toilet soap', price: 500, quantity: 30 },
	{ name: '最后一桶油', english: 'The last oil', price: 1000, quantity: 1 },
	{ name: '过期的盐', english: 'Expired salt', price: 300, quantity: 5, expiresOn: '2020-01-01' },
	{ name: '没货的锅', english: 'Sold-out pot', price: 900, quantity: 0 },
	{ name: '没定价的碗', english: 'Unpriced bowl', price: 0, quantity: 9 },
] as const;

/** Opens the small shop. Close it with `shop.server.stop()`. */
export async function openShop(options: TestServerOptions = {}): Promise<Shop> {
	const server = await startPocketbase(options);
	const { email, password } = server.superuser;
	const root = await signIn(server.url, '_superusers', email, password);
	const made = (await root.post('/api/office/set-up', {
		town: { name: town.name, letter: town.letter },
		village: { name: qingsong.name, number: qingsong.number, groups: 6, fenPerPoint: 100 },
		townOffice: staff.townOffice,
		director: staff.director,
	})) as { village: string };
	const townOffice = await signInStaff(server.url, staff.townOffice);
	const director = await signInStaff(server.url, staff.director);
	const other = { name: '白鹭支书', username: 'bailu-director', password: 'demo-only-bailu' };
	const otherMade = (await townOffice.post('/api/office/villages', {
		newVillage: { name: bailu.name, number: bailu.number, groups: 2, fenPerPoint: 100 },
		director: other,
	})) as { village: string };
	await director.post('/api/office/staff', staff.storekeeper);
	const otherDirector = await signInStaff(server.url, other);
	const kiosk = await pair(server.url, director, 'kiosk');
	return {
		server,
		root,
		townOffice,
		director,
		storekeeper: await signInStaff(server.url, staff.storekeeper),
		otherDirector,
		village: made.village,
		otherVillage: otherMade.village,
		kiosk: kiosk.token,
		kioskDevice: kiosk.device,
		agent: (await pair(server.url, director, 'print_agent')).token,
		otherKiosk: (await pair(server.url, otherDirector, 'kiosk')).token,
		cards: await enrol(director),
		products: await stockUp(director),
	};
}

/** Sends a request and gives back whatever came. */
export async function ask<Body = unknown>(
	shop: Pick<Shop, 'server'>,
	path: string,
	options: { token?: string; method?: string; body?: unknown; raw?: string; type?: string } = {},
): Promise<Reply<Body>> {
	const content =
		options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
	const reply = await fetch(`${shop.server.url}${path}`, {
		method: options.method ?? (content === undefined ? 'GET' : 'POST'),
		headers: {
			'Content-Type': options.type ?? 'application/json',
			...(options.token && { Authorization: options.token }),
		},
		...(content !== undefined && { body: content }),
	});
	return replyOf(reply.status, await reply.text());
}

/** What a reply says, as it came: whoever sent the request. */
export function replyOf<Body = unknown>(status: number, text: string): Reply<Body> {
	const body = text === '' ? undefined : JSON.parse(text);
	const sent = body?.data?.refusal as { code: string; message: string } | undefined;
	const refusal = sent && { ...JSON.parse(sent.message), code: sent.code };
	return { status, text, body, refusal };
}

/** Shows a passbook to the kiosk. */
export async function scan(shop: Shop, head: string): Promise<HouseholdView> {
	const { body } = await ask<Scanned>(shop, '/api/shop/scan', {
		token: shop.kiosk,
		body: { code: shop.cards.get(head)?.code },
	});
	if (body.kind !== 'household') throw new Error(`${head} is no household`);
	return body.household;
}

/** The shelf as the kiosk sees it, by product's name. */
export async function shelf(shop: Shop): Promise<ReadonlyMap<string, ShelfItem>> {
	const { body } = await ask<Shelf>(shop, '/api/shop/shelf', { token: shop.kiosk });
	return new Map(body.products.map((product) => [product.name, product]));
}

/** Redeems goods by name for a household; a key of its own unless one is given. */
export async function redeem(
	shop: Shop,
	head: string,
	wanted: Readonly<Record<string, number>>,
	change: { key?: string; token?: string; passbook?: string; pointsEach?: number } = {},
): Promise<Reply<RedemptionFacts>> {
	const items = await shelf(shop);
	const lines = Object.entries(wanted).map(([name, quantity]) => {
		const item = items.get(name);
		return {
			product: item?.id ?? name,
			quantity,
			pointsEach: change.pointsEach ?? item?.pointsEach ?? 0,
		};
	});
	return ask<RedemptionFacts>(shop, '/api/shop/redemptions', {
		token: change.token ?? shop.kiosk,
		body: {
			requestKey: change.key ?? randomUUID(),
			passbook: change.passbook ?? (await scan(shop, head)).passbook,
			lines,
		},
	});
}

function signInStaff(url: string, person: { username: string; password: string }): Promise<Client> {
	return signIn(url, 'staff', person.username, person.password);
}

async function pair(url: string, director: Client, kind: string) {
	const { code } = (await director.post('/api/office/devices', { name: kind, kind })) as {
		code: string;
	};
	const paired = (await clientWith(url).post('/api/devices/pair', { code })) as {
		token: string;
		device: { id: string };
	};
	return { token: paired.token, device: paired.device.id };
}

/** Enrols the households of the small shop in the director's village, each with a passbook. */
export async function enrol(director: Client): Promise<Map<string, ShopCard>> {
	return enrolled(director, shopHouseholds);
}

/** What is told of a household that is enrolled; who lives there is its head alone. */
interface EnrolledHousehold {
	readonly group: number;
	readonly number: number;
	readonly head: string;
	readonly total: number;
	readonly residence?: 'living_here' | 'away';
}

/** Enrols households, each with a passbook; the cards of all that had none, by head's name. */
export async function enrolled(
	director: Client,
	households: readonly EnrolledHousehold[],
): Promise<Map<string, PassbookCard>> {
	await director.post('/api/office/imports/households', {
		requestKey: randomUUID(),
		commit: true,
		rows: households.map((household, index) => ({
			residence: 'living_here',
			members: [{ name: household.head, relation: 'head', birthYear: 1960 }],
			...household,
			row: index + 2,
		})),
	});
	const { opened } = (await director.post('/api/office/passbooks/open', {
		requestKey: randomUUID(),
		households: 'all_without',
	})) as { opened: { household: string }[] };
	const { cards } = (await director.post('/api/office/passbooks/cards', {
		households: opened.map(({ household }) => household),
	})) as { cards: PassbookCard[] };
	return new Map(
		cards.map((card) => [card.head, { ...card, number: card.number.replace(' ', '') }]),
	);
}

/** Fills the shelves of the director's village with the goods of the small shop. */
export async function stockUp(director: Client): Promise<Map<string, string>> {
	const { ids } = (await director.post('/api/office/imports/products', {
		requestKey: randomUUID(),
		rows: goods.map((product, index) => ({
			name: product.name,
			english: product.english,
			unit: '件',
			unitEnglish: 'piece',
			section: 'other',
			picture: 'unknown',
			referencePriceFen: product.price,
			position: index,
		})),
	})) as { ids: string[] };
	const products = new Map(
		goods.map((product, index) => [product.name as string, ids[index] ?? '']),
	);
	await director.post('/api/office/stock/opening', {
		requestKey: randomUUID(),
		lines: goods
			.filter((product) => product.quantity > 0)
			.map((product) => ({
				product: products.get(product.name),
				quantity: product.quantity,
				expiresOn: 'expiresOn' in product ? product.expiresOn : '',
			})),
	});
	return products;
}
