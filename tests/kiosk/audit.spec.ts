import type { Page } from 'playwright/test';
import { redeem, type Shop } from '../server/shop.ts';
import { faultsInEveryWay, limits, type Limits } from './audit.ts';
import { cameraInHand } from './camera-in-hand.ts';
import { fullGoods, fullHouseholds, openFullShop } from './full-shop.ts';
import {
	expect,
	outOfSightMs,
	test,
	viewports,
	type Till,
	type TillOptions,
	type Viewport,
} from './till.ts';

for (const viewport of Object.keys(viewports) as Viewport[]) {
	test.describe(`whole, legible and far enough apart, in every way (${viewport})`, () => {
		let shop: Shop;
		test.beforeAll(async () => {
			shop = await openFullShop();
		});
		test.afterAll(() => shop.server.stop());
		const codeOf = (head: string) => shop.cards.get(head)?.code ?? '';
		const { rich, below, overdrawn, belowZero, barred } = fullHouseholds;

		/** Opens a kiosk, and audits a screen in both languages and sizes of letters. */
		async function begin(openTill: OpenTill, options: TillOptions = {}) {
			const till = await openTill(shop, { viewport, ...options });
			const look = async (screen: string, change: Partial<Limits> = {}) => {
				const faults = await faultsInEveryWay(till.page, viewport, change);
				expect.soft(faults, screen).toEqual([]);
			};
			return { till, look, ...till, words: till.words };
		}

		test('pairing', async ({ openTill }) => {
			const { page, words, look } = await begin(openTill, { token: '' });
			await expect(page.getByText(words.pairing.text)).toBeVisible();
			// 32 keys for whoever sets the kiosk up, who sees what was pressed and can erase it.
			const { control, gutter } = limits[viewport];
			await look('pairing', { key: control, gap: gutter, keyGap: 11 });
		});

		test('measuring', async ({ openTill }) => {
			const { page, words, look } = await begin(openTill, { hash: '#measure' });
			await expect(page.getByText(words.measure.text)).toBeVisible();
			await look('measuring a screen');
			const larger = page.getByRole('button', { name: words.measure.larger });
			await larger.evaluate((key) => {
				for (let step = 0; step < 900; step++) (key as HTMLElement).click();
			});
			await expect(page.locator('.size:not(.right)')).toBeVisible();
			await look('a screen too small');
		});

		test('first screen, help, and what is said there', async ({ openTill }) => {
			const { till, page, words, look } = await begin(openTill);
			await expect(page.getByRole('figure').first()).toBeVisible();
			await look('attract');
			await till.tap(new RegExp(words.attract.ask));
			await expect(page.getByText(words.help.padTitle)).toBeVisible();
			await till.tap('1');
			await look('help');
			await till.tap(words.header.help);
			await look('who helps');
			await till.tap(words.yes);
			await till.scan('6901234567892');
			await expect(page.getByRole('dialog')).toBeVisible();
			await look('a foreign code');
		});

		test('what a household has, and what it lacks', async ({ openTill }) => {
			const { till, page, words, look } = await begin(openTill);
			for (const head of [below, barred, overdrawn, belowZero]) {
				await page.waitForTimeout(outOfSightMs - 1000);
				await till.scan(codeOf(head));
				await expect(page.locator('.who')).toContainText(head[0] ?? '');
				await look(`home of ${head}`);
			}
			await page.locator('.equation button').last().tap();
			await look('what is missing, explained');
			await till.scan(codeOf(below));
			await expect(page.locator('.who')).toContainText(below[0] ?? '');
			await till.tap(words.home.look);
			await look('goods below the base');
			await page.locator('[data-product]').first().tap();
			await expect(page.getByRole('dialog')).toBeVisible();
			await look('why not');
		});

		test('from a full basket to the slip', async ({ openTill }) => {
			const { till, page, words, look } = await begin(openTill);
			await till.home(codeOf(rich));
			await till.tap(new RegExp(words.home.showName));
			await look('home');
			await till.tap(words.home.record);
			await look('record');
			await till.tap(words.home.choose);
			for (const { name } of fullGoods) await chooseOn(till, name);
			await chooseOn(till, '大米 5kg');
			await look('goods');
			await till.tap(words.pageOn);
			await look('goods, on');
			await till.tap(words.goods.openBasket);
			await look('basket');
			await till.scan(codeOf(below));
			await expect(page.getByRole('dialog')).toBeVisible();
			await look('another passbook');
			await till.tap(words.switching.stay);
			await till.tap(words.basket.ready);
			await expect(page.getByText(words.confirm.after)).toBeVisible();
			await look('confirm');
			const on = page.getByRole('button', { name: words.pageOn });
			if (await on.isVisible()) {
				await on.tap();
				await look('confirm, on');
			}
			await page.route('**/api/shop/redemptions', (route) => route.abort());
			await till.tap(words.confirm.redeem);
			await expect(page.getByText(words.settling.kept)).toBeVisible();
			await look('settling');
			await page.unroute('**/api/shop/redemptions');
			await expect(page.getByText(words.done.title)).toBeVisible();
			await look('done');
		});

		test('when time passes', async ({ openTill }) => {
			const { till, page, words, look } = await begin(openTill, {
				before: (page) => page.clock.install(),
			});
			await till.enter(shop.cards.get('何𠮷')?.number ?? '');
			await page.clock.fastForward(61_000);
			await expect(page.getByRole('dialog')).toBeVisible();
			await look('idle warning');
			await till.tap(words.idle.go);
			await till.tap(words.home.choose);
			await chooseOn(till, '香皂');
			await till.tap(words.goods.ready);
			await till.redeem();
			await expect(page.getByText(words.done.title)).toBeVisible();
			await page.clock.fastForward(21_000);
			await expect(page.getByText(words.done.later)).toBeVisible();
			await look('done, the slip comes later');
		});

		test('the first screens while the camera looks', async ({ openTill }) => {
			const { till, page, words, look } = await begin(openTill, { before: cameraInHand });
			await expect(page.locator('figure.live')).toBeVisible();
			await look('attract with a camera');
			await till.tap(new RegExp(words.attract.ask));
			await expect(page.getByText(words.help.live)).toBeVisible();
			await look('help with a camera');
		});

		test('a slip, a no, and no line', async ({ openTill }) => {
			const { body } = await redeem(shop, rich, { 香皂: 1, '东北五常大米 10kg': 1 });
			const { till, page, words, look } = await begin(openTill);
			await till.scan(body.code);
			await expect(page.getByText(body.number)).toBeVisible();
			await look('receipt');
			await till.tap(words.receipt.back);
			await page.waitForTimeout(outOfSightMs - 1000);
			await till.home(codeOf(rich));
			await till.tap(words.home.choose);
			await chooseOn(till, fullGoods[0].name);
			await till.tap(words.goods.ready);
			await page.route('**/api/shop/redemptions', (route) =>
				route.fulfill({ status: 400, json: soldOut(shop) }),
			);
			await till.tap(words.confirm.redeem);
			await expect(page.getByRole('alert')).toBeVisible();
			await look('trouble');
			await till.tap(words.trouble.leave);
			await cutTheLine(page);
			await expect(page.getByText(words.line.down)).toBeVisible();
			await look('attract without a line');
			await till.scan(codeOf(rich));
			await expect(page.locator('.who')).toBeVisible();
			await look('home without a line');
			await till.tap(words.home.choose);
			await look('goods without a line');
		});
	});
}

/** Touches a product's card, on whatever page it stands. */
async function chooseOn(till: Till, product: string): Promise<void> {
	const { page, words } = till;
	const card = page.getByRole('button', { name: new RegExp(`^${product},`) });
	const back = page.getByRole('button', { name: words.pageBack });
	while (await back.isEnabled()) await back.tap();
	while (!(await card.isVisible())) await till.tap(words.pageOn);
	await card.tap();
}

/** The browser says that something changed; the kiosk asks the server at once. */
async function cutTheLine(page: Page): Promise<void> {
	await page.route('**/api/**', (route) => route.abort('internetdisconnected'));
	await page.evaluate(() => window.dispatchEvent(new Event('online')));
}

const soldOut = (shop: Shop) => ({
	data: {
		refusal: {
			code: 'product_out_of_stock',
			message: JSON.stringify({ product: shop.products.get(fullGoods[0].name), left: 0 }),
		},
	},
});
type OpenTill = (shop: Shop, options?: TillOptions) => Promise<Till>;
