import type { Page } from 'playwright/test';
import { openShop, redeem, scan, type Shop } from '../server/shop.ts';
import { copied, householdsKept } from './kept-copy.ts';
import { expect, outOfSightMs, test, type Till } from './till.ts';

let shop: Shop;
test.beforeAll(async () => {
	shop = await openShop();
});
test.afterAll(() => shop.server.stop());

const card = (head: string) => shop.cards.get(head) ?? { code: '', number: '' };
const home = ({ page, words }: Till) => page.getByText(words.line.copiedSpendable);

test('the last known figures stand on the screen with their age', async ({ openTill }) => {
	const till = await openTill(shop, { before: (page) => page.clock.install() });
	const { page, words } = till;
	const { figures, name, maskedName } = await scan(shop, '王建国');
	await copied(page);
	await cut(page);
	await page.clock.fastForward(25 * 60_000);
	await expect(page.getByText(words.line.down)).toBeVisible();
	await till.scan(card('王建国').code);
	await expect(home(till)).toBeVisible();
	await expect(page.getByText(words.line.copied(25))).toBeVisible();
	await expect(page.getByText(words.home.household(maskedName))).toBeVisible();
	await expect(page.locator('.number b')).toHaveText(String(figures.spendable));
	expect(await page.content()).not.toContain(name);
	await till.tap(words.home.record);
	await expect(page.getByText(words.line.copiedRecord)).toBeVisible();
});

test('a number typed while the line is down is not known, and the screen says that the code is', async ({
	openTill,
}) => {
	const till = await openTill(shop);
	const { page, words } = till;
	await copied(page);
	await cut(page);
	await expect(page.getByText(words.line.down)).toBeVisible();
	await enterNumber(till, card('王建国').number);
	const { what, next } = words.trouble.causes.number_needs_line;
	await expect(page.getByRole('dialog')).toContainText(what);
	await expect(page.getByRole('dialog')).toContainText(next);
	await page.getByRole('dialog').getByRole('button').click();
	await till.scan(card('王建国').code);
	await expect(home(till)).toBeVisible();
	await mend(page);
});

test('goods can be looked at, and spending waits until the line is back', async ({ openTill }) => {
	const till = await openTill(shop);
	const { page, words } = till;
	const before = (await scan(shop, '何𠮷')).figures;
	await copied(page);
	await cut(page);
	await till.scan(card('何𠮷').code);
	await expect(home(till)).toBeVisible();
	await till.tap(words.home.choose);
	await till.choose('香皂');
	await expect(page.getByRole('button', { name: words.goods.lineDown })).toBeDisabled();
	// Meanwhile another kiosk sells to the same household.
	await redeem(shop, '何𠮷', { 香皂: 2 });
	await mend(page);
	await till.tap(words.goods.ready);
	await expect(page.getByText(words.confirm.title)).toBeVisible();
	const facts = await till.redeem();
	expect(facts.spendableBefore).toBe(before.spendable - 10);
	expect(facts.spendableAfter).toBe(before.spendable - 15);
});

test('what was redeemed a moment ago is known when the line falls right after', async ({
	openTill,
}) => {
	const till = await openTill(shop);
	const { page, words } = till;
	await copied(page);
	await till.toConfirm(card('王建国').code, '香皂');
	const facts = await till.redeem();
	await expect(page.getByText(words.done.title)).toBeVisible();
	await cut(page);
	await page.waitForTimeout(outOfSightMs);
	await till.scan(card('王建国').code);
	await expect(page.locator('.number b')).toHaveText(String(facts.spendableAfter));
	await mend(page);
});

test('a passbook that was replaced meanwhile is named as soon as the line is back', async ({
	openTill,
}) => {
	const till = await openTill(shop);
	const { page, words } = till;
	await copied(page);
	await cut(page);
	await till.scan(card('陈远').code);
	await expect(home(till)).toBeVisible();
	await shop.director.post('/api/office/passbooks/replace', {
		requestKey: 'replaced-while-the-line-was-down',
		household: shop.cards.get('陈远')?.household,
		reason: '丢失',
	});
	await mend(page);
	const replaced = words.refusals.passbook_replaced(noFigures).what;
	await expect(page.getByRole('dialog')).toContainText(replaced);
	await expect(page.getByText(words.attract.ask)).toBeVisible();
});

test('a passbook of another village is not shown, and the screen says what is the matter', async ({
	openTill,
}) => {
	const till = await openTill(shop, { token: shop.otherKiosk });
	const { page, words } = till;
	await copied(page, 0);
	await cut(page);
	await till.scan(card('王建国').code);
	await expect(page.getByRole('dialog')).toContainText(words.trouble.causes.no_network.what);
	await expect(home(till)).toHaveCount(0);
});

test('the page opens without a server, with goods and figures, and settles when it is back', async ({
	openTill,
}) => {
	const own = await openShop();
	const till = await openTill(own, { keepsPage: true });
	const { page, words } = till;
	await copied(page);
	await page.evaluate(() => navigator.serviceWorker.ready);
	await page.reload();
	await expect(page.getByText(words.attract.ask)).toBeVisible();
	await own.server.kill();
	await page.reload();
	await expect(page.getByText(words.line.down)).toBeVisible();
	await till.scan(own.cards.get('王建国')?.code ?? '');
	await expect(home(till)).toBeVisible();
	await till.tap(words.home.choose);
	await till.choose('香皂');
	await own.server.restart();
	await till.tap(words.goods.ready);
	expect((await till.redeem()).cost).toBe(5);
	await own.server.stop();
});

test('a kiosk that was revoked forgets the village', async ({ openTill }) => {
	const till = await openTill(shop);
	const { page, words } = till;
	await copied(page);
	await shop.director.post(`/api/office/devices/${shop.kioskDevice}/revoke`, {
		requestKey: 'revoked-and-forgotten-1',
		reason: '换新机器',
	});
	await page.evaluate(() => window.dispatchEvent(new Event('online')));
	await expect(page.getByText(words.pairing.title)).toBeVisible();
	await expect.poll(() => householdsKept(page)).toBe(-1);
});

const noFigures = {
	product: '',
	name: '',
	left: 0,
	missing: 0,
	makeUpFirst: 0,
	cost: 0,
	spendable: 0,
	pointsEach: 0,
	most: 0,
	seconds: 0,
};

/** The number pad, key by key. */
async function enterNumber(till: Till, number: string): Promise<void> {
	await till.tap(new RegExp(till.words.attract.ask));
	for (const digit of number) await till.tap(digit);
}

async function cut(page: Page): Promise<void> {
	await page.route('**/api/**', (route) => route.abort('internetdisconnected'));
	// The browser says that something changed; the kiosk asks the server at once.
	await page.evaluate(() => window.dispatchEvent(new Event('online')));
}

async function mend(page: Page): Promise<void> {
	await page.unroute('**/api/**');
	await page.evaluate(() => window.dispatchEvent(new Event('online')));
}
