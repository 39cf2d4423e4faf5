import type { Locator, Page } from 'playwright/test';
import { enterDeeds, enterLines, wordiestDeeds } from '../server/deeds.ts';
import { openShop, redeem, scan, type Shop } from '../server/shop.ts';
import { faultsOf } from './audit.ts';
import { expect, test, viewports, type Till, type Viewport } from './till.ts';

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

/** A finger pushes a list up by most of its height, three times. */
async function pushUp(page: Page, list: Locator): Promise<void> {
	const finger = await page.context().newCDPSession(page);
	const { x, y, width, height } = (await list.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
	for (let times = 0; times < 3; times += 1) {
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
