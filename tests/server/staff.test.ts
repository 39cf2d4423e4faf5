import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StaffMember } from '#domain/office-wire';
import { staff } from '../village.ts';
import { footprint, grown, look, openOffice, send, type Office } from './office.ts';
import { ask, type Reply } from './shop.ts';

let office: Office;
beforeAll(async () => {
	office = await openOffice();
	// Every test signs in again and again: the shop's own limit by address is not what is tried here.
	await office.shop.root.post('/api/stage/clock', { at: 0 });
});
afterAll(() => office.shop.server.stop());

const path = '/api/office/staff';
const signInPath = '/api/collections/staff/auth-with-password';
const enter = (identity: string, password: string) =>
	ask<{ token: string }>(office.shop, signInPath, { body: { identity, password } });
const list = async () =>
	(await look<{ staff: StaffMember[] }>(office, 'director', path)).body.staff;
const idOf = async (username: string) =>
	(await list()).find((each) => each.username === username)?.id ?? '';
const edit = (id: string, form: object, desk: 'director' | 'otherDirector' = 'director') =>
	send(office, desk, `${path}/${id}`, form);
const may = async (token: string) =>
	(await ask(office.shop, '/api/office/me', { token })).status === 200;

const newcomer = {
	name: '新人',
	username: 'xinren',
	password: 'a long password',
	roles: ['recorder', 'storekeeper'],
};

describe('staff', () => {
	test('a new member signs in and holds his roles', async () => {
		const added = await send<{ id: string }>(office, 'director', path, newcomer);
		expect(added.status).toBe(200);
		expect(added.text).not.toContain(newcomer.password);
		const { token } = (await enter('xinren', newcomer.password)).body;
		expect(await may(token)).toBe(true);
		const form = { group: 1, head: '新人登记的', residence: 'living_here', members: [] };
		const enrolled = await ask(office.shop, '/api/office/households', {
			token,
			body: { requestKey: 'a-key-of-sixteen-or-more', ...form },
		});
		expect(enrolled.status).toBe(200);
		expect((await list()).find(({ username }) => username === 'xinren')).toEqual({
			id: added.body.id,
			name: '新人',
			username: 'xinren',
			roles: ['recorder', 'storekeeper'],
			active: true,
		});
	});

	test.each([
		['a username that is taken', { username: staff.recorder.username }, 'username_taken'],
		['the same in capitals', { username: 'TangYuQing' }, 'username_taken'],
		['another village’s username', { username: 'bailu-director' }, 'username_taken'],
		['a username with a space', { username: 'xin ren' }, 'request_invalid'],
		['a short password', { password: '1234567' }, 'password_too_short'],
		['no roles', { roles: [] }, 'request_invalid'],
		['a role that is none', { roles: ['king'] }, 'request_invalid'],
		['the town’s office', { roles: ['town_office'] }, 'request_invalid'],
	])('refuses %s and adds nobody', async (_, change, code) => {
		const before = footprint(office);
		const form = { ...newcomer, username: 'nobody-yet', ...change };
		const reply = await send(office, 'director', path, form);
		expect(reply.refusal?.code).toBe(code);
		expect(grown(before, footprint(office))).toEqual({});
	});

	test('a closed account is out at once and cannot come back', async () => {
		const { username, password } = staff.recorder;
		const id = await idOf(username);
		expect(await may(office.recorder)).toBe(true);
		await edit(id, { active: false });
		expect(await may(office.recorder)).toBe(false);
		expect((await enter(username, password)).status).toBe(403);
		await edit(id, { active: true });
		// The old token stays worthless: only signing in gives a new one.
		expect(await may(office.recorder)).toBe(false);
		expect(await may((await enter(username, password)).body.token)).toBe(true);
	});

	test('a new password ends every token of before', async () => {
		const { username, password } = staff.storekeeper;
		expect(await may(office.storekeeper)).toBe(true);
		await edit(await idOf(username), { password: 'quite another one' });
		expect(await may(office.storekeeper)).toBe(false);
		expect((await enter(username, password)).status).toBe(400);
		expect((await enter(username, 'quite another one')).status).toBe(200);
	});

	test('nobody takes the directorship or the account from himself', async () => {
		const own = await idOf(staff.director.username);
		const before = await list();
		expect((await edit(own, { roles: ['recorder'] })).refusal?.code).toBe('own_role_kept');
		expect((await edit(own, { active: false })).refusal?.code).toBe('own_account_kept');
		expect(await list()).toEqual(before);
		const more = await edit(own, { roles: ['director', 'verifier'] });
		expect(more.status).toBe(200);
	});

	test('of another village are neither seen nor changed', async () => {
		const id = await idOf('xinren');
		const before = await list();
		const reply = await edit(id, { active: false, password: 'taken over!' }, 'otherDirector');
		expect(reply.refusal?.code).toBe('record_unknown');
		const other = await look<{ staff: StaffMember[] }>(office, 'otherDirector', path);
		expect(other.body.staff.map(({ username }) => username)).toEqual(['bailu-director']);
		expect(await list()).toEqual(before);
	});

	test('are seen by the director and the town’s office alone', async () => {
		const { token } = (await enter('xinren', newcomer.password)).body;
		const reply = await ask(office.shop, path, { token });
		expect(reply).toMatchObject({ status: 403, refusal: { code: 'not_allowed' } });
		const named = `${path}?village=${office.shop.village}`;
		expect((await look(office, 'townOffice', named)).status).toBe(200);
	});
});

