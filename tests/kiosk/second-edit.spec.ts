import type { Browser, Page } from 'playwright/test';
import type { HouseholdPage, SettingsHistory } from '#domain/office-wire';
import type { ProductPage } from '#domain/product-wire';
import { enHouseholds } from '#kiosk/routes/office/words/en-households.ts';
import { enProducts } from '#kiosk/routes/office/words/en-products.ts';
import { enRefusals } from '#kiosk/routes/office/words/en-refusals.ts';
import { enSecondEdit } from '#kiosk/routes/office/words/en-second-edit.ts';
import { enSettings } from '#kiosk/routes/office/words/en-settings.ts';
import { enShell } from '#kiosk/routes/office/words/en-shell.ts';
import { zhHouseholds } from '#kiosk/routes/office/words/zh-households.ts';
import { zhProducts } from '#kiosk/routes/office/words/zh-products.ts';
import { zhRefusals } from '#kiosk/routes/office/words/zh-refusals.ts';
import { zhSecondEdit } from '#kiosk/routes/office/words/zh-second-edit.ts';
import { zhSettings } from '#kiosk/routes/office/words/zh-settings.ts';
import { zhShell } from '#kiosk/routes/office/words/zh-shell.ts';
import { openShop, type Shop } from '../server/shop.ts';
import { staff } from '../village.ts';
import { signInAt } from './office-desk.ts';
import { expect, listenForFaults, test } from './till.ts';

let shop: Shop;
/** The desks of a director who works at two at once; at the second it is all in English. */
let desks: readonly [Desk, Desk];
const faults: string[] = [];
test.beforeAll(async ({ browser }) => {
	shop = await openShop();
	desks = await Promise.all([openDesk(browser, 'zh'), openDesk(browser, 'en')]);
});
test.afterAll(async () => {
	await Promise.all(desks.map(({ page }) => page.context().close()));
	await shop.server.stop();
	expect(faults, 'faults of the pages').toEqual([]);
});

test('a product: the second sees what the first wrote, and keeps what was typed', async () => {
	const [first, second] = desks;
	const path = `/office/products/${shop.products.get('香皂')}`;
	const dialogs = await openForms(desks, path);
	await field(dialogs[0], zhProducts.form.name).fill('硫磺香皂');
	await field(dialogs[0], zhProducts.form.unit).fill('块');
	await save(first, dialogs[0]);
	await expect(dialogs[0]).toHaveCount(0);

	const name = field(dialogs[1], enProducts.form.name);
	await name.fill('药皂');
	await save(second, dialogs[1]);
	await expectTold(second, dialogs[1], { [enProducts.form.name]: '硫磺香皂', Unit: '块' });
	await expect(name).toHaveValue('药皂');
	await expect(field(dialogs[1], enProducts.form.unit)).toHaveValue('块');
	const productOf = async () => {
		const path = `/api/office/products/${shop.products.get('香皂')}`;
		return ((await shop.director.get(path)) as ProductPage).product;
	};
	expect(await productOf()).toMatchObject({ name: '硫磺香皂', unit: '块' });

	await save(second, dialogs[1]);
	await expect(dialogs[1]).toHaveCount(0);
	expect(await productOf()).toMatchObject({ name: '药皂', unit: '块' });
});

test('a price: the second sees the new one below the field, and keeps what was typed', async () => {
	const path = `/office/products/${shop.products.get('大米 5kg')}`;
	const dialogs = await openForms(desks, path, ({ language }) => {
		return (language === 'zh' ? zhProducts : enProducts).page.setPrice;
	});
	await field(dialogs[0], zhProducts.priceDialog.price).fill('33');
	await field(dialogs[0], zhProducts.form.source).fill('镇上超市标价');
	await dialogs[0].getByRole('button', { name: zhProducts.priceDialog.go }).click();
	await expect(dialogs[0]).toHaveCount(0);

	const price = field(dialogs[1], enProducts.priceDialog.price);
	await price.fill('35');
	await field(dialogs[1], enProducts.form.source).fill('赶集看到的');
	const go = dialogs[1].getByRole('button', { name: enProducts.priceDialog.go });
	await go.click();
	await expect(dialogs[1].getByRole('alert')).toHaveText(enRefusals.record_changed({}));
	await expect(dialogs[1]).toContainText('33.00');
	await expect(price).toHaveValue('35');
	await go.click();
	await expect(dialogs[1]).toHaveCount(0);
	const { prices } = (await shop.director.get(`/api${path}`)) as ProductPage;
	expect(prices.slice(0, 2).map((each) => each.referencePriceFen)).toEqual([3500, 3300]);
});

