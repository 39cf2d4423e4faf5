import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeviceList } from '#domain/office-shop-wire';
import { staff } from '../village.ts';
import { ask, openShop, type Shop } from './shop.ts';
import { signInToken } from './staff-tokens.ts';

interface Offer {
	readonly id: string;
	readonly code: string;
	readonly expiresAt: number;
}
interface Paired {
	readonly token: string;
	readonly device: { readonly id: string; readonly name: string; readonly kind: string };
	readonly village: string;
}

let shop: Shop;
let director: string;
let storekeeper: string;
let recorder: string;
let otherDirector: string;
beforeAll(async () => {
	shop = await openShop();
	await shop.director.post('/api/office/staff', staff.recorder);
	director = await signInToken(shop, staff.director);
	storekeeper = await signInToken(shop, staff.storekeeper);
	recorder = await signInToken(shop, staff.recorder);
	otherDirector = await signInToken(shop, {
		username: 'bailu-director',
		password: 'demo-only-bailu',
	});
});
afterAll(() => shop.server.stop());

const clock = (at: number) => shop.root.post('/api/stage/clock', { at });
let devices = 0;
const add = (change: object = {}, token = director) => {
	devices += 1;
	const name = `第 ${devices} 台一体机`;
	return ask<Offer>(shop, '/api/office/devices', {
		token,
		body: { name, kind: 'kiosk', ...change },
	});
};
const pair = (code: string) => ask<Paired>(shop, '/api/devices/pair', { body: { code } });
const renew = (id: string, token = director) =>
	ask<Offer>(shop, `/api/office/devices/${id}/code`, { token, body: {} });
const revoke = (id: string, token = director) =>
	ask(shop, `/api/office/devices/${id}/revoke`, { token, body: {} });
const list = async (token = director) =>
	(await ask<DeviceList>(shop, '/api/office/devices', { token })).body;
const works = async (token: string) =>
	(await ask(shop, '/api/shop/shelf', { token })).status === 200;

/** A new kiosk, paired. */
async function pairedKiosk(): Promise<{ id: string; token: string }> {
	const { body: offer } = await add();
	const { body } = await pair(offer.code);
	return { id: offer.id, token: body.token };
}

describe('pairing', () => {
	test('a code of eight letters gives a device its token and its village', async () => {
		const { body: offer } = await add({ name: '门口' });
		expect(offer.code).toMatch(/^[BCDFGHJKMNPQRSTVWXZ]{8}$/);
		expect(offer.expiresAt - Date.now()).toBeGreaterThan(9 * 60_000);
		const { body } = await pair(offer.code);
		expect(body).toMatchObject({
			device: { id: offer.id, name: '门口', kind: 'kiosk' },
			village: shop.village,
		});
		expect(await works(body.token)).toBe(true);
	});

	test('a code may be typed in two groups and small letters', async () => {
		const { body: offer } = await add();
		const typed = `${offer.code.slice(0, 4)} ${offer.code.slice(4)}`.toLowerCase();
		expect((await pair(typed)).status).toBe(200);
	});

	test('a wrong code is refused', async () => {
		for (const code of ['BBBBBBBB', 'x']) {
			expect((await pair(code)).refusal).toEqual({ code: 'pairing_code_wrong' });
		}
		expect((await pair('')).refusal).toEqual({ code: 'request_invalid', field: 'code' });
	});

	test('a code works once', async () => {
		const { body: offer } = await add();
		expect((await pair(offer.code)).status).toBe(200);
		expect((await pair(offer.code)).refusal).toEqual({ code: 'pairing_code_wrong' });
	});

	test('a code ends after ten minutes', async () => {
		const { body: offer } = await add();
		await clock(Date.now() + 10 * 60_000 + 1000);
		const late = await pair(offer.code);
		await clock(0);
		expect(late.refusal).toEqual({ code: 'pairing_code_expired' });
	});

	test('a renewed code ends the code before it, and the token before it', async () => {
		const { id, token } = await pairedKiosk();
		const { body: first } = await renew(id);
		expect(await works(token)).toBe(false);
		const { body: second } = await renew(id);
		expect((await pair(first.code)).refusal).toEqual({ code: 'pairing_code_wrong' });
		const { body } = await pair(second.code);
		expect(body.device.id).toBe(id);
		expect(await works(body.token)).toBe(true);
		expect(await works(token)).toBe(false);
	});

	test('a print agent is no kiosk', async () => {
		const { body: offer } = await add({ name: '打印', kind: 'print_agent' });
		const { body } = await pair(offer.code);
		expect(await works(body.token)).toBe(false);
		const reply = await ask(shop, '/api/agent/jobs/take', { token: body.token, body: {} });
		expect(reply.status).toBe(204);
	});
});

describe('revoking', () => {
	test('ends the token at once, for ever', async () => {
		const { id, token } = await pairedKiosk();
		expect(await works(token)).toBe(true);
		expect((await revoke(id)).status).toBe(200);
		const reply = await ask(shop, '/api/shop/shelf', { token });
		expect([reply.status, reply.refusal?.code]).toEqual([401, 'device_unknown']);
	});

	test('ends a code that still waits', async () => {
		const { body: offer } = await add();
		await revoke(offer.id);
		expect((await pair(offer.code)).refusal).toEqual({ code: 'pairing_code_wrong' });
	});

	test('a revoked device may be taken in again with a new code', async () => {
		const { id, token } = await pairedKiosk();
		await revoke(id);
		const { body: offer } = await renew(id);
		const { body } = await pair(offer.code);
		expect(await works(body.token)).toBe(true);
		expect(await works(token)).toBe(false);
	});
});

