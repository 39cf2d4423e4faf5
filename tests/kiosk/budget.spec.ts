import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright/test';
import { openShop, type Shop } from '../server/shop.ts';
import { expect, test } from './till.ts';

let shop: Shop;
test.beforeAll(async () => {
	shop = await openShop();
});
test.afterAll(() => shop.server.stop());

const kilobyte = 1024;

test('the kiosk comes in 90 kB, and its eye in 60 kB more', async ({ openTill }) => {
	const sizes = new Map<string, number>();
	const weigh = async (page: Page) => {
		page.on('response', async (response) => {
			if (!response.url().endsWith('.js')) return;
			const body = await response.body();
			sizes.set(response.url(), gzipSync(body).length);
		});
	};
	const sum = () => [...sizes.values()].reduce((all, size) => all + size, 0);
	// An unpaired kiosk shows the same page, but has no use for a camera yet.
	const till = await openTill(shop, { token: '', before: weigh });
	await till.page.waitForLoadState('networkidle');
	const first = sum();
	expect(first).toBeGreaterThan(20 * kilobyte);
	expect(first).toBeLessThanOrEqual(90 * kilobyte);

	await till.page.evaluate((token) => localStorage.setItem('love.device', token), shop.kiosk);
	await till.page.reload();
	await expect(till.page.getByText(till.words.attract.ask)).toBeVisible();
	await expect.poll(sum).toBeGreaterThan(first);
	await till.page.waitForLoadState('networkidle');
	const eye = sum() - first;
	test.info().annotations.push({ type: 'gzip', description: `${first} + ${eye} bytes` });
	expect(eye).toBeLessThanOrEqual(60 * kilobyte);
});
