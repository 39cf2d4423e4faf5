import type { Browser, Page } from 'playwright/test';
import { cameraInHand } from '../kiosk/camera-in-hand.ts';
import { blankPicture, cardPicture } from '../kiosk/camera.ts';
import type { Shop } from '../server/shop.ts';
import { beforeShop, openSlowly, typeCode } from './before-shop.ts';
import type { Section } from './section.ts';

const watchedMs = 10_000;
const slowdown = 4;
/** What the first screen looks at, in pixels. */
const frame = { width: 960, height: 720 };

/** How long a slow kiosk is held up while it looks for a passbook: 50 ms are felt. */
export async function benchScanning(): Promise<Section> {
	return beforeShop(async (browser, shop) => {
		const rows = [];
		for (const [name, act] of Object.entries(acts)) {
			rows.push([name, ...(await heldUp(browser, shop, act))]);
		}
		return {
			title: 'While a code is looked for',
			columns: ['', 'tasks above 50 ms', 'longest ms', 'held up %'],
			rows,
			notes: [
				`${watchedMs / 1000} s each on a processor ${slowdown} x slower, in real Chromium at 1080 x 1920; the camera gives 20 ` +
					`frames of ${frame.width} x ${frame.height} a second, of which the kiosk looks at eight. Held up is the share of ` +
					'the time that went into tasks above 50 ms. The first sound of a page takes one more, of 50 to 80 ms.',
			],
		};
	});
}

interface Scene {
	readonly page: Page;
	readonly show: Awaited<ReturnType<typeof cameraInHand>>['show'];
	readonly code: string;
}

const acts: Readonly<Record<string, (scene: Scene) => Promise<unknown>>> = {
	'camera, nobody there': async ({ show, page }) => {
		await show(blankPicture(frame.width, frame.height));
		await page.waitForTimeout(watchedMs);
	},
	'camera, a card that cannot be read': async ({ show, page, code }) => {
		await show(cardPicture({ text: code, pxPerModule: 4, blurPx: 3, ...frame }));
		await page.waitForTimeout(watchedMs);
	},
	'hand scanner': async ({ page, code }) => {
		const session = await page.context().newCDPSession(page);
		for (const until = Date.now() + watchedMs; Date.now() < until;) {
			await typeCode(session, `${code}X`);
			await page.waitForTimeout(700);
		}
	},
};

async function heldUp(browser: Browser, shop: Shop, act: (scene: Scene) => Promise<unknown>) {
	const { page, session } = await openSlowly(browser, shop, slowdown);
	const { show } = await cameraInHand(page);
	await page.goto(shop.server.url);
	await page.locator('figure.live').waitFor();
	const code = shop.cards.get('王建国')?.code ?? '';
	// The browser makes its sound ready once, at the first refusal.
	await typeCode(session, `${code}X`);
	await page.waitForTimeout(1500);
	await page.evaluate(watch);
	await act({ page, show, code });
	const tasks = await page.evaluate(() => (window as Watched).tasks ?? []);
	await page.context().close();
	const sum = tasks.reduce((all, each) => all + each, 0);
	return [
		String(tasks.length),
		tasks.length === 0 ? 'none' : Math.max(...tasks).toFixed(0),
		((sum / watchedMs) * 100).toFixed(1),
	];
}

interface Watched {
	tasks?: number[];
}

/** In the page: notes every long task from now on, in milliseconds. */
function watch(): void {
	const tasks: number[] = [];
	(window as Watched).tasks = tasks;
	new PerformanceObserver((list) => {
		for (const { duration } of list.getEntries()) tasks.push(duration);
	}).observe({ type: 'longtask' });
}
