import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePassbookCode, makeReceiptCode } from '#domain/passbook';
import { clientWith } from '#start/demo/client';
import { expectNo, type BadRow } from './bad-rows.ts';
import { nobody, openTill, type Till } from './bad-till.ts';
import { deviceToken } from './own-tokens.ts';
import { ask, redeem } from './shop.ts';

const places = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

let till: Till;
beforeAll(async () => {
	till = await openTill();
});
afterAll(() => till.close());

describe('a passbook:', () => {
	const code = makePassbookCode(places);
	const rows: readonly BadRow[] = [
		{
			says: 'nobody has it',
			sends: () => till.shows(code),
			code: 'passbook_unknown',
			zh: '找不到这本存折',
			en: 'This passbook was not found',
		},
		{
			says: 'one character is damaged',
			sends: () => till.shows(code.slice(0, -1) + (code.endsWith('0') ? '1' : '0')),
			code: 'code_damaged',
			zh: '码没看清',
			en: 'The code could not be read',
		},
		{
			says: 'it is a link from an advertisement',
			sends: () => till.shows('https://example.com/C123456789ABCDE'),
			code: 'code_foreign',
			zh: '这不是存折上的码',
			en: 'This is not a passbook code',
		},
		{
			says: 'it is another village’s',
			sends: () => till.shows(till.otherCards.get('王建国')?.code),
			code: 'passbook_other_village',
			zh: '这是别的村的存折',
			en: 'This passbook is from another village',
		},
		{
			says: 'it was replaced this minute',
			meanwhile: () =>
				till.office('passbooks/replace', {
					household: till.cards['李秀芳']?.household,
					reason: '丢了',
				}),
			sends: () => till.shows(till.cards['李秀芳']?.code),
			code: 'passbook_replaced',
			zh: '这本存折已经换过新的',
			en: 'This passbook was replaced',
		},
		{
			says: 'it was replaced between the scan and the tap',
			sends: () => till.wants([till.line()], { passbook: till.passbooks['李秀芳'] }),
			code: 'passbook_replaced',
			zh: '这本存折已经换过新的',
			en: 'This passbook was replaced',
		},
		{
			says: 'it is not in the books at all',
			sends: () => till.wants([till.line()], { passbook: nobody }),
			code: 'passbook_unknown',
			zh: '找不到这本存折',
			en: 'This passbook was not found',
		},
		{
			says: 'a kiosk redeems with another village’s',
			sends: () => till.wants([till.line()], { token: till.shop.otherKiosk }),
			code: 'passbook_other_village',
			zh: '这是别的村的存折',
			en: 'This passbook is from another village',
		},
		{
			says: 'a receipt that nobody was given',
			sends: () => till.shows(makeReceiptCode(places)),
			code: 'receipt_unknown',
			zh: '找不到这张小票',
			en: 'This receipt was not found',
		},
		{
			says: 'a receipt of another village',
			sends: async () => {
				const read = 'SELECT code FROM redemptions LIMIT 1';
				return till.shows(String(till.watched.witness.read(read)), till.shop.otherKiosk);
			},
			meanwhile: () => redeem(till.shop, '王建国', { 香皂: 1 }),
			code: 'receipt_other_village',
			zh: '这是别的村的小票',
			en: 'This receipt is from another village',
		},
	];
	test.each(rows)('$says', (row) => expectNo(till.watched, row));
});

describe('a household:', () => {
	const stands = (head: string, standing: string) =>
		till.watched.witness.write(
			'UPDATE households SET standing = ? WHERE id = ?',
			standing,
			till.cards[head]?.household ?? '',
		);
	const rows: readonly BadRow[] = [
		{
			says: 'it is barred in this cycle',
			meanwhile: async () => stands('何𠮷', 'barred'),
			sends: () => till.wants([till.line()], { passbook: till.passbooks['何𠮷'] }),
			code: 'household_barred',
			zh: '这一户本周期暂停兑换',
			en: 'This household cannot redeem in this cycle',
		},
		{
			says: 'its total is below the base',
			sends: () => till.wants([till.line()], { passbook: till.passbooks['赵大山'] }),
			code: 'total_below_base',
			zh: '还差 17 分',
			en: '17 points short',
		},
		{
			says: 'it may spend less than the basket costs',
			sends: () =>
				till.wants([till.line({ product: till.product('大米 5kg'), quantity: 3, pointsEach: 32 })]),
			code: 'spendable_too_low',
			zh: '还差 19 分',
			en: '19 points short',
		},
		{
			says: 'it moved out this minute and shows its passbook',
			meanwhile: async () => {
				const household = till.cards['何𠮷']?.household;
				stands('何𠮷', 'good');
				await till.office(`households/${household}/move-out`, {
					version: 1,
					closesPassbook: true,
				});
			},
			sends: () => till.shows(till.cards['何𠮷']?.code),
			code: 'household_moved_out',
			zh: '这一户已经迁出，不能换',
			en: 'This household has moved out',
		},
		{
			says: 'it moved out between the scan and the tap',
			sends: () => till.wants([till.line()], { passbook: till.passbooks['何𠮷'] }),
			code: 'passbook_closed',
			zh: '这本存折停用了',
			en: 'This passbook is closed',
		},
	];
	test.each(rows)('$says', (row) => expectNo(till.watched, row));

	test('one that is away is refused nothing', async () => {
		const reply = await till.wants([till.line()], { passbook: till.passbooks['陈远'] });
		expect(reply.status).toBe(200);
	});
});

