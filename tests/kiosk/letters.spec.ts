import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright/test';
import { openShop, type Shop } from '../server/shop.ts';
import { expect, test } from './till.ts';

let shop: Shop;
let folder: string;
test.beforeAll(async () => {
	shop = await openShop();
	folder = mkdtempSync(join(tmpdir(), 'love-letters-'));
});
test.afterAll(async () => {
	rmSync(folder, { recursive: true, force: true });
	await shop.server.stop();
});

/** A browser on a machine that has no letters for Chinese, as a plain server has none. */
async function browserWithoutChinese(): Promise<Browser> {
	const latin = ['/usr/share/fonts/truetype/liberation', '/usr/share/fonts/truetype/dejavu'];
	const folders = latin.filter((path) => existsSync(path)).map((path) => `<dir>${path}</dir>`);
	const config = join(folder, 'fonts.conf');
	writeFileSync(config, `<?xml version="1.0"?><fontconfig>${folders.join('')}</fontconfig>`);
	return chromium.launch({
		executablePath: process.env['LOVE_CHROMIUM'] ?? '/usr/bin/chromium',
		args: ['--no-sandbox'],
		env: { ...process.env, FONTCONFIG_FILE: config },
	});
}

test('a machine without Chinese letters gets them with the page, and shows no empty boxes', async ({
	openTill,
}) => {
	const browser = await browserWithoutChinese();
	const asked: string[] = [];
	const till = await openTill(shop, {
		browser,
		before: async (page) => page.on('request', (request) => asked.push(request.url())),
	});
	await expect.poll(() => asked.filter((url) => url.endsWith('.woff2'))).toHaveLength(1);
	await till.page.evaluate(() => document.fonts.ready);
	// Two different characters are two different pictures; two empty boxes would be one.
	const [first, second] = await till.page.evaluate(() =>
		['村', '超'].map((character) => {
			const canvas = document.createElement('canvas');
			const pen = canvas.getContext('2d');
			if (!pen) throw new Error('No canvas');
			pen.font = `60px ${getComputedStyle(document.body).fontFamily}`;
			pen.fillText(character, 10, 80);
			return canvas.toDataURL();
		}),
	);
	expect(first).not.toBe(second);
	await browser.close();
});

test('a machine that has letters of its own is not burdened with ours', async ({ openTill }) => {
	const asked: string[] = [];
	const till = await openTill(shop, {
		before: async (page) => page.on('request', (request) => asked.push(request.url())),
	});
	await expect(till.page.getByText(till.words.attract.ask)).toBeVisible();
	await till.page.evaluate(() => document.fonts.ready);
	expect(asked.filter((url) => url.endsWith('.woff2'))).toEqual([]);
});
