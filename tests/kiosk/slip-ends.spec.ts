import type { Page } from 'playwright/test';
import type { OfficeToday } from '#domain/office-shop-wire';
import type { RedemptionFacts } from '#domain/wire';
import { en } from '#kiosk/lib/words/en.ts';
import { zh } from '#kiosk/lib/words/zh.ts';
import { jobServer, type JobServer } from '#printing/job-server';
import { rounds } from '../effort.ts';
import { openShop, type Shop } from '../server/shop.ts';
import { openPrintingDesk, type PrintingDesk } from './slips.ts';
import { strayed } from './strayed.ts';
import { expect, test, type Till, type TillOptions } from './till.ts';

let shop: Shop;
/** The agent's own way to the server, for what only a spoiled agent says. */
let agent: JobServer;
let desk: PrintingDesk | undefined;
test.beforeAll(async () => {
	shop = await openShop();
	agent = jobServer(shop.server.url, shop.agent);
});
test.afterEach(async () => {
	await clock(0);
	await desk?.close();
	desk = undefined;
});
test.afterAll(() => shop.server.stop());

const clock = (at: number) => shop.root.post('/api/stage/clock', { at });
const openDesk = async (trustMs = 60_000) => {
	desk = await openPrintingDesk(shop, { wakeMs: 1000, trustMs });
	return desk;
};

for (const viewport of ['portrait', 'landscape', 'tablet'] as const) {
	test(`the ${viewport} screen tells the storekeeper that the disk beside the printer is full`, async ({
		openTill,
	}) => {
		await agent.showPrinter('disk_full');
		const { page, ...till } = await openTill(shop, { viewport });
		for (const words of [zh, en]) {
			await expect(page.getByText(words.line.keeper.disk_full)).toBeVisible();
			await expect(page.getByText(words.attract.ask)).toBeInViewport();
			expect(await strayed(page)).toEqual([]);
			await till.tap(words.header.language);
		}
		await agent.showPrinter('ready');
		await expect(page.locator('.strips p')).toHaveCount(0);
	});
}

for (const language of (['Chinese', 'English'] as const).slice(0, rounds(1, 2))) {
	type OpenTill = (shop: Shop, options?: TillOptions) => Promise<Till>;

	/** From the first screen to the one that says that it is done. */
	async function redeem(openTill: OpenTill): Promise<[Till, RedemptionFacts]> {
		const till = await openTill(shop);
		if (language === 'English') await till.speakEnglish();
		const soap = language === 'English' ? 'Toilet soap' : '香皂';
		await till.toConfirm(shop.cards.get('王建国')?.code ?? '', soap);
		const facts = await till.redeem();
		await expect(till.page.getByText(till.words.done.title)).toBeVisible();
		return [till, facts];
	}

	test(`${language}: the printer never answers, so the screen asks to look and prints again when asked`, async ({
		openTill,
	}) => {
		const { printer } = await openDesk(0);
		printer.breakWith({ isSilent: true });
		const [till, facts] = await redeem(openTill);
		const { page, words } = till;
		await expect(page.getByText(words.done.look)).toBeVisible();
		await expect(page.getByRole('button', { name: words.done.missing })).toBeInViewport();
		await expect(page.getByText(words.done.out)).toHaveCount(0);
		expect(await outside(page)).toEqual([]);
		await expect.poll(() => papersOf(facts)).toEqual(['first']);
		await till.tap(words.done.missing);
		await expect.poll(() => papersOf(facts)).toEqual(['first', '补打 第1次']);
		await expect(page.getByText(words.done.look)).toBeVisible();
	});

	test(`${language}: nobody fetches the slip for ten minutes, so the screen says that none came and prints one when asked`, async ({
		openTill,
	}) => {
		await agent.showPrinter('ready');
		const [till, facts] = await redeem(openTill);
		await expect(till.page.getByText(till.words.done.waiting)).toBeVisible();
		await clock(Date.now() + 10 * 60_000 + 1000);
		await saysFailed(till, facts);
		expect(await statusInOffice(facts)).toBe('expired');
		await printsAgain(till, facts);
	});

	test(`${language}: the agent can make nothing of the slip, so the screen says that none came and prints one when asked`, async ({
		openTill,
	}) => {
		await agent.showPrinter('ready');
		const [till, facts] = await redeem(openTill);
		const taken = await agent.take();
		expect(taken).toMatchObject({ kind: 'job', job: { id: facts.printJob } });
		const message = 'field facts.cost cannot be read';
		const attempt = taken.kind === 'job' ? taken.job.attempt : 0;
		await agent.report(facts.printJob, { status: 'failed', proof: 'none', message, attempt });
		await saysFailed(till, facts);
		expect(await statusInOffice(facts)).toBe('failed');
		await printsAgain(till, facts);
	});

	test(`${language}: the printer is off, so the slip comes later, under its number`, async ({
		openTill,
	}) => {
		await agent.showPrinter('unknown');
		const { printer } = await openDesk();
		await expect.poll(printerInOffice).toBe('ready');
		printer.breakWith({ isOff: true });
		await expect.poll(printerInOffice).toBe('offline');
		const [till, facts] = await redeem(openTill);
		const { page, words } = till;
		await expect(page.getByText(words.done.later)).toBeVisible();
		await expect(page.getByText(facts.number)).toBeInViewport();
		await expect(page.getByText(words.line.printer.offline)).toBeVisible();
		await expect.poll(() => statusInOffice(facts)).toBe('blocked');
		expect(await outside(page)).toEqual([]);
		expect(papersOf(facts)).toEqual([]);
		printer.breakWith({});
		await expect(page.getByText(words.done.out)).toBeVisible();
		expect(papersOf(facts)).toEqual(['first']);
		await expect(page.locator('.strips p')).toHaveCount(0);
	});
}

