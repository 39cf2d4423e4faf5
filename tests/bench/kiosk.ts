import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright/test';
import type { Shop } from '../server/shop.ts';
import { beforeShop, openSlowly, typeCode } from './before-shop.ts';
import { median, quantile } from './load.ts';
import type { Section } from './section.ts';

const scans = 24;
const redemptions = 8;
const loads = 7;
/** A card that was just shown counts as the same one for that long, in milliseconds. */
const sameCardMs = 1700;

/** What a villager waits for at the kiosk, on this machine and on one six times as slow. */
export async function benchKiosk(): Promise<Section> {
	return beforeShop(async (browser, shop) => {
		const rows: string[][] = [];
		for (const slowdown of [1, 6]) {
			const waits = await waitsOf(browser, shop, slowdown);
			const name = slowdown === 1 ? 'this machine' : `${slowdown} x slower processor`;
			rows.push(rowOf(`scan to figures painted, ${name}`, waits.scan));
			rows.push(rowOf(`confirm to done painted, ${name}`, waits.confirm));
			rows.push([`touch to the next frame, ${name}`, ...middleAndWorst(waits.touches), '']);
			rows.push(
				rowOf(`opened to first screen painted, ${name}`, await opens(browser, shop, slowdown)),
			);
		}
		return {
			title: 'The kiosk',
			columns: ['', 'median ms', 'p99 ms', 'to the server alone'],
			rows,
			notes: [
				`${scans} scans, ${redemptions} redemptions, ${loads} openings each, in real Chromium at 1080 x 1920. Painted is the ` +
					'second frame after the figures stand in the page. The last column divides by the time that the ' +
					"request itself took in the same run (for openings: by the page's own bytes). " +
					`The first screen brings ${await scriptKb(browser, shop)} kB of script after gzip.`,
			],
		};
	});
}

/** Pairs of what a villager waits and what of it is the server's answer, in milliseconds. */
type Waits = readonly { readonly allMs: number; readonly serverMs: number }[];

function rowOf(name: string, waits: Waits): string[] {
	const all = waits.map(({ allMs }) => allMs);
	const ratio = median(waits.map(({ allMs, serverMs }) => allMs / Math.max(serverMs, 0.1)));
	return [name, ...middleAndWorst(all), `${ratio.toFixed(1)} x`];
}

function middleAndWorst(all: readonly number[]): string[] {
	return [median(all).toFixed(0), quantile(all, 0.99).toFixed(0)];
}

async function waitsOf(browser: Browser, shop: Shop, slowdown: number) {
	const { page, session } = await openSlowly(browser, shop, slowdown);
	await page.goto(shop.server.url);
	await page.evaluate(watchTouches);
	const cards = [...shop.cards.values()].map(({ code }) => code);
	const rich = ['王建国', '何𠮷'].map((head) => shop.cards.get(head)?.code ?? '');
	const scan: { allMs: number; serverMs: number }[] = [];
	for (let turn = 0; turn < scans; turn += 1) {
		await page.locator('.start').waitFor();
		scan.push(
			await wait(page, '/api/shop/scan', '.number b', () =>
				typeCode(session, cards[turn % cards.length] ?? ''),
			),
		);
		await page.getByRole('button', { name: '我不换了' }).tap();
		await page.waitForTimeout(sameCardMs / cards.length);
	}
	const confirm: { allMs: number; serverMs: number }[] = [];
	for (let turn = 0; turn < redemptions; turn += 1) {
		await page.locator('.start').waitFor();
		await typeCode(session, rich[turn % 2] ?? '');
		await page.getByRole('button', { name: '去挑东西' }).tap();
		await page.getByRole('button', { name: /^香皂,/ }).tap();
		await page.getByRole('button', { name: '选好了' }).tap();
		const button = page.getByRole('button', { name: '确定兑换' });
		await button.waitFor();
		// A new screen takes no tap in its first moment.
		await page.waitForTimeout(400);
		confirm.push(await wait(page, '/api/shop/redemptions', '.done', () => button.tap()));
		await page.getByRole('button', { name: /^好了/ }).tap();
		await page.waitForTimeout(sameCardMs / 2);
	}
	const touches = await page.evaluate(() => [...((window as Watched).touches?.values() ?? [])]);
	await page.context().close();
	return { scan, confirm, touches };
}

interface Watched {
	touches?: Map<number, number>;
	painted?: Promise<{ allMs: number; serverMs: number }>;
}

/** In the page: notes how long each touch waited for the frame that shows it, in milliseconds. */
function watchTouches(): void {
	const touches = new Map<number, number>();
	(window as Watched).touches = touches;
	new PerformanceObserver((list) => {
		for (const { interactionId, duration } of list.getEntries() as PerformanceEventTiming[]) {
			if (interactionId === 0) continue;
			touches.set(interactionId, Math.max(duration, touches.get(interactionId) ?? 0));
		}
	}).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
}

/** From the last key or touch of an act to the frame after something stands in the page. */
async function wait(page: Page, path: string, shown: string, act: () => Promise<unknown>) {
	await page.evaluate(watch, [path, shown] as const);
	await act();
	const painted = await page.evaluate(() => (window as Watched).painted);
	if (!painted) throw new Error(`Nobody watched for ${shown}`);
	return painted;
}

/** In the page: begins to watch for what an act will bring. */
function watch([path, shown]: readonly [string, string]): void {
	(window as Watched).painted = new Promise((resolve) => {
		let since = 0;
		// The keys of a scanner carry times of their own: what counts is when they arrive.
		const touch = () => (since = performance.now());
		for (const name of ['keydown', 'pointerdown']) addEventListener(name, touch, { capture: true });
		performance.clearResourceTimings();
		const done = (at: number) => {
			const asked = performance.getEntriesByType('resource');
			const serverMs = asked.findLast(({ name }) => name.endsWith(path))?.duration ?? Number.NaN;
			resolve({ allMs: at - since, serverMs });
		};
		const look = () => {
			if (!document.querySelector(shown)) return requestAnimationFrame(look);
			return requestAnimationFrame(() => requestAnimationFrame(done));
		};
		requestAnimationFrame(look);
	});
}

async function opens(browser: Browser, shop: Shop, slowdown: number): Promise<Waits> {
	const waits: { allMs: number; serverMs: number }[] = [];
	for (let turn = 0; turn < loads; turn += 1) {
		const { page } = await openSlowly(browser, shop, slowdown);
		await page.goto(shop.server.url);
		await page.locator('.start').waitFor();
		waits.push(
			await page.evaluate(
				() =>
					new Promise<{ allMs: number; serverMs: number }>((resolve) => {
						new PerformanceObserver((list) => {
							const allMs = list.getEntries().at(-1)?.startTime ?? Number.NaN;
							const [page] = performance.getEntriesByType('navigation');
							resolve({ allMs, serverMs: (page as PerformanceNavigationTiming).responseEnd });
						}).observe({ type: 'largest-contentful-paint', buffered: true });
					}),
			),
		);
		await page.context().close();
	}
	return waits;
}

async function scriptKb(browser: Browser, shop: Shop): Promise<string> {
	const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
	const sizes: Promise<number>[] = [];
	page.on('response', (response) => {
		if (response.url().endsWith('.js')) {
			sizes.push(response.body().then((body) => gzipSync(body).length));
		}
	});
	await page.goto(shop.server.url, { waitUntil: 'networkidle' });
	const all = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
	await page.context().close();
	return (all / 1024).toFixed(0);
}