test('a household: the second is told in either language, and nothing is lost', async () => {
	const [second, first] = desks;
	const path = `/office/households/${shop.cards.get('李秀芳')?.household}`;
	const dialogs = await openForms(desks, path);
	await dialogs[1].getByRole('button', { name: enHouseholds.form.addMember }).click();
	await field(dialogs[1], enHouseholds.form.memberName).fill('李小川');
	await save(first, dialogs[1]);
	await expect(dialogs[1]).toHaveCount(0);

	await field(dialogs[0], zhHouseholds.form.headBirth).fill('1958');
	await save(second, dialogs[0]);
	await expectTold(second, dialogs[0], { [zhHouseholds.form.members]: '李小川' });
	await expect(field(dialogs[0], zhHouseholds.form.memberName)).toHaveValue('李小川');
	await save(second, dialogs[0]);
	await expect(dialogs[0]).toHaveCount(0);
	const { villagers } = (await shop.director.get(`/api${path}`)) as HouseholdPage;
	expect(villagers.map((each) => [each.name, each.birthYear])).toEqual([
		['李秀芳', 1958],
		['李小川', 0],
	]);
});

test('the settings: the second director is told before the first one’s are replaced', async () => {
	const [first, second] = desks;
	const dialogs = await openForms(desks, '/office/settings', ({ language }) => {
		return (language === 'zh' ? zhSettings : enSettings).village.edit;
	});
	await field(dialogs[0], zhSettings.form.helperPhone).fill('0800-111');
	await save(first, dialogs[0]);
	await expect(dialogs[0]).toHaveCount(0);

	const receiptHead = field(dialogs[1], enSettings.form.receiptHead);
	await receiptHead.fill('青松村便民超市');
	await save(second, dialogs[1]);
	await expectTold(second, dialogs[1], { [enSettings.form.helperPhone]: '0800-111' });
	await expect(receiptHead).toHaveValue('青松村便民超市');
	await save(second, dialogs[1]);
	await expect(dialogs[1]).toHaveCount(0);
	const { current } = (await shop.director.get('/api/office/settings')) as SettingsHistory;
	expect(current).toMatchObject({ receiptHead: '青松村便民超市', helperPhone: '0800-111' });
});

interface Desk {
	readonly page: Page;
	readonly language: 'zh' | 'en';
}

type Dialog = ReturnType<Page['getByRole']>;

async function openDesk(browser: Browser, language: 'zh' | 'en'): Promise<Desk> {
	const context = await browser.newContext({
		viewport: { width: 1366, height: 768 },
		timezoneId: 'Asia/Shanghai',
	});
	await context.addInitScript((name) => {
		localStorage.setItem('love.office.language', name);
	}, language);
	const page = await context.newPage();
	listenForFaults(page, faults);
	await signInAt(page, shop, staff.director, language === 'zh' ? zhShell : enShell);
	return { page, language };
}

/** Opens the form of the same thing at both desks, before either of them saves. */
async function openForms(
	[one, other]: readonly [Desk, Desk],
	path: string,
	buttonOf = (desk: Desk) => shellOf(desk).edit,
): Promise<[Dialog, Dialog]> {
	return Promise.all([
		openDialog(one, path, buttonOf(one)),
		openDialog(other, path, buttonOf(other)),
	]);
}

async function openDialog({ page }: Desk, path: string, button: string): Promise<Dialog> {
	await page.goto(shop.server.url + path);
	await page.getByRole('button', { name: button, exact: true }).first().click();
	const dialog = page.getByRole('dialog');
	await expect(dialog).toBeVisible();
	return dialog;
}

/** Some fields have a mark behind their label: that they may stay empty. */
function field(dialog: Dialog, label: string): Dialog {
	const exactly = (text: string) => dialog.getByLabel(text, { exact: true });
	const marked = [zhShell, enShell].map(({ optional }) => exactly(`${label} ${optional}`));
	return marked.reduce((all, each) => all.or(each), exactly(label)).first();
}

async function save(desk: Desk, dialog: Dialog): Promise<void> {
	await dialog.getByRole('button', { name: shellOf(desk).save }).click();
}

/** The second is told that somebody was faster, and what stands there now. */
async function expectTold(
	{ language }: Desk,
	dialog: Dialog,
	changes: Readonly<Record<string, string>>,
): Promise<void> {
	const [refusals, words] =
		language === 'zh' ? [zhRefusals, zhSecondEdit] : [enRefusals, enSecondEdit];
	await expect(dialog.getByRole('alert')).toHaveText(refusals.record_changed({}));
	const told = dialog.getByRole('region', { name: words.title });
	await expect(told.locator('dt')).toHaveText(Object.keys(changes));
	for (const [label, value] of Object.entries(changes)) {
		await expect(told.locator('div', { hasText: label })).toContainText(value);
	}
	await expect(told).toContainText(words.next);
}

function shellOf({ language }: Desk) {
	return language === 'zh' ? zhShell : enShell;
}
