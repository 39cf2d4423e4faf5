import { chromium, type Browser, type Page } from 'playwright/test';
import { buildAll } from '#start/build';
import { obtainChromium } from '#start/chromium';
import { cameraInHand } from '../kiosk/camera-in-hand.ts';
import { blankPicture, cardPicture } from '../kiosk/camera.ts';
import { openShop, type Shop } from '../server/shop.ts';
import { typeCode } from './kiosk.ts';
import type { Section } from './section.ts';

const watchedMs = 10_000;
const slowdown = 4;
/** What the first screen looks at, in pixels. */
const frame = { width: 960, height: 720 };

/** How long a slow kiosk is held up while it looks for a passbook: 50 ms are felt. */
export async function benchScanning(): Promise<Section> {
	await buildAll();
	const shop = await openShop();
	const browser = await chromium.launch({
		executablePath: await obtainChromium(),
		args: ['--no-sandbox'],
	});
	try {
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
	} finally {
		await browser.close();
		await shop.server.stop();
	}
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
	const context = await browser.newContext({
		viewport: { width: 1080, height: 1920 },
		hasTouch: true,
		serviceWorkers: 'block',
	});
	await context.addInitScript((token) => localStorage.setItem('love.device', token), shop.kiosk);
	const page = await context.newPage();
	const { show } = await cameraInHand(page);
	await page.goto(shop.server.url);
	await page.locator('figure.live').waitFor();
	const session = await context.newCDPSession(page);
	await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
	const code = shop.cards.get('王建国')?.code ?? '';
	// The browser makes its sound ready once, at the first refusal.
	await typeCode(session, `${code}X`);
	await page.waitForTimeout(1500);
	await page.evaluate(watch);
	await act({ page, show, code });
	const tasks = await page.evaluate(() => (window as Watched).tasks ?? []);
	await context.close();
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
