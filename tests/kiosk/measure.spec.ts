import type { Page } from 'playwright/test';
import { openShop, type Shop } from '../server/shop.ts';
import { expect, test, tillOn, type Till } from './till.ts';

let shop: Shop;
test.beforeAll(async () => {
	shop = await openShop();
});
test.afterAll(() => shop.server.stop());

const card = (page: Page) => page.locator('.card-frame');
const kept = (page: Page) => page.evaluate(() => Number(localStorage.getItem('love.screen')));

async function keyIn(till: Till): Promise<void> {
	const device = { name: `门口 ${Date.now()}`, kind: 'kiosk' };
	const { code } = (await shop.director.post('/api/office/devices', device)) as { code: string };
	for (const key of code.replaceAll(/[^0-9A-Z]/g, '')) await till.tap(key);
	await till.tap(till.words.pairing.go);
}

/** Drags the dot until the frame is that wide, in CSS pixels. */
async function dragTo(page: Page, width: number): Promise<void> {
	await expect(page.locator('[inert]')).toHaveCount(0);
	const [dot, frame] = [
		await page.locator('.handle').boundingBox(),
		await card(page).boundingBox(),
	];
	if (!dot || !frame) throw new Error('There is no frame');
	const [x, y, by] = [dot.x + dot.width / 2, dot.y + dot.height / 2, width - frame.width];
	await page.mouse.move(x, y);
	await page.mouse.down();
	await page.mouse.move(x + by, y + (by * 53.98) / 85.6, { steps: 5 });
	await page.mouse.up();
}

test('who keys the pairing code in measures the screen with a card, once', async ({ openTill }) => {
	const till = await openTill(shop, { token: '' });
	const { page, words } = till;
	await keyIn(till);
	await expect(page.getByText(words.measure.text)).toBeVisible();
	// 345 px are 85.6 mm: a screen of 21.5 inches.
	await dragTo(page, 344);
	await till.tap(words.measure.larger);
	await expect.poll(async () => Math.round((await card(page).boundingBox())?.width ?? 0)).toBe(345);
	await expect(page.getByText(words.measure.screen(268, 476, 22))).toBeVisible();
	await expect(page.getByText(words.measure.keys(20, words.measure.right))).toBeVisible();
	await till.tap(words.measure.done);
	await expect(page.getByText(words.attract.ask)).toBeVisible();
	expect(await kept(page)).toBeCloseTo(4.03, 2);

	await page.evaluate(() => localStorage.removeItem('love.device'));
	await page.evaluate(() => indexedDB.deleteDatabase('love-device'));
	await page.reload();
	await keyIn(till);
	await expect(page.getByText(words.attract.ask)).toBeVisible();
});

test('no card at hand: the shop opens, and the address asks another time', async ({ openTill }) => {
	const till = await openTill(shop, { hash: '#measure' });
	const { page, words } = till;
	await expect(page.getByText(words.measure.text)).toBeVisible();
	await till.tap(words.measure.later);
	await expect(page.getByText(words.attract.ask)).toBeVisible();
	expect(await kept(page)).toBe(0);
	await page.reload();
	await expect(page.getByText(words.attract.ask)).toBeVisible();
});

test('a screen too small is no kiosk, until the browser is scaled', async ({ browser }) => {
	const open = async (deviceScaleFactor: number) => {
		const viewport = { width: 1920 / deviceScaleFactor, height: 1200 / deviceScaleFactor };
		const context = await browser.newContext({ viewport, deviceScaleFactor, hasTouch: true });
		await context.addInitScript((token) => {
			localStorage.setItem('love.device', token);
			// 8.82 pixels of the screen in a millimetre: a tablet of 10.1 inches.
			localStorage.setItem('love.screen', '8.82');
		}, shop.kiosk);
		const page = await context.newPage();
		await page.goto(shop.server.url);
		return tillOn(page);
	};
	const { page, words } = await open(1);
	await expect(page.getByText(words.measure.byScale(1.5))).toBeVisible();
	await expect(page.getByRole('button', { name: words.measure.tooSmall })).toBeDisabled();
	await expect(page.getByRole('button', { name: words.measure.later })).toBeHidden();
	// A window that was small only while the browser began.
	await page.setViewportSize({ width: 3840, height: 2400 });
	await expect(page.getByText(words.attract.ask)).toBeVisible();
	await page.context().close();

	const scaled = await open(1.5);
	await expect(scaled.page.getByText(words.attract.ask)).toBeVisible();
	await scaled.page.context().close();
});
