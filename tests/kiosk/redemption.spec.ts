import type { HouseholdView } from '#domain/wire';
import { decodeIndependently } from '../printing/decoders.ts';
import { openShop, scan, shelf, type Shop } from '../server/shop.ts';
import { openPrintingDesk, type PrintingDesk } from './slips.ts';
import { expect, test, viewports, type Till, type Viewport } from './till.ts';

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

for (const viewport of Object.keys(viewports) as Viewport[]) {
	test(`a villager redeems one thing in four taps (${viewport})`, async ({ openTill }) => {
		const till = await openTill(shop, { viewport });
		const before = await scan(shop, '王建国');
		const soapBefore = (await shelf(shop)).get('香皂')?.left ?? 0;
		const slipsBefore = desk.slips().length;

		await till.home(shop.cards.get('王建国')?.code ?? '');
		await expectFiguresOf(before, till);
		await till.tap(till.words.home.choose);
		await till.choose('香皂');
		await till.tap(till.words.goods.ready);
		await expect(till.page.getByText(till.words.confirm.after)).toBeVisible();
		const facts = await till.redeem();
		await expect(till.page.getByText(till.words.done.title)).toBeVisible();
		expect(await till.taps()).toBe(4);

		const after = await scan(shop, '王建国');
		expect(after.figures).toEqual({
			...before.figures,
			redeemed: before.figures.redeemed + 5,
			spendable: before.figures.spendable - 5,
		});
		expect((await shelf(shop)).get('香皂')?.left).toBe(soapBefore - 1);

		await expect(till.page.getByText(till.words.done.out)).toBeVisible();
		const slips = desk.slips().slice(slipsBefore);
		expect(slips).toHaveLength(1);
		const [slip] = slips;
		expect(slip?.faults).toEqual([]);
		expect(slip?.code).toBe(facts.code);
		for (const text of [slip?.rows.join('\n'), decodeIndependently(slip?.bytes ?? empty)]) {
			expect(text).toContain(facts.number);
			expect(text).toContain(`${facts.total}分`);
			expect(text).toContain(before.maskedName);
			expect(text).not.toContain('王建国');
		}
	});
}

const empty = new Uint8Array();

/** The huge number, the equation's tiles and the bar say the same, and it is what the server says. */
async function expectFiguresOf(household: HouseholdView, { page, words }: Till): Promise<void> {
	const { total, base, redeemed, spendable } = household.figures;
	expect(total - base - redeemed).toBe(spendable);
	await expect(page.getByText(words.home.household(household.maskedName))).toBeVisible();
	await expect(page.getByText(household.name)).toHaveCount(0);
	await expect(page.locator('.big .number b')).toHaveText(String(spendable));

	const tiles = page.locator('.equation li');
	const parts = [
		['', words.parts.total, total],
		['−', words.parts.base, base],
		['−', words.parts.redeemed, redeemed],
		['=', words.parts.spendable, spendable],
	].map((part) => part.join(''));
	expect((await tiles.allInnerTexts()).map((text) => text.replace(/\s/g, ''))).toEqual(parts);

	const bar = page.getByRole('img', { name: words.home.barLabel(total) });
	const stretches = Object.entries({ base, redeemed, spendable }).filter(
		([, points]) => points > 0,
	);
	const inner = await bar.evaluate((element) => element.clientWidth);
	for (const [part, points] of stretches) {
		const box = await bar.locator(`.${part}`).boundingBox();
		expect(box?.width).toBeCloseTo(Math.max(6, (inner * points) / total), -1);
	}
	await expect(bar.locator('span')).toHaveCount(stretches.length);
}
