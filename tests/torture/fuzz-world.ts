import { randomUUID } from 'node:crypto';
import type { Chance } from '#start/demo/random';
import { openBusyShop } from '../server/busy-shop.ts';
import { ask, type Shop } from '../server/shop.ts';
import { signInToken } from '../server/staff-tokens.ts';
import { witnessOf, type Witness } from '../server/truth.ts';
import { staff } from '../village.ts';

/** Everybody who may hold a token, and those who hold none or a forged one. */
export type Asker =
	| 'nobody'
	| 'stranger'
	| 'kiosk'
	| 'agent'
	| 'recorder'
	| 'storekeeper'
	| 'director'
	| 'townOffice'
	| 'superuser'
	| 'otherKiosk'
	| 'otherDirector';

/** Whose village an asker is of: its own, the other, or none of the two. */
export const villageOfAsker: Readonly<Record<Asker, 'own' | 'other' | 'none'>> = {
	nobody: 'none',
	stranger: 'none',
	kiosk: 'own',
	agent: 'own',
	recorder: 'own',
	storekeeper: 'own',
	director: 'own',
	townOffice: 'none',
	superuser: 'none',
	otherKiosk: 'other',
	otherDirector: 'other',
};

/** Two villages with a past, everybody's token, and what the questions are about. */
export interface World {
	readonly shop: Shop;
	readonly witness: Witness;
	readonly tokens: Readonly<Record<Asker, string>>;
	/** One of the ids that a question to the database of the own village finds, as it is now. */
	pick(chance: Chance, table: string, where?: string): string;
	/** One of all ids of both villages, of whatever kind. */
	anyId(chance: Chance): string;
	/** The version that a row has now. */
	version(table: string, id: string): number;
	/** Nobody is noted as seen for the next thousand years: that would be a write of its own. */
	unseen(): void;
	close(): Promise<void>;
}

/** Accounts and devices that the questions come from: no question is about them. */
const acting = ['zhouwenbin', 'tangyuqing', 'wuchunmei', 'linxiao', 'bailu-director'];

/** Opens the busy shop for questions of every kind. */
export async function openWorld(): Promise<World> {
	const { shop } = await openBusyShop();
	await shop.director.post('/api/office/staff', staff.recorder);
	for (const director of [shop.director, shop.otherDirector]) await makeSpares(director);
	const witness = witnessOf(shop.server);
	const other = { username: 'bailu-director', password: 'demo-only-bailu' };
	const tokens: World['tokens'] = {
		nobody: '',
		stranger: `${shop.kiosk.slice(0, -43)}${'A'.repeat(43)}`,
		kiosk: shop.kiosk,
		agent: shop.agent,
		recorder: await signInToken(shop, staff.recorder),
		storekeeper: await signInToken(shop, staff.storekeeper),
		director: await signInToken(shop, staff.director),
		townOffice: await signInToken(shop, staff.townOffice),
		superuser: await superuserToken(shop),
		otherKiosk: shop.otherKiosk,
		otherDirector: await signInToken(shop, other),
	};
	const names = acting.map((name) => `'${name}'`).join(', ');
	const spare: Readonly<Record<string, string>> = {
		staff: `username NOT IN (${names})`,
		devices: "name LIKE 'spare%'",
	};
	const ids = (table: string, where: string): string[] =>
		witness
			.column(`SELECT id FROM ${table} WHERE ${where} AND ${spare[table] ?? '1'} ORDER BY rowid`)
			.map(String);
	const unseen = () => witness.write('UPDATE devices SET last_seen_at = 32503680000000');
	unseen();
	return {
		shop,
		witness,
		tokens,
		pick: (chance, table, where = '1') => {
			const found = ids(table, `village = '${shop.village}' AND (${where})`);
			return found.length > 0 ? chance.pick(found) : '000000000000000';
		},
		anyId: (chance) => {
			const table = chance.pick(tables);
			return chance.pick([...ids(table, '1'), shop.village, shop.otherVillage]);
		},
		version: (table, id) =>
			Number(witness.read(`SELECT version FROM ${table} WHERE id = ?`, id) ?? 1),
		unseen,
		close: async () => {
			witness.close();
			await shop.server.stop();
		},
	};
}

const tables = [
	'households',
	'products',
	'groups',
	'redemptions',
	'print_jobs',
	'passbooks',
	'devices',
	'staff',
	'ledger_entries',
	'accounts',
];

/** Devices and people whom a question may revoke, rename and close without ending the run. */
async function makeSpares(director: Shop['director']): Promise<void> {
	for (const kind of ['kiosk', 'print_agent']) {
		await director.post('/api/office/devices', { name: `spare ${kind}`, kind });
	}
	await director.post('/api/office/staff', {
		name: '替补',
		username: `spare-${randomUUID().slice(0, 8)}`,
		password: 'demo-only-spare',
		roles: ['recorder'],
	});
}

async function superuserToken(shop: Shop): Promise<string> {
	const { email: identity, password } = shop.server.superuser;
	const path = '/api/collections/_superusers/auth-with-password';
	return (await ask<{ token: string }>(shop, path, { body: { identity, password } })).body.token;
}