describe('one’s own password', () => {
	const change = (token: string, old: string, fresh: string) =>
		ask(office.shop, '/api/office/me/password', { token, body: { old, new: fresh } });

	test('changes with the present one, and old tokens end', async () => {
		const { token } = (await enter('xinren', newcomer.password)).body;
		expect((await change(token, 'not this', 'another long one')).refusal?.code).toBe(
			'password_wrong',
		);
		expect((await change(token, newcomer.password, 'short')).refusal?.code).toBe(
			'password_too_short',
		);
		expect((await change(token, newcomer.password, 'another long one')).status).toBe(200);
		expect(await may(token)).toBe(false);
		expect((await enter('xinren', 'another long one')).status).toBe(200);
	});

	test('changed twice at the same moment is changed once, and that one holds', async () => {
		const old = 'another long one';
		const { token } = (await enter('xinren', old)).body;
		const wanted = ['the first of two', 'the second of two'];
		const both = await Promise.all(wanted.map((fresh) => change(token, old, fresh)));
		expect(both.map(({ status }) => status === 200).toSorted()).toEqual([false, true]);
		const held = both.findIndex(({ status }) => status === 200);
		expect((await enter('xinren', wanted[held] ?? '')).status).toBe(200);
		expect((await enter('xinren', wanted[1 - held] ?? '')).status).toBe(400);
	});
});

describe('signing in', () => {
	const clock = (at: number) => office.shop.root.post('/api/stage/clock', { at });
	const wrong = async (username: string, times: number) => {
		let last: Reply | undefined;
		for (let count = 0; count < times; count += 1) last = await enter(username, 'wrong one');
		return last;
	};

	test('five wrong passwords lock a minute, then twice as long, and the right one opens', async () => {
		const { username, password } = staff.townOffice;
		const at = Date.now();
		await clock(at);
		expect((await wrong(username, 4))?.refusal).toBeUndefined();
		expect((await enter(username, password)).status).toBe(200);
		// Signing in forgets what was mistyped before.
		expect((await wrong(username, 5))?.refusal).toBeUndefined();
		expect(await enter(username, password)).toMatchObject({
			status: 400,
			refusal: { code: 'sign_in_locked', seconds: 60 },
		});
		await clock(at + 59_000);
		expect((await enter(username.toUpperCase(), password)).refusal).toMatchObject({ seconds: 1 });
		await clock(at + 61_000);
		expect((await wrong(username, 1))?.refusal).toBeUndefined();
		expect((await enter(username, password)).refusal).toMatchObject({ seconds: 120 });
		await clock(at + 182_000);
		expect((await enter(username, password)).status).toBe(200);
		await clock(0);
	});

	test('a name that nobody has is locked like any other', async () => {
		await clock(Date.now());
		expect((await wrong('nobody-at-all', 5))?.status).toBe(400);
		const sixth = await wrong('nobody-at-all', 1);
		expect(sixth?.refusal).toMatchObject({ code: 'sign_in_locked', seconds: 60 });
		await clock(0);
	});

	test('the lock never lasts longer than a quarter of an hour, and is forgotten in an hour', async () => {
		let at = Date.now();
		await clock(at);
		await wrong('again-and-again', 5);
		for (const seconds of [60, 120, 240, 480, 900, 900]) {
			expect((await wrong('again-and-again', 1))?.refusal).toMatchObject({ seconds });
			at += seconds * 1000 + 1000;
			await clock(at);
			await wrong('again-and-again', 1);
		}
		await clock(at + 900_000 + 3_600_001);
		expect((await wrong('again-and-again', 4))?.refusal).toBeUndefined();
		await clock(0);
	});
});
