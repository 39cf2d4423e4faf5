import type { Page } from 'playwright/test';
import { openShop, scan, type Shop } from '../server/shop.ts';
import { openHeldLine, type HeldLine } from './held-line.ts';
import { copied } from './kept-copy.ts';
import { expect, test, type Till, type TillOptions } from './till.ts';

// A line that swallows everything: the browser never hears that it is cut, only the kiosk's own
// patience ends. One test waits for that; in the others the page's clock is in the test's hand.
let shop: Shop;
let line: HeldLine;
test.beforeAll(async () => {
	shop = await openShop();
	line = await openHeldLine(shop.server.url);
});
test.afterEach(() => line.free());
test.afterAll(async () => {
	await line.close();
	await shop.server.stop();
});

const patienceMs = 8000;
/** Long before anybody's patience ends, and long enough for a machine with much to do. */
const atOnce = { timeout: patienceMs - 2000 };
const printerPollMs = 3000;
const pollWhenDownMs = 5000;
const soap = '香皂';
const numberOf = (head: string) => shop.cards.get(head)?.number ?? '';
const codeOf = (head: string) => shop.cards.get(head)?.code ?? '';
const heading = ({ page }: Till) => page.getByRole('heading', { level: 1 });
const strip = ({ page, words }: Till) => page.getByText(words.line.down);
const waiting = ({ page, words }: Till) => page.getByRole('button', { name: words.goods.lineDown });

test('whoever shows a passbook sees the last known figures after eight seconds, and buys later', async ({
	openTill,
}) => {
	const till = await atTheDoor(openTill, { before: async () => undefined });
	const { page, words } = till;
	const { figures } = await scan(shop, '王建国');
	goSilent();
	await till.scan(codeOf('王建国'));
	await expect(page.getByText(words.attract.reading)).toBeVisible();
	const inTime = { timeout: patienceMs + 3000 };
	await expect(page.getByText(words.line.copiedSpendable)).toBeVisible(inTime);
	await expect(page.locator('.number b')).toHaveText(String(figures.spendable));
	// At once: nobody waits for a second question to say what the first one has shown.
	await expect(strip(till)).toBeVisible(atOnce);
	await till.tap(words.home.choose);
	await till.choose(soap);
	await expect(waiting(till)).toBeDisabled();

	line.free();
	await askAnew(page);
	await expect(strip(till)).toHaveCount(0);
	await till.tap(words.goods.ready);
	await expect(page.getByText(words.confirm.title)).toBeVisible();
	expect((await till.redeem()).spendableAfter).toBe(figures.spendable - 5);
});

test('a passbook that the kiosk does not know has no answer, and the screen says so', async ({
	openTill,
}) => {
	const till = await atTheDoor(openTill, { token: shop.otherKiosk }, 0);
	const { page } = till;
	for (const language of ['zh', 'en']) {
		await expect(page.getByText(till.words.attract.ask)).toBeVisible();
		if (language === 'en') await till.speakEnglish();
		goSilent();
		await till.scan(codeOf('何𠮷'));
		await expect(page.getByText(till.words.attract.reading)).toBeVisible();
		await page.clock.fastForward(patienceMs);
		const { what, next } = till.words.trouble.causes.no_answer_in_time;
		await expect(page.getByRole('dialog')).toContainText(what);
		await expect(page.getByRole('dialog')).toContainText(next);
		line.free();
		await page.reload();
	}
});

test('a kiosk that nobody touches says it too, and when it is opened anew shows what it kept', async ({
	openTill,
}) => {
	const till = await atTheDoor(openTill);
	const { page, words } = till;
	goSilent();
	const asked = page.waitForRequest('**/api/shop/printer');
	await page.clock.fastForward(printerPollMs);
	await asked;
	await page.clock.fastForward(patienceMs);
	await expect(strip(till)).toBeVisible(atOnce);

	const askedAnew = page.waitForRequest('**/api/shop/shelf');
	await page.reload();
	await askedAnew;
	await expect(strip(till)).toHaveCount(0);
	await page.clock.fastForward(patienceMs);
	await expect(strip(till)).toBeVisible();
	await till.scan(codeOf('王建国'));
	await expect(page.getByText(words.line.copiedSpendable)).toBeVisible(atOnce);
	await till.tap(words.home.choose);
	await till.choose(soap);
	await expect(waiting(till)).toBeDisabled();
});

test('before the last question spending waits, and goes on when the line is back', async ({
	openTill,
}) => {
	const till = await atTheDoor(openTill);
	const { page, words } = till;
	await till.enter(numberOf('王建国'));
	await till.gather(soap);
	goSilent();
	const asked = page.waitForRequest('**/api/shop/printer');
	await page.clock.fastForward(printerPollMs);
	await asked;
	await page.clock.fastForward(patienceMs);
	await expect(waiting(till)).toBeDisabled();
	line.free();
	await page.clock.fastForward(pollWhenDownMs);
	expect((await till.redeem()).cost).toBe(5);
	await expect(heading(till)).toHaveText(words.done.title);
});

test('what was confirmed into the silence is done once when the line is back', async ({
	openTill,
}) => {
	const till = await atTheDoor(openTill);
	const { page, words } = till;
	const { spendable } = (await scan(shop, '王建国')).figures;
	await till.enter(numberOf('王建国'));
	await till.gather(soap);
	goSilent();
	const asked = page.waitForRequest('**/api/shop/redemptions');
	await till.tap(words.confirm.redeem);
	await asked;
	await page.clock.fastForward(patienceMs);
	await expect(heading(till)).toHaveText(words.settling.unknown);
	line.free();
	await page.clock.fastForward(pollWhenDownMs);
	await expect(heading(till)).toHaveText(words.done.title);
	expect((await scan(shop, '王建国')).figures.spendable).toBe(spendable - 5);
});

test('a question that was overtaken does not cut a line that is back', async ({ openTill }) => {
	const till = await atTheDoor(openTill);
	const { page } = till;
	const { held } = line.hold('request', '/api/shop/shelf');
	await askAnew(page);
	await held;
	// What comes from now on passes; the first question stays where it is.
	line.hold('request', '/nowhere');
	const answered = page.waitForResponse('**/api/shop/shelf');
	await askAnew(page);
	await answered;
	const givenUp = page.waitForEvent('requestfailed', (each) => each.url().endsWith('/shelf'));
	await page.clock.fastForward(patienceMs);
	await givenUp;
	await page.evaluate(() => new Promise((settled) => requestAnimationFrame(settled)));
	// Looked at once: a strip that goes away again would be one too many.
	expect(await strip(till).count()).toBe(0);
});

/** A villager before a kiosk that has its copy, on the line that can fall silent. */
async function atTheDoor(
	openTill: (shop: Shop, options?: TillOptions) => Promise<Till>,
	options: TillOptions = {},
	least = 1,
): Promise<Till> {
	const reached = { ...shop, server: { ...shop.server, url: line.url } };
	const till = await openTill(reached, { before: (page) => page.clock.install(), ...options });
	await copied(till.page, least);
	return till;
}

/** From now on nothing that is asked reaches the server, and nothing says so. */
function goSilent(): void {
	line.hold('request', '/api/');
}

/** The browser says that its network changed; the kiosk asks the server at once. */
async function askAnew(page: Page): Promise<void> {
	await page.evaluate(() => window.dispatchEvent(new Event('online')));
}
