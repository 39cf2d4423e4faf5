import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright/test';
import { openShop, redeem, scan, shelf, type Shop } from '../server/shop.ts';
import { openPrintingDesk, type PrintingDesk } from './slips.ts';
import { expect, test, type Till } from './till.ts';

let shop: Shop;
let desk: PrintingDesk;
test.beforeAll(async () => {
	shop = await openShop();
	desk = await openPrintingDesk(shop);
});
test.afterAll(async () => {
	await desk.close();
	await shop.server.stop();
});

const codeOf = (head: string) => shop.cards.get(head)?.code ?? '';
const figuresOf = async (head: string) => (await scan(shop, head)).figures;
const none = {
	product: '',
	left: 0,
	cost: 0,
	spendable: 0,
	makeUpFirst: 0,
	most: 0,
	seconds: 0,
};

test.describe('refused, with the reason:', () => {
	async function expectNo(till: Till, sentence: string): Promise<void> {
		await till.tap(till.words.confirm.redeem);
		await expect(till.page.getByRole('alert')).toContainText(till.words.trouble.refused);
		await expect(till.page.getByRole('alert')).toContainText(sentence);
		await expect(till.page.getByText(till.words.done.title)).toHaveCount(0);
	}

	test('too few points while choosing, and how many are missing', async ({ openTill }) => {
		const till = await openTill(shop);
		await till.home(codeOf('王建国'));
		const { spendable } = await figuresOf('王建国');
		await till.tap(till.words.home.choose);
		const most = Math.floor(spendable / 32);
		for (let piece = 0; piece <= most; piece++) await till.choose('大米 5kg');
		const missing = (most + 1) * 32 - spendable;
		const { what } = till.words.refusals.spendable_too_low({
			...none,
			name: '',
			pointsEach: 0,
			missing,
		});
		expect(what).toContain(String(missing));
		await expect(till.page.getByRole('dialog')).toContainText(what);
	});

	test('below the base, number, equation, card and sentence tell the same', async ({
		openTill,
	}) => {
		const till = await openTill(shop);
		const { page, words } = till;
		await till.home(codeOf('赵大山'));
		const { total, base, missing } = await figuresOf('赵大山');
		await expect(page.locator('.big .number b')).toHaveText('0');
		await expect(page.getByText(words.home.short(missing), { exact: true })).toBeVisible();
		const tiles = await page.locator('.equation li').allInnerTexts();
		expect(tiles.map((text) => text.replace(/\s/g, ''))).toEqual([
			`${words.parts.base}${base}`,
			`−${words.parts.total}${total}`,
			`=${words.parts.missing}${missing}`,
		]);
		expect(base - total).toBe(missing);
		await till.tap(words.home.look);
		const lacks = missing + 32;
		const card = page.getByRole('button', { name: /^大米 5kg,/ });
		await expect(card).toContainText(words.goods.short(lacks));
		await till.tap(card);
		const { what, next } = words.refusals.total_below_base({
			...none,
			name: '',
			pointsEach: 0,
			missing: lacks,
			makeUpFirst: missing,
		});
		expect(what).toContain(String(lacks));
		await expect(page.getByRole('dialog')).toContainText(what);
		await expect(page.getByRole('dialog')).toContainText(next);
	});

	test('the points were spent at another kiosk meanwhile', async ({ openTill }) => {
		const till = await openTill(shop);
		await till.toConfirm(codeOf('何𠮷'), '大米 5kg');
		await redeem(shop, '何𠮷', { '大米 5kg': 1, 香皂: 1 });
		const before = await figuresOf('何𠮷');
		const missing = 32 - before.spendable;
		await expectNo(
			till,
			till.words.refusals.spendable_too_low({ ...none, name: '', pointsEach: 0, missing }).what,
		);
		expect(await figuresOf('何𠮷')).toEqual(before);
		// He goes back to what is true by now, not into the same no again.
		await till.tap(till.words.trouble.back);
		await expect(
			till.page.getByText(till.words.home.short(missing), { exact: true }),
		).toBeVisible();
		await expect(till.page.getByRole('button', { name: till.words.basket.tooMuch })).toBeDisabled();
		await till.tap(till.words.basket.back);
		await expect(till.page.locator('button.basket')).toContainText(till.words.home.short(missing));
		await till.tap(till.words.goods.openBasket);
		await till.tap(till.words.basket.fewer('大米 5kg'));
		await till.tap(till.words.basket.back);
		await till.choose('香皂');
		await till.tap(till.words.goods.ready);
		expect((await till.redeem()).spendableBefore).toBe(before.spendable);
	});

	test('somebody else took the last one', async ({ openTill }) => {
		const till = await openTill(shop);
		await till.toConfirm(codeOf('王建国'), '最后一桶油');
		await redeem(shop, '陈远', { 最后一桶油: 1 });
		const before = await figuresOf('王建国');
		const gone = { ...none, name: '最后一桶油', pointsEach: 0, missing: 0 };
		await expectNo(till, till.words.refusals.product_out_of_stock(gone).what);
		expect(await figuresOf('王建国')).toEqual(before);
		await till.tap(till.words.trouble.back);
		await expect(till.page.getByText(till.words.goods.basketEmpty)).toBeVisible();
	});

	test('the office changed the price, and the villager looks again', async ({ openTill }) => {
		const till = await openTill(shop);
		await till.toConfirm(codeOf('王建国'), '香皂');
		await shop.storekeeper.post(`/api/office/products/${shop.products.get('香皂')}/price`, {
			requestKey: randomUUID(),
			version: 2,
			referencePriceFen: 600,
			source: '镇上超市标价',
		});
		const before = await figuresOf('王建国');
		const dearer = { ...none, name: '香皂', pointsEach: 6, missing: 0 };
		await expectNo(till, till.words.refusals.price_changed(dearer).what);
		expect(await figuresOf('王建国')).toEqual(before);
		await till.tap(till.words.trouble.back);
		await till.tap(till.words.basket.ready);
		expect((await till.redeem()).cost).toBe(6);
		expect((await figuresOf('王建国')).spendable).toBe(before.spendable - 6);
	});

	test('the passbook was replaced meanwhile: the dead one opens nothing any more', async ({
		openTill,
	}) => {
		const till = await openTill(shop);
		const { page, words } = till;
		await till.toConfirm(codeOf('陈远'), '香皂');
		await shop.director.post('/api/office/passbooks/replace', {
			requestKey: randomUUID(),
			household: shop.cards.get('陈远')?.household,
			reason: '丢失',
		});
		const dead = { ...none, name: '', pointsEach: 0, missing: 0 };
		await expectNo(till, words.refusals.passbook_replaced(dead).what);
		await expect(page.getByRole('button', { name: words.trouble.start })).toBeVisible();
		await expect(page.getByRole('button', { name: words.trouble.back })).toHaveCount(0);
		await till.tap(words.trouble.start);
		await expect(page.getByText(words.attract.ask)).toBeVisible();
	});
});

