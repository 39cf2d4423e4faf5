import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, test as base, type Browser, type Page } from 'playwright/test';
import { blankPicture, filmFlags, writeFilm, type Picture } from '../camera.ts';
import { startHarness, type Harness } from './harness.ts';

interface ForEachTest {
	/** Puts pictures before the camera of the pages that are opened next. */
	readonly film: (pictures: readonly Picture[]) => void;
	/** A fresh page that sees the film. */
	readonly openPage: (before?: (page: Page) => Promise<unknown>) => Promise<Page>;
}

interface ForAll {
	readonly folder: string;
	readonly harness: Harness;
	readonly browser: Browser;
}

/** Starts Chromium with flags of its own; LOVE_CHROMIUM names another one. */
export function startChromium(flags: readonly string[]): Promise<Browser> {
	const executablePath = process.env['LOVE_CHROMIUM'] ?? '/usr/bin/chromium';
	return chromium.launch({ executablePath, args: ['--no-sandbox', ...flags] });
}

/** Tests of the scanner: a page of its own, in a browser whose camera plays a film. */
export const test = base.extend<ForEachTest, ForAll>({
	folder: [
		// oxlint-disable-next-line no-empty-pattern
		async ({}, use) => {
			const folder = mkdtempSync(join(tmpdir(), 'love-scan-'));
			await use(folder);
			rmSync(folder, { recursive: true });
		},
		{ scope: 'worker' },
	],
	harness: [
		async ({ folder }, use) => {
			const harness = await startHarness(join(folder, 'page'));
			await use(harness);
			await harness.close();
		},
		{ scope: 'worker' },
	],
	browser: [
		async ({ folder }, use) => {
			writeFilm(filmIn(folder), [blankPicture()]);
			const browser = await startChromium(filmFlags(filmIn(folder)));
			await use(browser);
			await browser.close();
		},
		{ scope: 'worker' },
	],
	film: async ({ folder }, use) => use((pictures) => writeFilm(filmIn(folder), pictures)),
	openPage: async ({ browser, harness }, use) => {
		const context = await browser.newContext();
		await use(async (before) => {
			const page = await context.newPage();
			await before?.(page);
			await openHarness(page, harness);
			return page;
		});
		await context.close();
	},
});

/** Opens the page with the scanner on it. */
export async function openHarness(page: Page, harness: Harness): Promise<void> {
	await page.goto(harness.url);
	await page.waitForFunction(() => 'harness' in window);
}

/** The codes that were taken, each with the way it came. */
export function scansOf(page: Page): Promise<readonly string[]> {
	return page.evaluate(() => window.harness.scans.map(({ text, source }) => `${source} ${text}`));
}

/** How the camera is. */
export function cameraOf(page: Page): Promise<string> {
	return page.evaluate(() => window.harness.scanner.camera);
}

/** Shows the camera in a box of the page, and waits as long as the camera takes. */
export function startCamera(page: Page, box = 'box'): Promise<void> {
	return page.evaluate((id) => window.harness.scanner.startCamera(window.harness.box(id)), box);
}

const filmIn = (folder: string) => join(folder, 'film.y4m');
