import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Route } from 'playwright/test';
import { makePassbookCode, plainCode } from '#domain/passbook';
import { zh } from '#kiosk/lib/words/zh.ts';
import { openShop, redeem, scan, type Shop } from '../server/shop.ts';
import { cardPicture, filmFlags, writeFilm } from './camera.ts';
import { expect, outOfSightMs, test, type Till } from './till.ts';

let shop: Shop;
let films: string;
test.beforeAll(async () => {
	shop = await openShop();
	films = mkdtempSync(join(tmpdir(), 'love-films-'));
});
test.afterAll(async () => {
	rmSync(films, { recursive: true });
	await shop.server.stop();
});

const codeOf = (head: string) => shop.cards.get(head)?.code ?? '';
const camera = { width: 1280, height: 720 };

/** The sentence of a refusal whose figures do not matter. */
function sentence(code: 'code_damaged' | 'code_foreign' | 'passbook_replaced' | OtherVillage) {
	const none = {
		left: 0,
		missing: 0,
		makeUpFirst: 0,
		cost: 0,
		spendable: 0,
		pointsEach: 0,
		most: 0,
		seconds: 0,
	};
	return zh.refusals[code]({ product: '', name: '', ...none }).what;
}
type OtherVillage = 'passbook_other_village' | 'passbook_unknown';

async function expectHomeOf(head: string, till: Till): Promise<void> {
	const { maskedName } = await scan(shop, head);
	await expect(till.page.getByText(till.words.home.household(maskedName))).toBeVisible();
}

test.describe('the camera', () => {
	for (const pxPerModule of [4, 3]) {
		test(`reads a passbook of ${pxPerModule} px a module`, async ({ openTill }) => {
			const film = join(films, `${pxPerModule}.y4m`);
			const held = [-5, 2, 7].map((turnDeg) => ({ text: codeOf('王建国'), turnDeg }));
			writeFilm(
				film,
				held.map((view) => cardPicture({ ...view, ...camera, pxPerModule })),
			);
			const browser = await startBrowser(filmFlags(film));
			const till = await openTill(shop, { browser, leave: ['camera'] });
			await expectHomeOf('王建国', till);
			expect(await till.taps()).toBe(0);
			await browser.close();
		});
	}

	test('is denied: the screen says so, and number pad and hand scanner do', async ({
		openTill,
	}) => {
		const film = join(films, 'denied.y4m');
		writeFilm(film, [cardPicture({ text: codeOf('王建国'), pxPerModule: 5, ...camera })]);
		const [device = '', file = ''] = filmFlags(film);
		const browser = await startBrowser([device, file]);
		const till = await openTill(shop, { browser });
		await till.tap(new RegExp(till.words.attract.ask));
		await expect(till.page.getByText(till.words.help.noCameraBelow)).toBeVisible();
		for (const digit of shop.cards.get('王建国')?.number ?? '') await till.tap(digit);
		await expectHomeOf('王建国', till);
		await till.tap(till.words.home.leave);
		await till.home(codeOf('李秀芳'));
		await expectHomeOf('李秀芳', till);
		await browser.close();
	});
});

test('the number pad: 8 digits under the code open the household', async ({ openTill }) => {
	const till = await openTill(shop);
	await till.tap(new RegExp(till.words.attract.ask));
	const number = shop.cards.get('何𠮷')?.number ?? '';
	expect(number).toMatch(/^\d{8}$/);
	await till.tap('5');
	await till.tap(till.words.help.erase);
	for (const digit of number) await till.tap(digit);
	await expectHomeOf('何𠮷', till);
});

test('a wrong digit on the number pad asks for a second look', async ({ openTill }) => {
	const till = await openTill(shop);
	await till.tap(new RegExp(till.words.attract.ask));
	const number = shop.cards.get('何𠮷')?.number ?? '';
	const wrong = number.slice(0, 7) + ((Number(number[7]) + 1) % 10);
	for (const digit of wrong) await till.tap(digit);
	await expect(till.page.getByRole('dialog')).toContainText(sentence('code_damaged'));
});

test('the hand scanner with Caps Lock on', async ({ openTill }) => {
	const till = await openTill(shop);
	await till.page.keyboard.press('CapsLock');
	await till.home(codeOf('王建国').toLowerCase());
	await expectHomeOf('王建国', till);
});