/** The screen says that no slip came, under which number it stands, and offers one more. */
async function saysFailed({ page, words }: Till, facts: RedemptionFacts): Promise<void> {
	await expect(page.getByText(words.done.failed)).toBeVisible();
	await expect(page.getByText(facts.number)).toBeInViewport();
	await expect(page.getByRole('button', { name: words.done.again })).toBeInViewport();
	expect(await outside(page)).toEqual([]);
}

/** Two quick taps are one slip; the shop has a printer again. */
async function printsAgain({ page, words }: Till, facts: RedemptionFacts): Promise<void> {
	await page.getByRole('button', { name: words.done.again }).dblclick();
	await openDesk();
	await expect(page.getByText(words.done.out)).toBeVisible();
	expect(papersOf(facts)).toEqual(['补打 第1次']);
	expect(await statusInOffice(facts)).toBeUndefined();
}

const today = async () => (await shop.director.get('/api/office/today')) as OfficeToday;
const printerInOffice = async () => (await today()).printer;

/** How the slip stands on the office's first page; nothing when it is not due. */
async function statusInOffice({ id }: RedemptionFacts): Promise<string | undefined> {
	return (await today()).slips.find(({ redemption }) => redemption === id)?.status;
}

/** Every paper of a redemption that came out, by its mark. */
function papersOf({ number }: RedemptionFacts): readonly string[] {
	const texts = (desk?.printer.papers ?? []).map(({ rows }) => rows.join('\n'));
	return texts
		.filter((text) => text.includes(number))
		.map((text) => /补打 第\d+次/.exec(text)?.[0] ?? 'first');
}

/** What of the done screen's sentences and buttons lies outside of the window, by its text. */
function outside(page: Page): Promise<string[]> {
	return page.evaluate(() =>
		[...document.querySelectorAll('main h1, main p, main button, main li')]
			.filter((element) => element.checkVisibility())
			.filter((element) => {
				const { left, right, top, bottom } = element.getBoundingClientRect();
				return left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1;
			})
			.map((element) => element.textContent ?? ''),
	);
}