describe('the list of devices', () => {
	test('tells state, when it was last seen, and what the printer says', async () => {
		const { body: waiting } = await add({ name: '等着的' });
		const { body: gone } = await add({ name: '走了的' });
		await revoke(gone.id);
		await ask(shop, '/api/agent/status', { token: shop.agent, body: { printer: 'paper_out' } });
		const { devices, printer, at } = await list(storekeeper);
		expect(printer).toBe('paper_out');
		const stateOf = (id: string) => devices.find((device) => device.id === id);
		expect(stateOf(waiting.id)).toMatchObject({
			name: '等着的',
			status: 'pairing',
			lastSeenAt: 0,
			codeExpiresAt: waiting.expiresAt,
		});
		expect(stateOf(gone.id)).toMatchObject({ status: 'revoked', codeExpiresAt: 0 });
		expect(at - (stateOf(shop.kioskDevice)?.lastSeenAt ?? 0)).toBeLessThan(120_000);
		expect(devices.find(({ printer: each }) => each === 'paper_out')?.kind).toBe('print_agent');
		expect(JSON.stringify(devices)).not.toContain('pairing_hash');
		const order = ['active', 'pairing', 'revoked'];
		const places = devices.map(({ status }) => order.indexOf(status));
		expect(places).toEqual([...places].sort());
	});

	test('holds the devices of the own village alone', async () => {
		const others = await list(otherDirector);
		expect(others.devices).toHaveLength(1);
		expect(others.devices[0]?.id).not.toBe(shop.kioskDevice);
	});
});

describe('a device’s name', () => {
	const taken = { code: 'device_name_taken' };

	test('is no other device’s of the village that is at work or waits', async () => {
		const { body: waiting } = await add({ name: '门口的一体机' });
		expect((await add({ name: '门口的一体机' })).refusal).toEqual(taken);
		expect((await add({ name: ' 门口的一体机 ', kind: 'print_agent' })).refusal).toEqual(taken);
		await pair(waiting.code);
		const again = await add({ name: '门口的一体机' });
		expect([again.status, again.refusal]).toEqual([400, taken]);
		expect((await add({ name: 'Kiosk' })).refusal).toEqual(taken);
	});

	test('may be another village’s', async () => {
		expect((await add({ name: '桥头' })).status).toBe(200);
		expect((await add({ name: '桥头' }, otherDirector)).status).toBe(200);
	});

	test('is free again once its device is revoked, which then cannot come back with it', async () => {
		const { body: old } = await add({ name: '后门' });
		await revoke(old.id);
		const { body: fresh } = await add({ name: '后门' });
		expect((await renew(old.id)).refusal).toEqual(taken);
		expect((await renew(fresh.id)).status).toBe(200);
		await revoke(fresh.id);
		expect((await renew(old.id)).status).toBe(200);
	});

	test('is given once when two ask for it at the same moment', async () => {
		const both = await Promise.all([add({ name: '祠堂' }), add({ name: '祠堂' })]);
		expect(both.map(({ status }) => status).toSorted()).toEqual([200, 400]);
	});
});

describe('devices are the director’s:', () => {
	test('nobody else adds, renews or revokes one', async () => {
		// No new one is paired here: the server lets nobody pair more than twenty a minute.
		const { kioskDevice: id, kiosk: token } = shop;
		for (const other of [storekeeper, recorder]) {
			expect((await add({}, other)).refusal?.code).toBe('not_allowed');
			expect((await renew(id, other)).refusal?.code).toBe('not_allowed');
			expect((await revoke(id, other)).refusal?.code).toBe('not_allowed');
		}
		expect((await add({}, shop.kiosk)).refusal?.code).toBe('staff_unknown');
		expect((await renew(id, otherDirector)).refusal?.code).toBe('record_unknown');
		expect((await revoke(id, otherDirector)).refusal?.code).toBe('record_unknown');
		expect(await works(token)).toBe(true);
	});

	test('a recorder does not see them', async () => {
		const reply = await ask(shop, '/api/office/devices', { token: recorder });
		expect(reply.refusal?.code).toBe('not_allowed');
	});

	test('a device has a name and a kind', async () => {
		expect((await add({ name: '' })).refusal).toEqual({ code: 'request_invalid', field: 'name' });
		expect((await add({ kind: 'fridge' })).refusal).toEqual({
			code: 'request_invalid',
			field: 'kind',
		});
	});
});

describe('one code, and four devices that show it at the same moment:', () => {
	beforeAll(() => shop.server.restart()); // It counts anew who pairs: twenty a minute may.

	test.each([1, 2, 3, 4])('one is paired and works, the others hear no; time %i', async () => {
		const { body: offer } = await add();
		const replies = await Promise.all(Array.from({ length: 4 }, () => pair(offer.code)));
		const paired = replies.filter(({ status }) => status === 200);
		expect(paired).toHaveLength(1);
		expect(await works(paired[0]?.body.token ?? '')).toBe(true);
		for (const { status, refusal } of replies) {
			if (status !== 200) expect(refusal).toEqual({ code: 'pairing_code_wrong' });
		}
	});
});