test.describe('not yet known', () => {
	test('the answer is lost on the way: never done, and settled exactly once', async ({
		openTill,
	}) => {
		const till = await openTill(shop);
		const { page, words } = till;
		const before = await figuresOf('王建国');
		const stockBefore = (await shelf(shop)).get('大米 5kg')?.left ?? 0;
		await till.toConfirm(codeOf('王建国'), '大米 5kg');
		const line = await cutLine(page, { afterTheServer: true });
		await till.tap(words.confirm.redeem);
		await expect(page.getByRole('heading', { level: 1 })).toContainText(words.settling.unknown);
		await expect(page.getByText(words.settling.kept)).toBeVisible();
		await expect(page.getByText(words.done.title)).toHaveCount(0);
		expect((await figuresOf('王建国')).spendable).toBe(before.spendable - 32);

		await page.reload();
		await expect(page.getByRole('heading', { level: 1 })).toContainText(words.settling.leftOver);
		await expect.poll(() => line.asked).toBeGreaterThan(2);
		await expect(page.getByText(words.done.title)).toHaveCount(0);

		await line.mend();
		await expect(page.getByRole('heading', { level: 1 })).toContainText(words.done.leftOver);
		const after = await figuresOf('王建国');
		expect(after).toEqual({
			...before,
			redeemed: before.redeemed + 32,
			spendable: before.spendable - 32,
		});
		expect((await shelf(shop)).get('大米 5kg')?.left).toBe(stockBefore - 1);
		expect(new Set(line.keys).size).toBe(1);

		await page.reload();
		await expect(page.getByText(words.attract.ask)).toBeVisible();
		expect(await figuresOf('王建国')).toEqual(after);
	});

	test('the villager does not wait: it is done by itself, and the next one may come', async ({
		openTill,
	}) => {
		const till = await openTill(shop);
		const { page, words } = till;
		const before = await figuresOf('王建国');
		await till.toConfirm(codeOf('王建国'), '大米 5kg');
		const line = await cutLine(page, { afterTheServer: false });
		await till.tap(words.confirm.redeem);
		await expect(page.getByRole('heading', { level: 1 })).toContainText(words.settling.unknown);
		expect(await figuresOf('王建国')).toEqual(before);
		await till.tap(words.settling.leave);
		await expect(page.getByText(words.attract.openOne)).toBeVisible();
		await line.mend();
		await till.tap(words.done.leftOver);
		await expect(page.getByRole('heading', { level: 1 })).toContainText(words.done.leftOver);
		expect((await figuresOf('王建国')).redeemed).toBe(before.redeemed + 32);
	});
});

