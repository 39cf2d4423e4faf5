import { test as base, expect, type Page } from 'playwright/test';
import { enShell } from '#kiosk/routes/office/words/en-shell.ts';
import { castDeeds, enterDeeds } from '../server/deeds.ts';
import { openShop, redeem, shopHouseholds, type Shop } from '../server/shop.ts';
import { qingsong, staff, town } from '../village.ts';
import { signInAt } from './office-desk.ts';
import { listenForFaults } from './till.ts';

const head = '王建国';
/** What people wrote themselves stays as they wrote it. */
const reason = '香皂拿错了';

let shop: Shop;
let kept: string;
base.beforeAll(async () => {
	shop = await openShop();
	await enterDeeds(shop, head, castDeeds());
	kept = (await redeem(shop, head, { '大米 5kg': 1, 香皂: 2 })).body.id;
	const { body: reversed } = await redeem(shop, head, { 香皂: 1 });
	await shop.storekeeper.post(`/api/office/redemptions/${reversed.id}/reverse`, {
		requestKey: 'the-soap-was-brought-back',
		reason,
	});
});
base.afterAll(() => shop.server.stop());

/** The office of a director who reads English. */
const test = base.extend({
	page: async ({ browser }, use) => {
		const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
		await context.addInitScript(() => localStorage.setItem('love.office.language', 'en'));
		const page = await context.newPage();
		const faults: string[] = [];
		listenForFaults(page, faults);
		await signInAt(page, shop, staff.director, enShell);
		await use(page);
		await context.close();
		expect(faults, 'faults of the page').toEqual([]);
	},
});

test('every room of the office in English: only names stay Chinese', async ({ page }) => {
	const { household } = shop.cards.get(head) ?? {};
	const rooms = [
		['', 'Expired salt'],
		['/households', head],
		[`/households/${household}`, 'Village award'],
		['/passbooks', head],
		['/products', 'Toilet soap'],
		[`/products/${shop.products.get('香皂')}`, 'Imported list of goods'],
		['/redemptions', 'Rice 5 kg ×1, Toilet soap ×2'],
		[`/redemptions/${kept}`, head],
		['/devices', 'kiosk'],
		['/settings', staff.storekeeper.name],
	] as const;
	for (const [path, sign] of rooms) {
		await page.goto(`${shop.server.url}/office${path}`);
		await expect(page.getByText(sign).first()).toBeAttached();
		expect.soft(await chineseOn(page), path).toEqual([]);
	}
	await page.goto(`${shop.server.url}/office/products/opening`);
	await page.getByRole('combobox').first().fill('soap');
	await expect(page.getByRole('option', { name: 'Toilet soap' })).toBeVisible();
	expect.soft(await chineseOn(page), 'opening stock').toEqual([]);
});

test('a household’s ledger tells its deeds in English', async ({ page }) => {
	await page.goto(`${shop.server.url}/office/households/${shop.cards.get(head)?.household}`);
	const line = (text: string) => page.getByRole('listitem').filter({ hasText: text });
	await expect(line('Dumps rubbish or sewage')).toContainText('Clean homes');
	await expect(line('A child moves up to a higher school')).toContainText('+20');
	await expect(line('Redeemed Rice 5 kg ×1, Toilet soap ×2')).toContainText('Redemption');
	await expect(line('Reversal 0')).toContainText('+5');
	await expect(line('Base points')).toContainText('+100');
});

/** What can be read in Chinese, also by who listens, names aside. */
async function chineseOn(page: Page): Promise<readonly string[]> {
	const said = await page.evaluate(() => {
		const spoken = ['aria-label', 'title', 'placeholder', 'alt'];
		const elements = [...document.querySelectorAll(spoken.map((name) => `[${name}]`).join())];
		const labels = elements.flatMap((each) => spoken.map((name) => each.getAttribute(name) ?? ''));
		return [document.body.innerText, ...labels].join('\n');
	});
	const names = [
		...shopHouseholds.map((each) => each.head),
		...Object.values(staff).map((each) => each.name),
		`${qingsong.name}爱心超市`,
		qingsong.name,
		town.name,
		reason,
		enShell.languageLabel,
		enShell.language,
	];
	const text = names
		.reduce((left, name) => left.replaceAll(name, ''), said)
		.replace(/柏\d\d-\d\d-\d{3}-\d/g, '');
	return text.match(/.*[\p{Script=Han}，。：；（）「」、].*/gu) ?? [];
}
