import { enterDeeds, enterLines, wordiestDeeds } from '../server/deeds.ts';
import type { Locator, Page } from 'playwright/test';
import { openShop, redeem, scan, type Shop } from '../server/shop.ts';
import { faultsOf, limits, type Limits } from './audit.ts';
import { cameraInHand } from './camera.ts';
import {
	expect,
	outOfSightMs,
	test,
	viewports,
	type Till,
	type TillOptions,
	type Viewport,
} from './till.ts';

const inChinese = (Object.keys(viewports) as Viewport[]).map((viewport) => ({
	viewport,
	language: 'zh' as const,
}));

for (const { viewport, language } of [
	...inChinese,
	{ viewport: 'landscape' as const, language: 'en' as const },
]) {
	test.describe(`large enough, far enough apart and legible (${viewport}, ${language})`, () => {
		let shop: Shop;
		test.beforeAll(async () => {
			shop = await openShop();
			await redeem(shop, '王建国', { 香皂: 1 });
		});
		test.afterAll(() => shop.server.stop());
		const codeOf = (head: string) => shop.cards.get(head)?.code ?? '';

		/** Opens a kiosk, and audits a screen by its name. */
		async function begin(openTill: OpenTill, options: TillOptions = {}) {
			const till = await openTill(shop, { viewport, ...options });
			if (language === 'en') await till.speakEnglish();
			const look = async (screen: string, change: Partial<Limits> = {}) => {
				expect.soft(await faultsOf(till.page, viewport, change), screen).toEqual([]);
			};
			return { till, look };
		}

		test('pairing', async ({ openTill }) => {
			const { till, look } = await begin(openTill, { token: '' });
			await expect(till.page.getByText(till.words.pairing.text)).toBeVisible();
			// 32 keys for whoever sets the kiosk up, who sees what was pressed and can erase it.
			const { control, gutter } = limits[viewport];
			await look('pairing', { key: control, gap: gutter, keyGap: 11 });
		});

		test('first screen, help, and what is said there', async ({ openTill }) => {
			const { till, look } = await begin(openTill);
			await expect(till.page.getByRole('figure').getByText(/大米|Rice/)).toBeVisible();
			await look('attract');
			await till.tap(new RegExp(till.words.attract.ask));
			await expect(till.page.getByText(till.words.help.padTitle)).toBeVisible();
			await till.tap('1');
			await look('help');
			await till.tap(till.words.header.help);
			await look('who helps');
			await till.tap(till.words.yes);
			await till.scan('6901234567892');
			await expect(till.page.getByRole('dialog')).toBeVisible();
			await look('a foreign code');
		});

		test('from the household to the slip', async ({ openTill }) => {
			const { till, look } = await begin(openTill);
			const { page, words } = till;
			await till.home(codeOf('王建国'));
			await look('home');
			await till.tap(words.home.record);
			await expect(page.getByText(words.record.left(77)).first()).toBeVisible();
			await look('record');
			await till.tap(words.home.choose);
			await till.choose(language === 'zh' ? '大米 5kg' : 'Rice 5 kg');
			await till.choose(language === 'zh' ? '香皂' : 'Toilet soap');
			await look('goods');
			await till.tap(words.goods.openBasket);
			await look('basket');
			await till.scan(codeOf('何𠮷'));
			await expect(page.getByRole('dialog')).toBeVisible();
			await look('another passbook');
			await till.tap(words.switching.stay);
			await till.tap(words.basket.ready);
			await expect(page.getByText(words.confirm.after)).toBeVisible();
			await look('confirm');
			await page.route('**/api/shop/redemptions', (route) => route.abort());
			await till.tap(words.confirm.redeem);
			await expect(page.getByText(words.settling.kept)).toBeVisible();
			await look('settling');
			await page.unroute('**/api/shop/redemptions');
			await expect(page.getByText(words.done.title)).toBeVisible();
			await look('done');
		});

		test('when time passes', async ({ openTill }) => {
			const { till, look } = await begin(openTill, { before: (page) => page.clock.install() });
			const { page, words } = till;
			await till.enter(shop.cards.get('何𠮷')?.number ?? '');
			await page.clock.fastForward(61_000);
			await expect(page.getByRole('dialog')).toBeVisible();
			await look('idle warning');
			await till.tap(words.idle.go);
			await till.gather(language === 'zh' ? '香皂' : 'Toilet soap');
			await till.redeem();
			await expect(page.getByText(words.done.title)).toBeVisible();
			await page.clock.fastForward(21_000);
			await expect(page.getByText(words.done.later)).toBeVisible();
			await look('done, the slip comes later');
		});

		test('the first screens while the camera looks', async ({ openTill }) => {
			const { till, look } = await begin(openTill, { before: cameraInHand });
			const { page, words } = till;
			await expect(page.locator('video')).toBeVisible();
			await expect(page.locator('figure.live')).toBeVisible();
			await look('attract with a camera');
			await till.tap(new RegExp(words.attract.ask));
			await expect(page.getByText(words.help.live)).toBeVisible();
			await look('help with a camera');
		});

		test('a slip, and a no', async ({ openTill }) => {
			const { body } = await redeem(shop, '何𠮷', { 香皂: 1 });
			const { till, look } = await begin(openTill);
			const { page, words } = till;
			await till.scan(body.code);
			await expect(page.getByText(body.number)).toBeVisible();
			await look('receipt');
			await till.tap(words.receipt.back);
			await expectTrouble(till);
			await look('trouble');
		});

		async function expectTrouble(till: Till): Promise<void> {
			const { page, words } = till;
			if (language === 'en') await till.speakEnglish();
			await page.waitForTimeout(outOfSightMs - 1000);
			await till.toConfirm(codeOf('何𠮷'), language === 'zh' ? '香皂' : 'Toilet soap');
			await page.route('**/api/shop/redemptions', (route) =>
				route.fulfill({ status: 400, json: soldOut }),
			);
			await till.tap(words.confirm.redeem);
			await expect(page.getByRole('alert')).toBeVisible();
		}
	});
}

