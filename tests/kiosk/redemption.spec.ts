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
	const points: Readonly<Record<string, number>> = { base, redeemed, spendable };
	const stretches = (await bar.locator('span').evaluateAll(measured)).map((stretch) => ({
		...stretch,
		points: points[stretch.part] ?? 0,
	}));
	const shown = Object.keys(points).filter((part) => points[part] !== 0);
	expect(stretches.map(({ part }) => part)).toEqual(shown);
	expect(stretches.map(({ text }) => text)).toEqual(shown.map((part) => String(points[part])));
	// As long as it is many; only what would be too short for its number is as long as that.
	const long = stretches.filter(({ width, number }) => width > number + 0.5);
	const sum = (of: 'width' | 'points') => long.reduce((all, stretch) => all + stretch[of], 0);
	for (const { width, number, points } of stretches) {
		const share = (points * sum('width')) / sum('points');
		expect(Math.abs(width - Math.max(share, number))).toBeLessThan(1);
	}
}

/** Runs in the page: each stretch of the bar, and how much of it its number takes. */
const measured = (spans: Element[]) =>
	spans.map((span) => ({
		part: span.classList[0] ?? '',
		text: span.textContent?.trim() ?? '',
		width: span.getBoundingClientRect().width,
		number: span.firstElementChild?.getBoundingClientRect().width ?? 0,
	}));

test('sizes that come a frame late are no defect: the screen stays', async ({ openTill }) => {
	const till = await openTill(shop);
	await till.home(shop.cards.get('王建国')?.code ?? '');
	const said = await till.page.evaluate(
		() =>
			new Promise<string>((resolve) => {
				addEventListener('error', ({ message }) => resolve(message));
				const box = document.body.appendChild(document.createElement('div'));
				let width = 1;
				new ResizeObserver(() => (box.style.width = `${(width += 1)}px`)).observe(box);
			}),
	);
	expect(said).toContain('ResizeObserver');
	await expect(till.page.getByText(till.words.home.spendable)).toBeVisible();
});
