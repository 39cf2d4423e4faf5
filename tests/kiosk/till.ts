import { test as base, expect, type Browser, type Locator, type Page } from 'playwright/test';
import { en } from '#kiosk/lib/words/en.ts';
import { zh, type Words } from '#kiosk/lib/words/zh.ts';
import type { RedemptionFacts } from '#domain/wire';
import type { Shop } from '../server/shop.ts';
import { endStroke, strike, strokesOf } from './keys.ts';

export { expect };

/** The three screens the kiosk is laid out for, in CSS pixels. */
export const viewports = {
	portrait: { width: 1080, height: 1920 },
	landscape: { width: 1920, height: 1080 },
	tablet: { width: 1280, height: 800 },
} as const;
export type Viewport = keyof typeof viewports;

export interface TillOptions {
	readonly viewport?: Viewport;
	/** Where it differs from the one of the test: a browser with a camera of its own. */
	readonly browser?: Browser;
	/** An unpaired kiosk has none. */
	readonly token?: string;
	/** What its address carries. */
	readonly hash?: string;
	readonly leave?: readonly 'camera'[];
	/** Keeps the page on the kiosk's disk, as in a shop; a test's own routes then see less. */
	readonly keepsPage?: boolean;
	/** What is done to the page before it is opened. */
	readonly before?: (page: Page) => Promise<unknown>;
}

/** A kiosk's screen, and a villager before it. */
export interface Till {
	readonly page: Page;
	/** What the villager reads in the language of the screen. */
	readonly words: Words;
	/** How often the screen was touched since it was opened, counted by the page itself. */
	taps(): Promise<number>;
	/** Shows a code to the hand scanner: its keys come 5 ms apart, then Enter. */
	scan(code: string): Promise<void>;
	/** Touches the button of that name, or the place. */
	tap(what: string | RegExp | Locator): Promise<void>;
	/** Touches a product's card. */
	choose(product: string): Promise<void>;
	/** The screen after the scan of a passbook. */
	home(code: string): Promise<void>;
	/** The same screen by the number pad, which does not mind a clock in the test's hand. */
	enter(number: string): Promise<void>;
	/** From the scan to the last question with one of each product. */
	toConfirm(code: string, ...products: readonly string[]): Promise<void>;
	/** From the household to the last question. */
	gather(...products: readonly string[]): Promise<void>;
	/** Presses the one button that moves points; the server's answer is given back. */
	redeem(): Promise<RedemptionFacts>;
	/** Everything that can be read on the screen now, names for listeners included. */
	text(): Promise<string>;
	/** Changes over to English, and so do `words`. */
	speakEnglish(): Promise<void>;
}

interface ForEachTest {
	readonly openTill: (shop: Shop, options?: TillOptions) => Promise<Till>;
}

/** A code that has been out of sight that long is shown anew, in milliseconds. */
export const outOfSightMs = 1600;

/** Tests before a kiosk. A fault of the page, in its console or by its policy, fails the test. */
export const test = base.extend<ForEachTest>({
	openTill: async ({ browser }, use) => {
		const faults: string[] = [];
		const opened: Page[] = [];
		await use(async (shop, options = {}) => {
			const page = await openPage(options.browser ?? browser, shop, options);
			opened.push(page);
			listenForFaults(page, faults);
			await options.before?.(page);
			await page.goto(`${shop.server.url}/${options.hash ?? ''}`);
			// Only then does it listen to the hand scanner.
			await expect(page.locator('h1')).toBeVisible();
			return tillOn(page);
		});
		for (const page of opened) await page.context().close();
		expect(faults, 'faults of the page').toEqual([]);
	},
});

/** Collects what the page complains of. A refusal's status is an answer and no fault. */
export function listenForFaults(page: Page, faults: string[]): void {
	page.on('pageerror', (error) => faults.push(String(error)));
	page.on('console', (message) => {
		if (message.type() !== 'error' && message.type() !== 'warning') return;
		const isAnswer = message.location().url.includes('/api/');
		if (isAnswer && message.text().startsWith('Failed to load resource')) return;
		if (message.text().startsWith('Service Worker registration blocked')) return;
		faults.push(`${message.text()} (${message.location().url})`);
	});
}

async function openPage(browser: Browser, shop: Shop, options: TillOptions): Promise<Page> {
	const { viewport = 'portrait', token = shop.kiosk } = options;
	const context = await browser.newContext({
		viewport: viewports[viewport],
		hasTouch: true,
		locale: 'zh-CN',
		timezoneId: 'Asia/Shanghai',
		serviceWorkers: options.keepsPage ? 'allow' : 'block',
		...(options.leave && { permissions: [...options.leave] }),
	});
	await context.addInitScript((kept) => {
		if (kept !== '') localStorage.setItem('love.device', kept);
		let taps = 0;
		addEventListener('pointerdown', () => (taps += 1), { capture: true });
		Object.assign(window, { countTaps: () => taps });
	}, token);
	return context.newPage();
}

/** A villager before a page that is open already. */
export function tillOn(page: Page): Till {
	let words: Words = zh;
	const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
	const till: Till = {
		page,
		get words() {
			return words;
		},
		taps: () => page.evaluate(() => (window as unknown as { countTaps(): number }).countTaps()),
		async scan(code) {
			const scanner = await page.context().newCDPSession(page);
			await strike(scanner, [...strokesOf(code, 5), endStroke('Enter', 5)]);
			await scanner.detach();
		},
		tap: (what) => (typeof what === 'object' && 'tap' in what ? what : button(what)).tap(),
		choose: (product) => till.tap(new RegExp(`^${product},`)),
		async home(code) {
			await expect(page.getByText(words.attract.ask)).toBeVisible();
			await till.scan(code);
			await expect(page.getByText(words.home.spendable)).toBeVisible();
		},
		async enter(number) {
			await till.tap(new RegExp(words.attract.ask));
			for (const digit of number) await till.tap(digit);
			await expect(page.getByText(words.home.spendable)).toBeVisible();
		},
		async toConfirm(code, ...products) {
			await till.home(code);
			await till.gather(...products);
		},
		async gather(...products) {
			await till.tap(words.home.choose);
			for (const product of products) await till.choose(product);
			await till.tap(words.goods.ready);
			await expect(page.getByText(words.confirm.title)).toBeVisible();
		},
		async redeem() {
			const answered = page.waitForResponse(
				(response) => response.url().endsWith('/api/shop/redemptions') && response.ok(),
			);
			await till.tap(words.confirm.redeem);
			return (await (await answered).json()) as RedemptionFacts;
		},
		text: () =>
			page.evaluate(() => {
				const said = [...document.querySelectorAll('[aria-label]')];
				const labels = said.map((element) => element.getAttribute('aria-label') ?? '');
				return [document.body.innerText, ...labels].join('\n');
			}),
		async speakEnglish() {
			await till.tap(zh.header.language);
			words = en;
		},
	};
	return till;
}
