import type { Page } from 'playwright/test';
import { zhHouseholds } from '#kiosk/routes/office/words/zh-households.ts';
import { openShop, type Shop } from '../server/shop.ts';
import { signInAt } from './office-desk.ts';
import { expect, listenForFaults, test } from './till.ts';

let shop: Shop;
let desk: Page;
const faults: string[] = [];
test.beforeAll(async ({ browser }) => {
	shop = await openShop();
	const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
	await context.addInitScript(() => localStorage.setItem('love.office.language', 'zh'));
	desk = await context.newPage();
	listenForFaults(desk, faults);
	await signInAt(desk, shop);
});
test.afterAll(async () => {
	await desk.context().close();
	await shop.server.stop();
	expect(faults, 'faults of the pages').toEqual([]);
});

test('who has just left reads so and takes what is left, in either language (R13)', async ({
	openTill,
}) => {
	await moveOut('王建国', 'later');
	await expect(desk.getByRole('main')).toContainText('剩下的分可以换到');
	const till = await openTill(shop, { viewport: 'tablet' });
	await till.home(shop.cards.get('王建国')?.code ?? '');
	await expect(till.page.getByText(till.words.home.standings.leaving)).toBeVisible();
	await till.speakEnglish();
	await expect(till.page.getByText(till.words.home.standings.leaving)).toBeVisible();
	await till.gather('Toilet soap');
	expect(await till.redeem()).toMatchObject({ cost: 5, spendableAfter: 77 });
});

test('a passbook that is closed with the household is told at the shop', async ({ openTill }) => {
	await moveOut('何𠮷', 'now');
	const till = await openTill(shop);
	await till.scan(shop.cards.get('何𠮷')?.code ?? '');
	await expect(till.page.getByText('这一户已经迁出，不能换')).toBeVisible();
});

async function moveOut(head: string, passbookEnds: 'later' | 'now'): Promise<void> {
	const card = shop.cards.get(head);
	const words = zhHouseholds.moveOut;
	await desk.goto(`${shop.server.url}/office/households/${card?.household}`);
	await desk.getByRole('button', { name: zhHouseholds.page.moveOut }).click();
	const dialog = desk.getByRole('dialog');
	if (passbookEnds === 'now') {
		await dialog.getByLabel(words.passbook).click();
		await desk.getByRole('option', { name: words.passbookEnds.now }).click();
	}
	const confirm = dialog.getByLabel(/请照着写一遍/);
	const [code = ''] = /柏[\d-]+/.exec((await dialog.textContent()) ?? '') ?? [];
	await confirm.fill(code);
	await dialog.getByRole('button', { name: words.go }).click();
	await expect(desk.getByText(words.done[passbookEnds]).first()).toBeVisible();
	await expect(dialog).toHaveCount(0);
}
