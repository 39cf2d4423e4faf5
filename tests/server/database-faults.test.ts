import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { staff } from '../village.ts';
import { nobody, openTill, type Till } from './bad-till.ts';
import { without as withoutTable } from './out-of-reach.ts';
import { kioskSays } from './sentences.ts';
import { ask, type Reply } from './shop.ts';

let till: Till;
beforeAll(async () => {
	till = await openTill();
});
afterAll(() => till.close());

/** Asks while a table cannot be reached. */
const without = <Answer>(table: string, act: () => Promise<Answer>) =>
	withoutTable(till.watched.witness, table, act);

/** Asks while a statement's kind fails. */
async function whileAborted<Answer>(when: string, act: () => Promise<Answer>): Promise<Answer> {
	const { witness } = till.watched;
	witness.write(`CREATE TRIGGER aborted BEFORE ${when} BEGIN SELECT RAISE(ABORT, ''); END`);
	try {
		return await act();
	} finally {
		witness.write('DROP TRIGGER aborted');
	}
}

/** A fault: not decided, not a no, and said as trouble. */
async function expectFault(asked: Promise<Reply>): Promise<void> {
	const reply = await asked;
	expect(reply.status).toBeGreaterThanOrEqual(500);
	expect(reply.refusal).toBeUndefined();
	expect((await kioskSays(reply)).zh).toBe('后台出了毛病');
}

const tables = [
	'devices',
	'passbooks',
	'households',
	'villages',
	'towns',
	'cycles',
	'accounts',
	'settings',
	'products',
	'chain_heads',
	'ledger_entries',
	'stock_batches',
	'stock_movements',
	'vouchers',
	'voucher_acts',
	'redemptions',
	'redemption_lines',
	'print_jobs',
	'requests',
];

describe('a table is out of reach:', () => {
	const requestKey = randomUUID();
	const wants = () => till.wants([till.line()], { requestKey });

	test.each(tables)('%s, and a redemption is a fault that changes nothing', async (table) => {
		const before = till.watched.witness.truth();
		await expectFault(without(table, wants));
		expect(till.watched.witness.truth()).toEqual(before);
	});

	test('and back again, the same request goes through once', async () => {
		const first = await wants();
		expect(first.status).toBe(200);
		expect((await wants()).text).toBe(first.text);
	});

	test('devices, and no kiosk is told that nobody knows it', async () => {
		const shelf = () => ask(till.shop, '/api/shop/shelf', { token: till.shop.kiosk });
		await expectFault(without('devices', shelf));
		expect((await shelf()).status).toBe(200);
	});

	test('staff, and nobody is signed out', async () => {
		const me = () => ask(till.shop, '/api/office/me', { token: till.director });
		await expectFault(without('staff', me));
		expect((await me()).status).toBe(200);
	});

	const signIn = (password: string) =>
		ask<{ token?: string }>(till.shop, '/api/collections/staff/auth-with-password', {
			body: { identity: staff.director.username, password },
		});

	test.each(['staff', 'sign_in_failures'])(
		'%s, and nobody is told that a password is wrong, nor is it counted',
		async (table) => {
			await expectFault(without(table, () => signIn(staff.director.password)));
			await expectFault(without(table, () => signIn('not this one')));
			expect(till.watched.witness.read('SELECT COUNT(*) FROM sign_in_failures')).toBe(0);
			expect((await signIn(staff.director.password)).status).toBe(200);
		},
	);

	test('the note of a wrong password stays, and who has the right one is in all the same', async () => {
		await signIn('not this one');
		const reply = await whileAborted('DELETE ON sign_in_failures', () =>
			signIn(staff.director.password),
		);
		expect([reply.status, typeof reply.body.token]).toEqual([200, 'string']);
	});

	const office = (where: string, body: object = {}) =>
		ask<{ id: string; code: string }>(till.shop, `/api/office/${where}`, {
			token: till.director,
			body,
		});
	const deeds: readonly (readonly [string, () => Promise<Reply>])[] = [
		['a product', () => office(`products/${till.product('香皂')}/suspend`, { reason: '包装破了' })],
		['a device', () => office(`devices/${till.shop.kioskDevice}/revoke`)],
		[
			'a password',
			() => office('me/password', { old: staff.director.password, new: 'quite another one' }),
		],
		[
			'the cards',
			() => office('passbooks/cards', { households: [till.cards['王建国']?.household] }),
		],
	];

	test.each(deeds)('staff acts, and what the office did is undone: %s', async (_, deed) => {
		const before = till.watched.witness.truth();
		await expectFault(without('staff_acts', deed));
		expect(till.watched.witness.truth()).toEqual(before);
	});

	test('a device’s key, and its code pairs it afterwards', async () => {
		const { body } = await office('devices', { name: '门口', kind: 'kiosk' });
		const pair = () => ask(till.shop, '/api/devices/pair', { body: { code: body.code } });
		const before = till.watched.witness.truth();
		await expectFault(without('devices', pair));
		await expectFault(whileAborted('UPDATE OF tokenKey ON devices', pair));
		expect(till.watched.witness.truth()).toEqual(before);
		expect((await pair()).status).toBe(200);
	});
});

test('a token for somebody who is no longer there is a no, and no fault', async () => {
	const [head = '', , signature = ''] = till.shop.kiosk.split('.');
	const claims = { id: nobody, collectionId: 'pbc_000000', type: 'auth', exp: 4_000_000_000 };
	const token = `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
	const reply = await ask(till.shop, '/api/shop/shelf', { token });
	expect([reply.status, reply.refusal?.code]).toEqual([401, 'device_unknown']);
});