test.describe('the record, page by page', () => {
	const head = '王建国';
	let shop: Shop;
	let entered: number;
	test.beforeAll(async () => {
		shop = await openShop();
		await enterDeeds(shop, head, wordiestDeeds(12));
		await redeem(shop, head, { '大米 5kg': 1, 香皂: 2 });
		await redeem(shop, head, { 香皂: 1 });
		entered = (await scan(shop, head)).entries.length;
	});
	test.afterAll(() => shop.server.stop());

	for (const viewport of Object.keys(viewports) as Viewport[]) {
		for (const language of ['zh', 'en'] as const) {
			test(`no line of it is cut (${viewport}, ${language})`, async ({ openTill }) => {
				const till = await openTill(shop, { viewport });
				if (language === 'en') await till.speakEnglish();
				const { page, words } = till;
				await till.home(shop.cards.get(head)?.code ?? '');
				await till.tap(words.home.record);
				expect(await readThrough(till, viewport)).toBe(entered);
				await till.tap(words.home.choose);
				await till.tap(words.goods.back);
				await till.tap(words.home.record);
				await till.tap(words.header.larger);
				await expect(page.getByRole('button', { name: words.header.smaller })).toBeVisible();
				expect(await readThrough(till, viewport)).toBe(entered);
			});
		}
	}

	test('an entry higher than the screen can be pushed up to its end', async ({ openTill }) => {
		// As long as the paper ledger may bring it.
		await enterLines(shop, '何𠮷', [{ text: `${'长'.repeat(199)}尾`, points: 5 }]);
		const till = await openTill(shop, { viewport: 'tablet' });
		const { page, words } = till;
		await till.home(shop.cards.get('何𠮷')?.code ?? '');
		await till.tap(words.header.larger);
		await till.tap(words.home.record);
		const list = page.locator('main ol');
		const entry = list.locator('li:visible');
		await expect(entry).toHaveCount(1);
		const isAtEnd = () =>
			list.evaluate((ol) => {
				const { bottom = Infinity } = ol.querySelector('li')?.getBoundingClientRect() ?? {};
				return bottom <= ol.getBoundingClientRect().bottom;
			});
		expect(await isAtEnd()).toBe(false);
		await pushUp(page, list);
		await expect.poll(isAtEnd).toBe(true);
	});
});

/** Looks at every page of the record, and gives how many entries there were to be seen. */
async function readThrough({ page, words }: Till, viewport: Viewport): Promise<number> {
	const on = page.getByRole('button', { name: words.pageOn });
	let seen = 0;
	for (let at = 1; ; at += 1) {
		await expect(page.getByText(new RegExp(`^${at} / `))).toBeVisible();
		expect.soft(await faultsOf(page, viewport), `page ${at}`).toEqual([]);
		const lines = page.locator('main ol, main li:visible');
		expect.soft(await lines.evaluateAll(tooSmall), `page ${at}`).toBe(0);
		seen += (await lines.count()) - 1;
		if (await on.isDisabled()) return seen;
		await on.tap();
	}
}

/** A finger pushes a list up by most of its height, and then as much again. */
async function pushUp(page: Page, list: Locator): Promise<void> {
	const finger = await page.context().newCDPSession(page);
	const { x, y, width, height } = (await list.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
	for (let times = 0; times < 2; times += 1) {
		const at = { x: x + width / 2, y: y + height * 0.9 };
		await finger.send('Input.synthesizeScrollGesture', { ...at, yDistance: -height * 0.8 });
	}
	await finger.detach();
}

/** Runs in the page: which elements have more in them than they can show. */
const tooSmall = (elements: Element[]) =>
	elements.filter(
		({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
			scrollWidth > clientWidth || scrollHeight > clientHeight,
	).length;

const soldOut = {
	data: { refusal: { code: 'product_out_of_stock', message: '{"name":"香皂","left":0}' } },
};
type OpenTill = (shop: Shop, options?: TillOptions) => Promise<Till>;
