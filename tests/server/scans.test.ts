import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePassbookCode, makePassbookNumber } from '#domain/passbook';
import type { HouseholdView, RedemptionFacts } from '#domain/wire';
import { ask, openShop, redeem, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(() => shop.server.stop());

const scanned = (code: unknown, token = shop.kiosk) =>
	ask<{ kind: string; household: HouseholdView; receipt: RedemptionFacts }>(
		shop,
		'/api/shop/scan',
		{ token, body: { code } },
	);
const card = (head: string) => {
	const found = shop.cards.get(head);
	if (!found) throw new Error(`${head} has no card`);
	return found;
};

describe('a passbook', () => {
	test('opens its household, by code and by number', async () => {
		const { code, number } = card('王建国');
		for (const way of [
			code,
			code.toLowerCase(),
			number,
			`${number.slice(0, 4)} ${number.slice(4)}`,
		]) {
			const { body } = await scanned(way);
			expect(body).toMatchObject({
				kind: 'household',
				household: { maskedName: '王＊国', code: '柏03-01-001-6', group: 1, number: 1 },
			});
			expect(body.household.figures).toMatchObject({ total: 182, base: 100, spendable: 82 });
		}
	});

	test('in full-width characters, as a Chinese input method types it', async () => {
		const wide = [...card('王建国').code]
			.map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
			.join('');
		expect((await scanned(wide)).status).toBe(200);
	});

	test('shows its lines: the base first, then what was brought along', async () => {
		const { body } = await scanned(card('王建国').code);
		const lines = body.household.entries.map(({ kind, points, totalAfter }) => [
			kind,
			points,
			totalAfter,
		]);
		expect(lines).toEqual([
			['opening', 82, 182],
			['base', 100, 100],
		]);
	});

	test('names with rare characters are masked by whole characters', async () => {
		const { body } = await scanned(card('何𠮷').code);
		expect(body.household).toMatchObject({ name: '何𠮷', maskedName: '何＊' });
	});

	test('says what is missing below the base', async () => {
		const { body } = await scanned(card('赵大山').code);
		expect(body.household.figures).toMatchObject({ total: 88, spendable: 0, missing: 12 });
	});

	test('its receipt is known by the code it carries', async () => {
		const redemption = await redeem(shop, '王建国', { 香皂: 1 });
		const { body } = await scanned(redemption.body.code);
		// Told from what was at hand then, and read back from what was written now.
		expect(body).toEqual({ kind: 'receipt', receipt: redemption.body });
		expect(JSON.stringify(body)).not.toContain('王建国');
	});
});

describe('a scan is refused:', () => {
	const unknown = makePassbookCode([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
	test.each([
		{ says: 'a link', code: 'https://example.com/C123456789ABCDE', refusal: 'code_foreign' },
		{ says: 'a word', code: 'hello', refusal: 'code_foreign' },
		{ says: 'nothing', code: '', refusal: 'code_foreign' },
		{ says: 'no text', code: 17, refusal: 'request_invalid' },
		{ says: 'half a megabyte', code: 'C'.repeat(60_000), refusal: 'request_invalid' },
		{
			says: 'a damaged code',
			code: unknown.slice(0, -1) + (unknown.endsWith('0') ? '1' : '0'),
			refusal: 'code_damaged',
		},
		{ says: 'a code nobody has', code: unknown, refusal: 'passbook_unknown' },
		{
			says: 'a number nobody has',
			code: makePassbookNumber('7654321'),
			refusal: 'passbook_unknown',
		},
	])('$says', async ({ code, refusal }) => {
		const reply = await scanned(code);
		expect(reply.status).toBe(400);
		expect(reply.refusal?.code).toBe(refusal);
	});

	test('another village: its kiosk learns nothing of the household', async () => {
		const reply = await scanned(card('王建国').code, shop.otherKiosk);
		expect(reply.refusal).toEqual({ code: 'passbook_other_village' });
		expect(reply.text).not.toContain('王');
	});

	test('a replaced passbook, the moment it is replaced', async () => {
		const { code, household } = card('陈远');
		await shop.director.post('/api/office/passbooks/replace', {
			requestKey: 'replace-the-passbook-of-chen',
			household,
			reason: '遗失',
		});
		expect((await scanned(code)).refusal).toEqual({ code: 'passbook_replaced' });
	});

	test('five unknown codes in a minute make the kiosk wait', async () => {
		const token = shop.otherKiosk;
		for (let tries = 0; tries < 5; tries += 1) await scanned(unknown, token);
		const sixth = await scanned(unknown, token);
		expect(sixth.refusal?.code).toBe('scan_locked');
		expect(sixth.refusal?.['seconds']).toBeGreaterThan(20);
		expect((await scanned(card('王建国').code)).status).toBe(200);
	});
});
