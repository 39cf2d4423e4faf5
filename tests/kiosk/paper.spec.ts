import type { Browser, Page } from 'playwright/test';
import { en } from '#kiosk/lib/words/en.ts';
import { zh } from '#kiosk/lib/words/zh.ts';
import { zhDevices } from '#kiosk/routes/office/words/zh-devices.ts';
import { zhRedemptions } from '#kiosk/routes/office/words/zh-redemptions.ts';
import { zhShell } from '#kiosk/routes/office/words/zh-shell.ts';
import { zhToday } from '#kiosk/routes/office/words/zh-today.ts';
import type { VirtualFaults } from '#printing/virtual-printer';
import { openShop, type Shop } from '../server/shop.ts';
import { staff } from '../village.ts';
import { openPrintingDesk, type PrintingDesk } from './slips.ts';
import { expect, listenForFaults, test } from './till.ts';

let shop: Shop;
let desk: PrintingDesk;
test.beforeAll(async () => {
	shop = await openShop();
	desk = await openPrintingDesk(shop, { completionMs: 3000, wakeMs: 1000 });
});
test.afterEach(() => {
	desk.printer.loadPaper();
	desk.printer.breakWith({});
});
test.afterAll(async () => {
	await desk.close();
	await shop.server.stop();
});

const codeOf = (head: string) => shop.cards.get(head)?.code ?? '';
const lastSlip = () => desk.slips().at(-1)?.rows.join('\n') ?? '';

const states = [
	['paper_out', { paperOutAt: 0 }],
	['cover_open', { isCoverOpen: true }],
	['near_end', { isNearEnd: true }],
	['error', { isBroken: true }],
	['offline', { isOff: true }],
] as const satisfies readonly (readonly [string, VirtualFaults])[];

for (const viewport of ['portrait', 'landscape', 'tablet'] as const) {
	test(`before the next villager comes, the ${viewport} screen tells the storekeeper what the printer needs`, async ({
		openTill,
	}) => {
		const { page, ...till } = await openTill(shop, { viewport });
		/** In both languages and in letters of both sizes; it ends as it began. */
		const looks = [
			[zh, zh.header.larger],
			[zh, zh.header.language],
			[en, en.header.smaller],
			[en, en.header.language],
		] as const;
		for (const [state, fault] of states) {
			desk.printer.loadPaper();
			desk.printer.breakWith(fault);
			for (const [words, next] of looks) {
				await expect(page.getByText(words.line.keeper[state])).toBeVisible();
				await expect(page.getByText(words.attract.ask)).toBeInViewport();
				expect(await strayed(page), state).toEqual([]);
				await till.tap(next);
			}
		}
		desk.printer.breakWith({});
		await expect(page.locator('.strips p')).toHaveCount(0);
	});
}

test('the office sees it on its first page and beside every other, with the time and what to do', async ({
	browser,
}) => {
	const page = await openOffice(browser);
	const notice = page.getByRole('main').getByRole('status');
	const badge = page.getByRole('navigation').getByRole('img', {
		name: zhShell.printerSays(zhToday.printer.paper_out),
	});
	await expect(page.getByText(zhToday.figures.slipsNone)).toBeVisible();
	await expect(badge).toHaveCount(0);
	desk.printer.breakWith({ paperOutAt: 0 });
	await expect(notice).toContainText(zhDevices.printerState.paper_out);
	await expect(notice).toContainText(zhDevices.printerNext.paper_out);
	await expect(notice).toContainText(/从 \d\d:\d\d 起/);
	await expect(badge).toBeVisible();
	await page.getByRole('navigation').getByRole('link', { name: zhShell.nav.households }).click();
	await expect(badge).toBeVisible();
	await page.getByRole('navigation').getByRole('link', { name: zhShell.nav.devices }).click();
	await expect(page.getByRole('main')).toContainText(zhDevices.printerState.paper_out);
	await expect(page.getByRole('main')).toContainText(/从 \d\d:\d\d 起/);
	desk.printer.loadPaper();
	await expect(badge).toHaveCount(0);
	await expect(page.getByRole('main')).toContainText(zhDevices.printerState.ready);
	await page.context().close();
});

