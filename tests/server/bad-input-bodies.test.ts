import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNo, type BadRow } from './bad-rows.ts';
import { nobody, openTill, type Till } from './bad-till.ts';
import { halfAsked, halfSent, sendAndVanish } from './raw-http.ts';
import { ask, redeem } from './shop.ts';

const path = '/api/shop/redemptions';

let till: Till;
beforeAll(async () => {
	till = await openTill();
});
afterAll(() => till.close());

/** A redemption as text, with one piece of it written otherwise. */
const written = (was: string, is: string) => {
	const passbook = till.passbooks['王建国'];
	const body = { requestKey: randomUUID(), passbook, lines: [till.line()] };
	return JSON.stringify(body).replace(was, is);
};
const raw = (text: () => string, type = 'application/json') => ({
	sends: () => ask(till.shop, path, { token: till.shop.kiosk, raw: text(), type }),
});

describe('at the till, a body that', () => {
	const unreadable = {
		code: 'request_unreadable',
		// Nothing was decided about it, so the kiosk says so and asks again.
		zh: '后台出了毛病',
		en: 'The server has a fault',
	};
	const invalid = {
		code: 'request_invalid',
		zh: '送出去的内容不对',
		en: 'What was sent is not right',
	};
	const foreign = {
		code: 'code_foreign',
		zh: '这不是存折上的码',
		en: 'This is not a passbook code',
	};
	// Announced, and refused before it is read; bad-input-huge sends them.
	const announced = (bytes: number) => () =>
		halfAsked(till.shop.server, {
			path,
			token: till.shop.kiosk,
			body: '{"requestKey":"',
			length: bytes,
		});
	const tooLarge = { status: 413, code: '', zh: '后台出了毛病', en: 'The server has a fault' };
	const rows: readonly BadRow[] = [
		{ says: 'breaks off', ...raw(() => written('}]}', '')), ...unreadable },
		{ says: 'is no JSON', ...raw(() => 'hello'), ...unreadable },
		{ says: 'is a list', ...raw(() => '[]'), ...unreadable },
		{ says: 'is nothing at all', ...raw(() => 'null'), ...unreadable },
		{ says: 'is a text', ...raw(() => '"redeem"'), ...unreadable },
		{ says: 'says NaN', ...raw(() => written('"quantity":1', '"quantity":NaN')), ...unreadable },
		{
			says: 'says 1e999',
			...raw(() => written('"quantity":1', '"quantity":1e999')),
			...unreadable,
		},
		{
			says: 'lies deeper than anybody reads',
			...raw(() => written('[{', `${'['.repeat(20_000)}{`)),
			...unreadable,
		},
		{ says: 'is XML', ...raw(() => '<redeem/>', 'application/xml'), ...unreadable },
		{ says: 'is said to be a picture', ...raw(() => written('', ''), 'image/png'), ...unreadable },
		{ says: 'is empty', ...raw(() => ''), ...invalid },
		{ says: 'leaves the lines out', ...raw(() => written('"lines"', '"line"')), ...invalid },
		{ says: 'has a line that is a number', ...raw(() => written('[{', '[7,{')), ...invalid },
		{
			says: 'counts in words',
			...raw(() => written('"quantity":1', '"quantity":"1"')),
			...invalid,
		},
		{
			says: 'counts in lists',
			...raw(() => written('"quantity":1', '"quantity":[1]')),
			...invalid,
		},
		{
			says: 'names the same field twice, the second time wrong',
			...raw(() => written('"quantity":1', '"quantity":1,"quantity":null')),
			...invalid,
		},
		{
			says: 'would rewrite what every object inherits',
			...raw(() => written('"lines"', '"__proto__":{"lines":[]},"line"')),
			...invalid,
		},
		{
			says: 'has ten thousand lines without anything in them',
			sends: () => till.wants(Array.from({ length: 10_000 }, () => ({}))),
			...invalid,
		},
		{ says: 'is said to have a megabyte', sends: announced(1024 * 1024), ...tooLarge },
		{ says: 'is said to have 20 megabytes', sends: announced(20 * 1024 * 1024), ...tooLarge },
		{ says: 'has a code of 60 kilobytes', sends: () => till.shows('C'.repeat(60_000)), ...invalid },
		{ says: 'has a number for a code', sends: () => till.shows(2 ** 53), ...invalid },
		{ says: 'has half a character for a code', sends: () => till.shows('\ud800'), ...foreign },
		{
			says: 'has control characters for a code',
			sends: () => till.shows('C\u0000\u001b[2J\u0007'),
			...foreign,
		},
		{
			says: 'has seen a price of two to the 53rd',
			sends: () => till.wants([till.line({ pointsEach: 2 ** 53 })]),
			code: 'price_changed',
			zh: '香皂现在是 5 分',
			en: 'Toilet soap now costs 5 points',
		},
	];
	test.each(rows)('$says', (row) => expectNo(till.watched, row));
});