test('the line is down: the first screen says so and nothing can be redeemed', async ({
	openTill,
}) => {
	const till = await openTill(shop);
	const { page, words } = till;
	await till.toConfirm(codeOf('王建国'), '香皂');
	await page.route('**/api/**', (route) => route.abort('internetdisconnected'));
	// The browser says that something changed; the kiosk asks the server at once.
	await page.evaluate(() => window.dispatchEvent(new Event('online')));
	await expect(page.getByText(words.line.down)).toBeVisible();
	await expect(page.getByRole('button', { name: words.goods.lineDown })).toBeDisabled();
	await till.tap(words.confirm.cancel);
	await expect(page.getByText(words.attract.ask)).toBeVisible();
	await expect(page.getByText(words.line.down)).toBeVisible();
	await page.unroute('**/api/**');
	await expect(page.getByText(words.line.down)).toHaveCount(0);
	await till.home(codeOf('何𠮷'));
});

test.describe('the slip', () => {
	test('waits for paper: the redemption stands and the screen says so', async ({ openTill }) => {
		desk.printer.breakWith({ paperOutAt: 0 });
		const { words, page, ...till } = await openTill(shop);
		await expect(page.getByText(words.line.keeper.paper_out)).toBeVisible();
		const before = await figuresOf('王建国');
		const slipsBefore = desk.slips().length;
		await till.toConfirm(codeOf('王建国'), '香皂');
		const facts = await till.redeem();
		await expect(page.getByText(words.done.title)).toBeVisible();
		await expect(page.getByText(words.done.later)).toBeVisible();
		await expect(page.getByText(facts.number)).toBeVisible();
		expect((await figuresOf('王建国')).redeemed).toBe(before.redeemed + facts.cost);
		expect(desk.slips()).toHaveLength(slipsBefore);

		desk.printer.loadPaper();
		await expect(page.getByText(words.done.out)).toBeVisible();
		const slips = desk.slips().slice(slipsBefore);
		expect(slips.map(({ code }) => code)).toEqual([facts.code]);
	});

	test('broke off: the screen asks, and a reprint comes out', async ({ openTill }) => {
		const { words, page, ...till } = await openTill(shop);
		await till.toConfirm(codeOf('王建国'), '香皂');
		desk.printer.breakWith({ resetAfter: 500 });
		const facts = await till.redeem();
		await expect(page.getByText(words.done.ask)).toBeVisible();
		const slipsBefore = desk.slips().length;
		const before = await figuresOf('王建国');
		desk.printer.breakWith({});
		await till.tap(words.done.incomplete);
		await expect(page.getByText(words.done.out)).toBeVisible();
		const [slip] = desk.slips().slice(slipsBefore);
		expect(slip?.rows.join('\n')).toContain('补打');
		expect(slip?.rows.join('\n')).toContain(facts.number);
		expect(slip?.code).toBe(facts.code);
		expect(await figuresOf('王建国')).toEqual(before);
	});
});

/** Cuts the line for redemptions: before the request has reached the server, or after it. */
async function cutLine(page: Page, { afterTheServer }: { readonly afterTheServer: boolean }) {
	const path = '**/api/shop/redemptions';
	const line = {
		asked: 0,
		keys: [] as string[],
		// What is under way when the line comes back may still fail: that is no matter.
		mend: () => page.unrouteAll({ behavior: 'ignoreErrors' }),
	};
	await page.route(path, async (route) => {
		const { requestKey } = route.request().postDataJSON() as { requestKey: string };
		line.keys.push(requestKey);
		line.asked += 1;
		if (afterTheServer) await route.fetch();
		await route.abort('connectionreset');
	});
	return line;
}
