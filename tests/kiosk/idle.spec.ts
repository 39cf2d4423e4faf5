import type { Page } from 'playwright/test';
import { openShop, scan, type Shop } from '../server/shop.ts';
import { expect, test, type Till } from './till.ts';

let shop: Shop;
test.beforeAll(async () => {
	shop = await openShop();
});
test.afterAll(() => shop.server.stop());

const card = () => shop.cards.get('王建国') ?? { code: '', number: '' };
/** Time lies in the test's hand. */
const before = (page: Page) => page.clock.install();
const pass = ({ page }: Till, seconds: number) => page.clock.fastForward(seconds * 1000);
const warning = ({ page, words }: Till) => page.getByRole('dialog', { name: words.idle.title });

test('after a quiet minute the screen asks, counts down, and a touch goes on', async ({
	openTill,
}) => {
	const till = await openTill(shop, { before });
	await till.enter(card().number);
	await pass(till, 55);
	await expect(warning(till)).toHaveCount(0);
	await pass(till, 5);
	await expect(warning(till)).toBeVisible();
	await expect(warning(till)).toContainText('30');
	await pass(till, 9);
	await expect(warning(till)).toContainText(till.words.idle.rest(21));
	const go = till.page.getByRole('button', { name: till.words.idle.go });
	const box = await go.boundingBox();
	// Half of the screen goes on.
	expect((box?.width ?? 0) * (box?.height ?? 0)).toBeGreaterThan(1080 * 1920 * 0.4);
	await till.tap(go);
	await expect(warning(till)).toHaveCount(0);
	await pass(till, 55);
	await expect(warning(till)).toHaveCount(0);
	await expect(till.page.getByText(till.words.home.spendable)).toBeVisible();
});

test('who needs more time gets twice as long, until the stay ends', async ({ openTill }) => {
	const till = await openTill(shop, { before });
	await till.enter(card().number);
	await pass(till, 61);
	await till.tap(till.words.idle.slower);
	await expect(warning(till)).toHaveCount(0);
	await pass(till, 115);
	await expect(warning(till)).toHaveCount(0);
	await pass(till, 6);
	await expect(warning(till)).toBeVisible();
	await expect(warning(till)).toContainText('59');
	await expect(till.page.getByRole('button', { name: till.words.idle.slower })).toHaveCount(0);
	await pass(till, 60);
	await expect(till.page.getByText(till.words.attract.ask)).toBeVisible();
	await till.enter(card().number);
	await pass(till, 61);
	await expect(warning(till)).toBeVisible();
});

test('language and letters stay until the stay ends, or nobody touched the first screen', async ({
	openTill,
}) => {
	const till = await openTill(shop, { before });
	const { page } = till;
	const isChinese = () => expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
	await till.speakEnglish();
	const { words } = till;
	await till.tap(words.header.larger);
	await till.tap(new RegExp(words.attract.ask));
	await till.tap(words.help.back);
	await expect(page.getByText(words.attract.ask)).toBeVisible();
	await expect(page.getByRole('button', { name: words.header.smaller })).toBeVisible();
	await till.tap(new RegExp(words.attract.ask));
	await pass(till, 41);
	await expect(page.getByText(words.attract.ask)).toBeVisible();
	await pass(till, 55);
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	await pass(till, 6);
	await isChinese();
	await expect(page.locator('.large')).toHaveCount(0);

	await till.speakEnglish();
	await till.enter(card().number);
	await till.tap(words.home.leave);
	await isChinese();
});

test('at night the waiting screen is dim, and bright for whoever touches it', async ({
	openTill,
}) => {
	const atNight = (page: Page) =>
		page.clock.install({ time: new Date('2026-05-04T22:30:00+08:00') });
	const till = await openTill(shop, { before: atNight });
	const brightness = () =>
		till.page.evaluate(
			() => getComputedStyle(document.querySelector('.villager') ?? document.body).filter,
		);
	await expect.poll(brightness).toBe('brightness(0.4)');
	await till.tap(new RegExp(till.words.attract.ask));
	await expect.poll(brightness).toBe('none');
	await till.page.clock.setFixedTime(new Date('2026-05-05T06:30:00+08:00'));
	await till.page.clock.runFor(61_000);
	await expect(till.page.getByText(till.words.attract.ask)).toBeVisible();
	await expect.poll(brightness).toBe('none');
});

