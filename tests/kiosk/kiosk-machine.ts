import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright/test';
import config from './playwright.config.ts';
import { expect, listenForFaults, tillOn, viewports, type Till } from './till.ts';

/** How a page ends before its time: closed, its process crashed, or the whole browser killed. */
export type Ending = 'closed' | 'crashed' | 'killed';

/** A kiosk's browser with a disk of its own, which outlives it. */
export interface KioskMachine {
	/** The page that is open now. */
	till(): Till;
	/** Ends the page and opens it anew on the same disk. */
	endAndOpen(ending: Ending): Promise<Till>;
	/** Ends the page and leaves the machine so. */
	end(ending: Ending): Promise<void>;
	/** Opens the page; the address may carry a pairing code. */
	open(hash?: string): Promise<Till>;
	close(): Promise<void>;
}

/** Puts up a kiosk before a server. `script` runs in each page before its own. */
export function setUpMachine(url: string, script: () => void): KioskMachine {
	const disk = mkdtempSync(join(tmpdir(), 'love-profile-'));
	const faults: string[] = [];
	let context: BrowserContext | undefined;
	let till: Till | undefined;

	const browser = async () => (context ??= await launch(disk, script));
	const now = () => {
		if (!till) throw new Error('No page is open');
		return till;
	};
	const machine: KioskMachine = {
		till: now,
		open: async (hash = '') => {
			const page = await (await browser()).newPage();
			listenForFaults(page, faults);
			await page.goto(`${url}/${hash}`);
			await expect(page.locator('h1')).toBeVisible();
			till = tillOn(page);
			return till;
		},
		end: async (ending) => {
			const { page } = now();
			till = undefined;
			if (ending === 'killed' && context) {
				await killBrowser(context);
				context = undefined;
				return;
			}
			if (ending === 'crashed') await crash(page);
			await page.close();
		},
		endAndOpen: async (ending) => {
			await machine.end(ending);
			return machine.open();
		},
		close: async () => {
			await context?.close();
			rmSync(disk, { recursive: true, force: true });
			expect(faults, 'faults of the page').toEqual([]);
		},
	};
	return machine;
}

async function launch(disk: string, script: () => void): Promise<BrowserContext> {
	const { args = [], ...options } = config.use?.launchOptions ?? {};
	const context = await chromium.launchPersistentContext(disk, {
		...options,
		// As a kiosk is started: it may speak before it was touched.
		args: [...args, '--autoplay-policy=no-user-gesture-required'],
		viewport: viewports.portrait,
		hasTouch: true,
		locale: 'zh-CN',
		timezoneId: 'Asia/Shanghai',
	});
	context.setDefaultTimeout(8000);
	await context.addInitScript(script);
	return context;
}

async function crash(page: Till['page']): Promise<void> {
	const crashed = page.waitForEvent('crash');
	const session = await page.context().newCDPSession(page);
	// It never answers: that is its answer.
	void session.send('Page.crash').catch(() => undefined);
	await crashed;
}

/** SIGKILL to the browser's own process; what belongs to it goes with it. */
async function killBrowser(context: BrowserContext): Promise<void> {
	const session = await context.browser()?.newBrowserCDPSession();
	const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
	const main = processInfo.find(({ type }) => type === 'browser');
	if (!main) throw new Error('The browser has no process');
	const closed = context.waitForEvent('close');
	process.kill(main.id, 'SIGKILL');
	await closed;
}