test.describe('a passbook that is not taken says why:', () => {
	const say = async (till: Till, code: string, sayings: string) => {
		await till.scan(code);
		await expect(till.page.getByRole('dialog')).toContainText(sayings);
		await expect(till.page.getByText(till.words.home.spendable)).toHaveCount(0);
	};

	test('damaged', async ({ openTill }) => {
		const code = codeOf('王建国');
		const worn = code.slice(0, -1) + (code.endsWith('0') ? '1' : '0');
		await say(await openTill(shop), worn, sentence('code_damaged'));
	});

	test('foreign', async ({ openTill }) => {
		await say(await openTill(shop), '6901234567892', sentence('code_foreign'));
	});

	test('unknown', async ({ openTill }) => {
		const nobodys = makePassbookCode([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
		await say(await openTill(shop), nobodys, sentence('passbook_unknown'));
	});

	test('replaced', async ({ openTill }) => {
		const { code, household } = shop.cards.get('陈远') ?? { code: '', household: '' };
		await shop.director.post('/api/office/passbooks/replace', {
			requestKey: 'replace-the-passbook-of-chen',
			household,
			reason: '遗失',
		});
		await say(await openTill(shop), code, sentence('passbook_replaced'));
	});

	test('from another village', async ({ openTill }) => {
		const till = await openTill(shop, { token: shop.otherKiosk });
		await say(till, codeOf('王建国'), sentence('passbook_other_village'));
		expect(await till.text()).not.toContain('王');
	});
});

test("a scanner's Enter presses nothing", async ({ openTill }) => {
	const till = await openTill(shop);
	await till.toConfirm(codeOf('王建国'), '香皂');
	const before = await scan(shop, '王建国');
	await till.page.getByRole('button', { name: till.words.confirm.redeem }).focus();
	await till.scan('6901234567892');
	await expect(till.page.getByRole('dialog')).toContainText(sentence('code_foreign'));
	await till.tap(till.words.yes);
	await till.page.getByRole('button', { name: till.words.confirm.redeem }).focus();
	await till.page.waitForTimeout(outOfSightMs);
	const answered = till.page.waitForResponse('**/api/shop/scan');
	await till.scan(codeOf('王建国'));
	await answered;
	await expect(till.page.getByText(till.words.confirm.after)).toBeVisible();
	expect((await scan(shop, '王建国')).figures).toEqual(before.figures);
});

test.describe('while goods are chosen', () => {
	test('the same passbook changes nothing', async ({ openTill }) => {
		const till = await openTill(shop);
		await till.toConfirm(codeOf('王建国'), '香皂');
		await till.page.waitForTimeout(outOfSightMs);
		const answered = till.page.waitForResponse('**/api/shop/scan');
		await till.scan(codeOf('王建国'));
		await answered;
		await expect(till.page.getByText(till.words.confirm.after)).toBeVisible();
		await expect(till.page.getByRole('dialog')).toHaveCount(0);
	});

	test('another passbook asks before it takes over', async ({ openTill }) => {
		const till = await openTill(shop);
		await till.toConfirm(codeOf('王建国'), '香皂');
		await till.scan(codeOf('何𠮷'));
		const dialog = till.page.getByRole('dialog', { name: till.words.switching.title });
		await till.tap(till.words.switching.stay);
		await expect(dialog).toHaveCount(0);
		await expect(till.page.getByText(till.words.confirm.after)).toBeVisible();

		await till.page.waitForTimeout(outOfSightMs);
		await till.scan(codeOf('何𠮷'));
		await till.tap(till.words.switching.go);
		await expectHomeOf('何𠮷', till);
		await till.tap(till.words.home.choose);
		await expect(till.page.getByText(till.words.goods.basketEmpty)).toBeVisible();
	});

	test('another passbook whose answer comes late asks as well', async ({ openTill }) => {
		const till = await openTill(shop);
		await till.home(codeOf('王建国'));
		const held: Route[] = [];
		await till.page.route('**/api/shop/scan', (route) => void held.push(route));
		await till.scan(codeOf('何𠮷'));
		await expect.poll(() => held.length).toBe(1);
		await till.gather('香皂');
		await held[0]?.continue();
		await expect(till.page.getByRole('dialog', { name: till.words.switching.title })).toBeVisible();
		await till.tap(till.words.switching.stay);
		await expect(till.page.getByText(till.words.confirm.after)).toBeVisible();
	});

	test('a passbook whose answer comes when its villager has left opens for nobody', async ({
		openTill,
	}) => {
		const { page, words, ...till } = await openTill(shop);
		await till.home(codeOf('王建国'));
		const held: Route[] = [];
		await page.route('**/api/shop/scan', (route) => void held.push(route));
		await till.scan(codeOf('何𠮷'));
		await expect.poll(() => held.length).toBe(1);
		await till.tap(words.home.leave);
		await expect(page.getByText(words.attract.reading)).toBeVisible();
		await held[0]?.continue();
		await page.unroute('**/api/shop/scan');
		// It was read, and the next one is.
		await till.home(codeOf('李秀芳'));
	});

	test("a slip's code waits for its turn", async ({ openTill }) => {
		const { body } = await redeem(shop, '何𠮷', { 香皂: 1 });
		const till = await openTill(shop);
		await till.toConfirm(codeOf('王建国'), '香皂');
		await till.scan(body.code);
		await expect(till.page.getByRole('dialog')).toContainText(till.words.trouble.finishFirst.next);
	});
});

test("a slip's QR code is known again, without the whole name", async ({ openTill }) => {
	const { body } = await redeem(shop, '何𠮷', { 香皂: 1 });
	const till = await openTill(shop);
	await expect(till.page.getByText(till.words.attract.ask)).toBeVisible();
	await till.scan(plainCode(body.code));
	await expect(till.page.getByText(till.words.receipt.genuine)).toBeVisible();
	await expect(till.page.getByText(body.number)).toBeVisible();
	await expect(till.page.getByText(body.chainCode)).toBeVisible();
	expect(await till.text()).not.toContain('何𠮷');
});

function startBrowser(flags: readonly string[]) {
	const executablePath = process.env['LOVE_CHROMIUM'] ?? '/usr/bin/chromium';
	return chromium.launch({ executablePath, args: ['--no-sandbox', ...flags] });
}
