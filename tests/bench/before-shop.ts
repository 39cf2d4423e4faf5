import { chromium, type Browser, type CDPSession, type Page } from 'playwright/test';
import { buildAll } from '#start/build';
import { obtainChromium } from '#start/chromium';
import { openShop, type Shop } from '../server/shop.ts';

/** Measures with a real browser before a real shop, and puts both away. */
export async function beforeShop<Result>(
	measure: (browser: Browser, shop: Shop) => Promise<Result>,
): Promise<Result> {
	await buildAll();
	const shop = await openShop();
	const browser = await chromium.launch({
		executablePath: await obtainChromium(),
		args: ['--no-sandbox'],
	});
	try {
		return await measure(browser, shop);
	} finally {
		await browser.close();
		await shop.server.stop();
	}
}

/** A paired kiosk's page, on a processor that many times slower. */
export async function openSlowly(
	browser: Browser,
	shop: Shop,
	slowdown: number,
): Promise<{ page: Page; session: CDPSession }> {
	const context = await browser.newContext({
		viewport: { width: 1080, height: 1920 },
		hasTouch: true,
		serviceWorkers: 'block',
	});
	await context.addInitScript((token) => localStorage.setItem('love.device', token), shop.kiosk);
	const page = await context.newPage();
	const session = await context.newCDPSession(page);
	await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
	return { page, session };
}

/** Types a code as a hand scanner does: its keys 5 ms apart, then Enter. */
export async function typeCode(scanner: CDPSession, code: string): Promise<void> {
	const startedAt = Date.now() / 1000;
	const strokes = [...code].map((key) => ({
		key,
		code: /\d/.test(key) ? `Digit${key}` : `Key${key}`,
		text: key,
	}));
	const enter = { key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 };
	await Promise.all(
		[...strokes, enter].flatMap((stroke, index) => {
			const timestamp = startedAt + index * 0.005;
			return [
				scanner.send('Input.dispatchKeyEvent', { ...stroke, type: 'keyDown', timestamp }),
				scanner.send('Input.dispatchKeyEvent', { ...stroke, type: 'keyUp', text: '', timestamp }),
			];
		}),
	);
}