describe('in the office, a form with', () => {
	const sends = (where: string, form: object, desk: 'director' | 'townOffice' = 'director') => ({
		screen: 'office' as const,
		sends: () =>
			ask(till.shop, `/api/office/${where}`, {
				token: till[desk],
				body: { requestKey: randomUUID(), ...form },
			}),
	});
	const not = (zh: string, en: string) => ({
		code: 'request_invalid',
		zh: `有一项没有填对：${zh}`,
		en: `One field is not right: ${en}`,
	});
	const person = {
		name: '新人',
		username: 'xinren',
		password: 'demo-only-new',
		roles: ['recorder'],
	};
	const village = { name: '白鹭二村', number: 9, groups: 2, fenPerPoint: 100 };
	const rows: readonly BadRow[] = [
		{
			says: 'half a character',
			...sends('devices', { name: '门口\ud800', kind: 'kiosk' }),
			...not('名字', 'name'),
		},
		{
			says: 'a control character',
			...sends('devices', { name: '门口\u0007', kind: 'kiosk' }),
			...not('名字', 'name'),
		},
		{
			says: 'more characters than fit',
			...sends('devices', { name: '门'.repeat(41), kind: 'kiosk' }),
			...not('名字', 'name'),
		},
		{
			says: 'a role that is none',
			...sends('staff', { ...person, roles: ['king'] }),
			...not('岗位', 'roles'),
		},
		{
			says: 'a username of one character',
			...sends('staff', { ...person, username: '𠮷' }),
			...not('用户名', 'username'),
		},
		{
			says: 'a password that is longer than can be kept',
			...sends('staff', { ...person, password: '密'.repeat(24) }),
			code: 'password_too_long',
			zh: '密码太长了：最多 71 个字母或 23 个汉字',
			en: 'The password is too long: 71 letters or 23 Chinese characters at most',
		},
		{
			says: 'a password of four wide characters',
			...sends('staff', { ...person, password: '𠮷𠮷𠮷𠮷' }),
			code: 'password_too_short',
			zh: '密码至少 8 个字',
			en: 'A password has at least 8 characters',
		},
		{
			says: 'a day that no calendar has',
			...sends('settings', { version: 1, fromDay: '2027-02-30' }),
			...not('生效日期', 'from day'),
		},
		{
			says: 'a price of two to the 53rd',
			...sends('products', {
				name: '盆',
				unit: '个',
				section: 'other',
				referencePriceFen: 2 ** 53,
			}),
			...not('参考价', 'reference price fen'),
		},
		{
			says: 'ten thousand lines of stock',
			...sends('stock/opening', {
				lines: Array.from({ length: 10_000 }, () => ({ product: nobody })),
			}),
			...not('表格里的行（可能一次太多）', 'lines'),
		},
		...[0, -1, 0.5, 2 ** 53, 1e308, '7', null].map((quantity) => ({
			says: `${quantity} of a thing`,
			...sends('stock/opening', { lines: [{ product: nobody, quantity }] }),
			...not('表格里的行（可能一次太多）', 'lines'),
		})),
		{
			says: 'a director whose username somebody has',
			...sends(
				'villages',
				{ newVillage: village, director: { ...person, username: 'ZhouWenBin' } },
				'townOffice',
			),
			code: 'username_taken',
			zh: '这个用户名已经有人用了，请换一个',
			en: 'This username is taken. Please choose another',
		},
	];
	test.each(rows)('$says', (row) => expectNo(till.watched, row));
});

describe('cut off', () => {
	const request = (requestKey: string) => ({
		path,
		token: till.shop.kiosk,
		body: JSON.stringify({
			requestKey,
			passbook: till.passbooks['陈远'],
			lines: [till.line()],
		}),
	});
	const timesDone = (requestKey: string) =>
		till.watched.witness.read(
			"SELECT COUNT(*) FROM ledger_entries WHERE kind = 'redemption' AND request_key = ?",
			requestKey,
		);
	const again = (requestKey: string) => {
		const passbook = till.passbooks['陈远'] ?? '';
		return redeem(till.shop, '陈远', { 香皂: 1 }, { key: requestKey, passbook });
	};

	test('in the middle of the body, nothing is done; whole, it goes through once', async () => {
		const requestKey = randomUUID();
		const whole = request(requestKey);
		const before = till.watched.witness.truth();
		const half = { ...whole, body: whole.body.slice(0, 60), length: whole.body.length };
		const reply = await halfAsked(till.shop.server, half);
		expect([reply.status, reply.refusal?.code]).toEqual([400, 'request_unreadable']);
		for (const share of [0.2, 0.5, 0.9, 0.99]) {
			await sendAndVanish(till.shop.server, whole, share);
		}
		expect(till.watched.witness.truth()).toEqual(before);
		expect((await again(requestKey)).status).toBe(200);
		expect(timesDone(requestKey)).toBe(1);
	});

	test('after the body, it is done once or not at all; asked again, it is done once', async () => {
		for (let tries = 0; tries < 5; tries += 1) {
			const requestKey = randomUUID();
			await sendAndVanish(till.shop.server, request(requestKey), 1);
			expect((await again(requestKey)).status).toBe(200);
			expect(timesDone(requestKey)).toBe(1);
		}
	});

	test('half a body does not even take goods off hold', async () => {
		const soap = `products/${till.product('香皂')}`;
		await till.office(`${soap}/suspend`, { reason: '包装破了' });
		const before = till.watched.witness.truth();
		const resume = { path: `/api/office/${soap}/resume`, token: till.director };
		const reply = await halfAsked(till.shop.server, { ...resume, body: '{"', length: 20 });
		expect(reply.refusal?.code).toBe('request_unreadable');
		expect(till.watched.witness.truth()).toEqual(before);
	});

	test.each(['/api/shop/scan', '/api/office/me', '/api/health', '/'])(
		'what is left of a body for %s is not taken for a request of its own',
		async (address) => {
			// Go drops a quarter of a megabyte of it by itself.
			const hidden = 'GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';
			const body = `${'C'.repeat(256 * 1024)}${hidden}`;
			const rest = { path: address, token: till.shop.kiosk, body, length: 900_000 };
			const answers = (await halfSent(till.shop.server, rest)).match(/HTTP\/1\.1 \d+/g);
			expect(answers).toHaveLength(1);
		},
	);
});
