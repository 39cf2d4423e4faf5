import { randomUUID } from 'node:crypto';
import { staff } from '../village.ts';
import { ask, openShop, type Reply, type Shop } from './shop.ts';
import { signInToken } from './staff-tokens.ts';
import { witnessOf, type Truth, type Witness } from './truth.ts';

/** The people of the small shop at their desks. */
export interface Office {
	readonly shop: Shop;
	readonly witness: Witness;
	readonly director: string;
	readonly recorder: string;
	readonly storekeeper: string;
	readonly townOffice: string;
	readonly otherDirector: string;
	/** The kiosk's token: no person. */
	readonly kiosk: string;
}

export type Desk = Exclude<keyof Office, 'shop' | 'witness'>;

/** Opens the small shop with a token for everybody. Close it with `office.shop.server.stop()`. */
export async function openOffice(): Promise<Office> {
	const shop = await openShop();
	await shop.director.post('/api/office/staff', staff.recorder);
	return {
		shop,
		witness: witnessOf(shop.server),
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

/** All that the database holds: what a refusal must leave as it was. */
export function footprint(office: Office): Truth {
	return office.witness.truth();
}

/**
 * Which tables hold something else than before, and by how many rows more: 0 where as many rows say
 * something else.
 */
export function grown(before: Truth, after: Truth): Readonly<Record<string, number>> {
	const rowsOf = (truth: Truth, table: string) => Number.parseInt(truth[table] ?? '0', 10);
	return Object.fromEntries(
		Object.keys(after)
			.filter((table) => after[table] !== before[table])
			.map((table) => [table, rowsOf(after, table) - rowsOf(before, table)]),
	);
}