test('a villager in the middle of choosing is not bothered with a roll that is nearly used up', async ({
	openTill,
}) => {
	const { words, page, ...till } = await openTill(shop);
	desk.printer.breakWith({ isNearEnd: true });
	await expect(page.getByText(words.line.keeper.near_end)).toBeVisible();
	await till.toConfirm(codeOf('王建国'), '香皂');
	await expect(page.locator('.strips p')).toHaveCount(0);
	await till.redeem();
	await expect(page.getByText(words.done.out)).toBeVisible();
});

test('every copy says 补打 and which one it is, whoever asked for it, and keeps the time', async ({
	openTill,
	browser,
}) => {
	const { words, page, ...till } = await openTill(shop);
	await till.toConfirm(codeOf('王建国'), '香皂');
	desk.printer.breakWith({ resetAfter: 3000 });
	const facts = await till.redeem();
	await expect(page.getByText(words.done.ask)).toBeVisible();
	desk.printer.breakWith({});
	// Two quick taps are one slip.
	await page.getByRole('button', { name: words.done.incomplete }).dblclick();
	await expect(page.getByText(words.done.out)).toBeVisible();
	expect(lastSlip()).toContain('*** 补打 第1次 ***');

	const office = await openOffice(browser);
	await office.goto(`${shop.server.url}/office/redemptions/${facts.id}`);
	await office.getByRole('button', { name: zhRedemptions.page.reprint }).click();
	await office.getByText(zhRedemptions.reprintDialog.reasons[0] ?? '').click();
	await office.getByRole('button', { name: zhRedemptions.reprintDialog.go, exact: true }).click();
	await expect.poll(lastSlip).toContain('*** 补打 第2次 ***');
	await expect(office.getByText(zhRedemptions.copy(2))).toBeVisible();
	expect(lastSlip()).toContain(`${facts.day} ${facts.clock}`);
	expect(desk.slips().at(-1)?.code).toBe(facts.code);
	expect(desk.slips().at(-1)?.faults).toEqual([]);
	const marks = desk.slips().map(({ rows }) => /补打 第\d次/.exec(rows.join('\n'))?.[0]);
	expect(marks.filter(Boolean)).toEqual(['补打 第1次', '补打 第2次']);
	await office.context().close();
});

/** The office of the director, on its first page. */
async function openOffice(browser: Browser): Promise<Page> {
	const context = await browser.newContext({
		viewport: { width: 1366, height: 768 },
		locale: 'zh-CN',
		timezoneId: 'Asia/Shanghai',
	});
	const page = await context.newPage();
	const faults: string[] = [];
	listenForFaults(page, faults);
	await page.goto(`${shop.server.url}/office`);
	await page.getByLabel(zhShell.signIn.username).fill(staff.director.username);
	await page.getByLabel(zhShell.signIn.password).fill(staff.director.password);
	await page.getByRole('button', { name: zhShell.signIn.go }).click();
	await expect(page.getByRole('navigation', { name: zhShell.nav.label })).toBeVisible();
	expect(faults, 'faults of the page').toEqual([]);
	return page;
}

/** What of the strip or the screen lies outside, by its text. */
function strayed(page: Page): Promise<string[]> {
	return page.evaluate(() =>
		[...document.querySelectorAll('.strips b, main figcaption *, main .start span')]
			.filter((element) => element.children.length === 0 && element.textContent?.trim() !== '')
			.filter((element) => {
				const frame = element.closest('figure, main, .strips')?.getBoundingClientRect();
				const { left, right, top, bottom } = element.getBoundingClientRect();
				if (!frame) return true;
				const isInside = left >= frame.left - 1 && right <= frame.right + 1;
				return !isInside || top < frame.top - 1 || bottom > frame.bottom + 1;
			})
			.map((element) => element.textContent ?? ''),
	);
}
