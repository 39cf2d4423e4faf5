import type { Browser, Page } from 'playwright/test';
import type { PrinterState, RedemptionFacts } from '#domain/wire';
import { en } from '#kiosk/lib/words/en.ts';
import { zh } from '#kiosk/lib/words/zh.ts';
import { zhDevices } from '#kiosk/routes/office/words/zh-devices.ts';
import { zhRedemptions } from '#kiosk/routes/office/words/zh-redemptions.ts';
import { zhShell } from '#kiosk/routes/office/words/zh-shell.ts';
import { zhToday } from '#kiosk/routes/office/words/zh-today.ts';
import { receiptBytes } from '#printing/escpos';
import { profileOf } from '#printing/profiles';
import { redemptionReceipt } from '#printing/receipts/redemption';
import { isWhole } from '#printing/virtual/printer';
import type { VirtualFaults } from '#printing/virtual-printer';
import { rounds } from '../effort.ts';
import { openShop, redeem, type Shop } from '../server/shop.ts';
import { openPrintingDesk, type PrintingDesk } from './slips.ts';
import { strayed } from './strayed.ts';
import { signInAt } from './office-desk.ts';
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
		// The low screens take the same strip: there two states are enough in `npm test`.
		const shown = viewport === 'portrait' ? states : states.slice(0, rounds(2, states.length));
		for (const [state, fault] of shown) {
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

/** Bytes of the state's questions and the fence that is tried out, before the first of a slip. */
const preamble = 15;
const stops = [
	['the paper ends in the middle of a slip', 'paper_out', () => ({ paperOutAt: 6000 })],
	[
		'the paper ends at the end of a slip',
		'paper_out',
		(bytes: number) => ({ paperOutAt: preamble + bytes }),
	],
	['the lid is opened in the middle of a slip', 'cover_open', () => ({ coverOpensAt: 6000 })],
] as const satisfies readonly (readonly [string, PrinterState, (bytes: number) => VirtualFaults])[];

for (const [says, state, stopsIn] of stops.slice(0, rounds(1, stops.length))) {
	test(`${says}: kiosk and office say so before the next villager redeems`, async ({
		openTill,
		browser,
	}) => {
		test.slow();
		const office = await openOffice(browser);
		const due = (kind: 'uncertain' | 'blocked', { number }: RedemptionFacts) =>
			office.getByText(zhToday.due.slipAbout(zhToday.due.slipState[kind], number));
		const { words, page, ...till } = await openTill(shop);
		const bytes = await lengthOfSlip();
		await till.toConfirm(codeOf('王建国'), '香皂');
		desk.printer.breakWith(stopsIn(bytes));
		const first = await till.redeem();
		await expect(page.getByText(words.done.ask)).toBeVisible();
		await till.tap(new RegExp(`^${words.done.ready(0).split(' ')[0]}`));
		await expect(page.getByText(words.attract.ask)).toBeVisible();
		await expect(page.getByText(words.line.keeper[state])).toBeVisible();
		const notice = office.getByRole('main').getByRole('status');
		await expect(notice).toContainText(zhDevices.printerState[state]);
		await office.reload();
		await expect(due('uncertain', first)).toBeVisible();

		const before = desk.printer.bytesIn();
		await till.toConfirm(codeOf('何𠮷'), '香皂');
		const second = await till.redeem();
		await expect(page.getByText(words.done.later)).toBeVisible();
		await expect(page.getByText(second.number)).toBeVisible();
		await office.reload();
		await expect(due('blocked', second)).toBeVisible();
		// Only questions about its state were sent.
		expect(desk.printer.bytesIn() - before).toBeLessThan(bytes / 2);
		expect([papersOf(first), papersOf(second)]).toEqual([[], []]);

		desk.printer.loadPaper();
		await expect(page.getByText(words.done.out)).toBeVisible();
		await expect.poll(() => [papersOf(first), papersOf(second)]).toEqual([['whole'], ['whole']]);
		// What the printer had kept of the first one came out whole: a person says so.
		const answer = { answer: 'complete' };
		await shop.director.post(`/api/office/print-jobs/${first.printJob}/answer`, answer);
		await office.reload();
		await expect(office.getByText(zhToday.figures.slipsNone)).toBeVisible();
		await expect(notice).toHaveCount(0);
		expect([papersOf(first), papersOf(second)]).toEqual([['whole'], ['whole']]);
		await office.context().close();
	});
}

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

/** Prints a slip, and gives the bytes of the next one like it. */
async function lengthOfSlip(): Promise<number> {
	const profile = profileOf('generic58');
	if (!profile) throw new Error('No profile generic58');
	const { body } = await redeem(shop, '王建国', { 香皂: 1 });
	await expect.poll(() => papersOf(body)).toEqual(['whole']);
	return receiptBytes(redemptionReceipt(body, { copy: 0 }), profile).length;
}

/** Every paper of a redemption that came out. */
function papersOf({ number }: RedemptionFacts): ('whole' | 'torn')[] {
	return desk.printer.papers
		.filter((paper) => paper.rows.join('\n').includes(number))
		.map((paper) => (isWhole(paper) ? 'whole' : 'torn'));
}

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
	await signInAt(page, shop);
	expect(faults, 'faults of the page').toEqual([]);
	return page;
}
