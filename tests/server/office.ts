import { randomUUID } from 'node:crypto';
import { staff } from '../village.ts';
import { ask, openShop, type Reply, type Shop } from './shop.ts';
import { signInToken } from './staff-tokens.ts';

/** The people of the small shop at their desks. */
export interface Office {
	readonly shop: Shop;
	readonly director: string;
	readonly recorder: string;
	readonly storekeeper: string;
	readonly townOffice: string;
	readonly otherDirector: string;
	/** The kiosk's token: no person. */
	readonly kiosk: string;
}

export type Desk = Exclude<keyof Office, 'shop'>;

/** Opens the small shop with a token for everybody. Close it with `office.shop.server.stop()`. */
export async function openOffice(): Promise<Office> {
	const shop = await openShop();
	await shop.director.post('/api/office/staff', staff.recorder);
	return {
		shop,
		director: await signInToken(shop, staff.director),
		recorder: await signInToken(shop, staff.recorder),
		storekeeper: await signInToken(shop, staff.storekeeper),
		townOffice: await signInToken(shop, staff.townOffice),
		otherDirector: await signInToken(shop, {
			username: 'bailu-director',
			password: 'demo-only-bailu',
		}),
		kiosk: shop.kiosk,
	};
}

/** Reads from somebody's desk. */
export function look<Body>(office: Office, desk: Desk, path: string): Promise<Reply<Body>> {
	return ask<Body>(office.shop, path, { token: office[desk] });
}

/** Sends a form from somebody's desk, with a request key of its own unless it has one. */
export function send<Body>(
	office: Office,
	desk: Desk,
	path: string,
	form: object,
): Promise<Reply<Body>> {
	return ask<Body>(office.shop, path, {
		token: office[desk],
		body: { requestKey: randomUUID(), ...form },
	});
}

const tables = [
	'households',
	'villagers',
	'passbooks',
	'accounts',
	'ledger_entries',
	'settings',
	'groups',
	'staff',
	'staff_acts',
	'requests',
] as const;

/** How many rows every table has: what a refusal must leave as it was. */
export async function footprint(office: Office): Promise<Readonly<Record<string, number>>> {
	const counts = await Promise.all(
		tables.map(async (table) => {
			const path = `/api/collections/${table}/records?perPage=1&fields=id`;
			const { totalItems } = (await office.shop.root.get(path)) as { totalItems: number };
			return [table, totalItems] as const;
		}),
	);
	return Object.fromEntries(counts);
}

/** What changed between two footprints, and by how much. */
export function grown(
	before: Readonly<Record<string, number>>,
	after: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
	return Object.fromEntries(
		tables
			.map((table) => [table, (after[table] ?? 0) - (before[table] ?? 0)] as const)
			.filter(([, by]) => by !== 0),
	);
}