describe('whoever asks:', () => {
	const unknown = {
		status: 401,
		code: 'device_unknown',
		zh: '后台不认得这台机器',
		en: 'The server does not know this kiosk',
	};
	const by = (token: () => string) => () => till.wants([till.line()], { token: token() });
	const pairs = () => ask(till.shop, '/api/devices/pair', { body: { code: 'BCDFGHJK' } });
	let revoked = '';
	const rows: readonly BadRow[] = [
		{ says: 'has no token', sends: by(() => ''), ...unknown },
		{ says: 'has something that is no token', sends: by(() => 'x.y.z'), ...unknown },
		{
			says: 'has a token that another key signed',
			sends: by(() => `${till.shop.kiosk.slice(0, -43)}${'A'.repeat(43)}`),
			...unknown,
		},
		{
			says: 'has a token that ended a minute ago',
			sends: by(() =>
				deviceToken(till.watched.witness, till.shop.kioskDevice, Date.now() - 60_000),
			),
			...unknown,
		},
		{
			says: 'is a kiosk that was revoked meanwhile',
			meanwhile: async () => {
				const { id, code } = (await till.office('devices', { name: '旧的', kind: 'kiosk' })) as {
					id: string;
					code: string;
				};
				const paired = await clientWith(till.shop.server.url).post('/api/devices/pair', { code });
				revoked = (paired as { token: string }).token;
				await till.office(`devices/${id}/revoke`);
			},
			sends: by(() => revoked),
			...unknown,
		},
		{ says: 'is a print agent', sends: by(() => till.shop.agent), ...unknown },
		{ says: 'is a person', sends: by(() => till.director), ...unknown },
		{
			says: 'tries more pairing codes in a minute than anybody can type',
			meanwhile: async () => {
				for (let tries = 0; tries < 20; tries += 1) await pairs();
			},
			sends: () => pairs(),
			status: 429,
			code: '',
			zh: '试得太快了',
			en: 'Too many tries',
		},
		{
			says: 'tries a pairing code that nobody was given',
			meanwhile: () => till.shop.server.restart(),
			sends: () => pairs(),
			code: 'pairing_code_wrong',
			zh: '登记码不对',
			en: 'The pairing code is wrong',
		},
		{
			says: 'is a kiosk where a person is asked for',
			sends: () => ask(till.shop, '/api/office/staff', { token: till.shop.kiosk }),
			screen: 'office',
			status: 401,
			code: 'staff_unknown',
			zh: '',
			en: '',
		},
	];
	test.each(rows)('$says', (row) => expectNo(till.watched, row));

	test('a token that ends in a minute still opens the shelf', async () => {
		const token = deviceToken(till.watched.witness, till.shop.kioskDevice, Date.now() + 60_000);
		expect((await ask(till.shop, '/api/shop/shelf', { token })).status).toBe(200);
	});
});

describe('whoever signs in with', () => {
	const signIn = (raw: string) =>
		ask(till.shop, '/api/collections/staff/auth-with-password', { raw });
	const who = (identity: unknown, password: unknown) => JSON.stringify({ identity, password });
	const rows: readonly (readonly [string, string])[] = [
		['a name that nobody has', who('nobody', 'demo-only-director')],
		['the right name and another password', who('zhouwenbin', 'demo-only-other')],
		['half a character', who('zhou\ud800', 'demo-only-director')],
		['a zero character', who('zhouwenbin\u0000', 'demo-only-director')],
		['SQL', who("' OR 1=1 --", "' OR 1=1 --")],
		['a name of 60 kilobytes', who('x'.repeat(60_000), 'demo-only-director')],
		['a password of 60 kilobytes', who('zhouwenbin', 'x'.repeat(60_000))],
		['numbers', who(1, 2 ** 53)],
		['lists', who([], [])],
		['nothing', who(null, null)],
		['half a body', '{"identity":"zhou'],
		['no object', '[]'],
	];
	test.each(rows)('%s is not let in, and nothing but the try is noted', async (_says, raw) => {
		const { sign_in_failures: _before, ...before } = till.watched.witness.truth();
		const reply = await signIn(raw);
		expect([reply.status, reply.refusal]).toEqual([400, undefined]);
		expect(reply.text).not.toContain('token');
		const { sign_in_failures: _after, ...after } = till.watched.witness.truth();
		expect(after).toEqual(before);
	});
});
