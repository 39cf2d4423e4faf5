import { test as base, expect, type Page } from 'playwright/test';
import { addDays, dayAt, type Day } from '#domain/day';
import { zhRedemptions } from '#kiosk/routes/office/words/zh-redemptions.ts';
import { zhSettings } from '#kiosk/routes/office/words/zh-settings.ts';
import { zhShell } from '#kiosk/routes/office/words/zh-shell.ts';
import { openShop, type Shop } from '../server/shop.ts';
import { signInAt } from './office-desk.ts';
import { listenForFaults } from './till.ts';

let shop: Shop;
base.beforeAll(async () => {
	shop = await openShop();
});
base.afterAll(() => shop.server.stop());

const today = dayAt(Date.now());
const yesterday = addDays(today, -1);
const inWords = (day: Day) =>
	zhShell.day(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8)));

/** The office in Chinese on a machine that speaks English. */
const test = base.extend({
	page: async ({ browser }, use) => {
		const context = await browser.newContext({
			viewport: { width: 1280, height: 800 },
			locale: 'en-US',
			timezoneId: 'America/New_York',
		});
		await context.addInitScript(() => localStorage.setItem('love.office.language', 'zh'));
		const page = await context.newPage();
		const faults: string[] = [];
		listenForFaults(page, faults);
		await signInAt(page, shop);
		await use(page);
		await context.close();
		expect(faults, 'faults of the page').toEqual([]);
	},
});

const shownFor = (page: Page, day: Day) =>
	page.waitForRequest((request) => request.url().includes(`/api/office/redemptions?day=${day}`));

/** All at one moment, in the page. */
function pressFast(keys: readonly string[]): void {
	for (const key of keys) {
		const press = new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true });
		document.activeElement?.dispatchEvent(press);
	}
}

test('the day of the redemptions is said, typed and stepped through in Chinese', async ({
	page,
}) => {
	await page.goto(`${shop.server.url}/office/redemptions`);
	const field = page.getByLabel(zhRedemptions.dayLabel);
	await expect(field).toHaveValue(inWords(today));

	for (const typed of [yesterday.replaceAll('-', ''), inWords(yesterday), yesterday]) {
		const asked = shownFor(page, yesterday);
		await field.fill(typed);
		await asked;
		await field.blur();
		await expect(field).toHaveValue(inWords(yesterday));
		await field.press('ArrowUp');
		await expect(field).toHaveValue(inWords(today));
	}
	// Two keys as fast as a scanner's are still a person's where no code stands before them.
	await field.focus();
	await page.evaluate(pressFast, ['ArrowDown', 'ArrowDown', 'ArrowUp']);
	await expect(field).toHaveValue(inWords(yesterday));
	await field.press('ArrowUp');
	// There is no redemption of tomorrow, and half a day is no day.
	await field.press('ArrowUp');
	await expect(field).toHaveValue(inWords(today));
	await field.fill('2026-');
	await field.blur();
	await expect(field).toHaveValue(inWords(today));
});

test('the calendar speaks Chinese and is worked by the keyboard', async ({ page }) => {
	await page.goto(`${shop.server.url}/office/redemptions`);
	await page.getByRole('button', { name: zhShell.calendar.open }).focus();
	await page.keyboard.press('Enter');
	const calendar = page.locator('.calendar');
	await expect(calendar).toContainText(`${Number(today.slice(5, 7))}月`);
	const asked = shownFor(page, yesterday);
	await page.keyboard.press('ArrowLeft');
	await page.keyboard.press('Enter');
	await asked;
	await expect(page.getByLabel(zhRedemptions.dayLabel)).toHaveValue(inWords(yesterday));
	await expect(page.locator('.calendar')).toHaveCount(0);
});

test('settings begin on a day that can be read, and not before today', async ({ page }) => {
	await page.goto(`${shop.server.url}/office/settings`);
	await page.getByRole('button', { name: zhSettings.village.edit }).click();
	const dialog = page.getByRole('dialog');
	const field = dialog.getByLabel(zhSettings.form.fromDay);
	await field.fill('下个月');
	await expect(dialog).toContainText(zhSettings.form.dayUnreadable);
	await field.fill(yesterday);
	await expect(dialog).toContainText(zhSettings.form.dayWrong);
	await field.fill(addDays(today, 30).replaceAll('-', '/'));
	await dialog.getByRole('button', { name: zhShell.save }).click();
	await expect(dialog).toHaveCount(0);
	await expect(
		page.getByText(zhSettings.village.coming(inWords(addDays(today, 30)))),
	).toBeVisible();
});