test('a passbook goes on as well', async ({ openTill }) => {
	const till = await openTill(shop, { before });
	await till.enter(card().number);
	await pass(till, 61);
	await expect(warning(till)).toBeVisible();
	await till.scan(card().code);
	await expect(warning(till)).toHaveCount(0);
	await expect(till.page.getByText(till.words.home.spendable)).toBeVisible();
});

test('nobody answers: the stay ends, and no name is left in the page', async ({ openTill }) => {
	const till = await openTill(shop, { before });
	const household = await scan(shop, '王建国');
	await till.enter(card().number);
	await till.tap(new RegExp(till.words.home.showName));
	await till.tap(till.words.home.choose);
	await till.choose('香皂');
	await pass(till, 61);
	await expect(warning(till)).toBeVisible();
	await pass(till, 30);
	await expect(till.page.getByText(till.words.attract.ask)).toBeVisible();
	await expectNobody(till, [household.name, household.maskedName, household.code]);
});

test('a clock that is set back on the way keeps nobody on the screen', async ({ openTill }) => {
	const till = await openTill(shop, { before });
	await till.enter(card().number);
	await pass(till, 30);
	const now = await till.page.evaluate(() => Date.now());
	await till.page.clock.setSystemTime(now - 3_600_000);
	await pass(till, 31);
	await expect(warning(till)).toBeVisible();
	await pass(till, 30);
	await expect(till.page.getByText(till.words.attract.ask)).toBeVisible();
});

test('on the last question nobody answers: nothing has moved', async ({ openTill }) => {
	const till = await openTill(shop, { before });
	const { figures } = await scan(shop, '王建国');
	await till.enter(card().number);
	await till.gather('香皂');
	await pass(till, 46);
	await expect(warning(till)).toBeVisible();
	await pass(till, 30);
	await expect(till.page.getByText(till.words.attract.ask)).toBeVisible();
	expect((await scan(shop, '王建国')).figures).toEqual(figures);
});

test('the name is masked until it is touched, and masked again for the next stay', async ({
	openTill,
}) => {
	const till = await openTill(shop, { before });
	const { name, maskedName } = await scan(shop, '王建国');
	await till.enter(card().number);
	expect(await till.page.content()).not.toContain(name);
	await till.tap(new RegExp(maskedName.replace('＊', '.')));
	await expect(till.page.getByText(till.words.home.household(name))).toBeVisible();
	await till.tap(new RegExp(till.words.home.hideName));
	await expect(till.page.getByText(till.words.home.household(maskedName))).toBeVisible();
	expect(await till.page.content()).not.toContain(name);
	await till.tap(new RegExp(till.words.home.showName));
	await till.tap(till.words.home.leave);
	await expectNobody(till, [name, maskedName]);
	await till.page.clock.fastForward(2000);
	await till.enter(card().number);
	expect(await till.page.content()).not.toContain(name);
});

test('the finished screen leaves by itself, and one touch keeps it longer', async ({
	openTill,
}) => {
	const till = await openTill(shop, { before });
	await till.enter(card().number);
	await till.gather('香皂');
	await till.redeem();
	await expect(till.page.getByText(till.words.done.title)).toBeVisible();
	await pass(till, 20);
	await till.tap(till.words.done.stay);
	await pass(till, 12);
	await expect(till.page.getByText(till.words.done.title)).toBeVisible();
	await pass(till, 31);
	await expect(till.page.getByText(till.words.attract.ask)).toBeVisible();
	await expectNobody(till, [(await scan(shop, '王建国')).maskedName]);
});

/** Neither the page nor its title, address or storage speaks of the household. */
async function expectNobody({ page }: Till, names: readonly string[]): Promise<void> {
	const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
	const left = [await page.content(), await page.title(), page.url(), kept].join('\n');
	for (const name of names) expect(left).not.toContain(name);
}
