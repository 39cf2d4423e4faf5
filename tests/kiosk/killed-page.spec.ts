import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { openShop, redeem, scan, shelf, type Shop } from '../server/shop.ts';
import { expectVerified } from '../torture/books.ts';
import { haltAt, haltOnDemand, keptIn } from './halts.ts';
import { openHeldLine, type HeldLine } from './held-line.ts';
import { setUpMachine, type Ending, type KioskMachine } from './kiosk-machine.ts';
import { expect, outOfSightMs, test, type Till } from './till.ts';

let shop: Shop;
let line: HeldLine;
let machine: KioskMachine;
test.beforeAll(async () => {
	shop = await openShop();
	line = await openHeldLine(shop.server.url);
	machine = setUpMachine(line.url, haltOnDemand);
	const device = { name: '门口', kind: 'kiosk' };
	const { code } = (await shop.director.post('/api/office/devices', device)) as { code: string };
	const { page, words } = await machine.open(`#pair=${code}`);
	// Whoever opened it anew before it is paired would have spent the code for nothing.
	await expect(page.getByText(words.attract.ask)).toBeVisible();
});
test.afterAll(async () => {
	await machine.close();
	await line.close();
	await shop.server.stop();
});

const redemptions = '/api/shop/redemptions';
const soap = '香皂';
const cost = 5;
const codeOf = (head: string) => shop.cards.get(head)?.code ?? '';
const heading = ({ page }: Till) => page.getByRole('heading', { level: 1 });

interface Step {
	readonly when: string;
	readonly ending: Ending;
	/** Goes to where the page is to end. */
	readonly go: (till: Till) => Promise<unknown>;
}

test('killed right after it was paired: it is paired', async () => {
	await atTheDoor();
	const { page, words } = await again('killed');
	await expect(page.getByText(words.attract.ask)).toBeVisible();
});

test.describe('not confirmed yet, so nothing was done:', () => {
	const steps: readonly Step[] = [
		{
			when: 'while the passbook is read',
			ending: 'crashed',
			go: async (till) => {
				const { held } = line.hold('request', '/api/shop/scan');
				await till.scan(codeOf('王建国'));
				await held;
			},
		},
		{
			when: 'before the figures',
			ending: 'closed',
			go: (till) => till.home(codeOf('王建国')),
		},
		{
			when: 'over the record',
			ending: 'crashed',
			go: async (till) => {
				await till.home(codeOf('王建国'));
				await till.tap(till.words.home.record);
				await expect(heading(till)).toHaveText(till.words.record.title);
			},
		},
		{
			when: 'among the goods',
			ending: 'closed',
			go: async (till) => {
				await till.home(codeOf('王建国'));
				await till.tap(till.words.home.choose);
				await till.choose(soap);
			},
		},
		{
			when: 'over the basket',
			ending: 'crashed',
			go: async (till) => {
				await till.home(codeOf('王建国'));
				await till.tap(till.words.home.choose);
				await till.choose(soap);
				await till.tap(till.words.goods.openBasket);
				await expect(heading(till)).toHaveText(till.words.basket.title);
			},
		},
		{
			when: 'before the last question',
			ending: 'closed',
			go: (till) => till.toConfirm(codeOf('王建国'), soap),
		},
		{
			when: 'after the tap, before the outbox has it',
			ending: 'killed',
			go: async (till) => {
				await till.toConfirm(codeOf('王建国'), soap);
				await haltAt(till, line, 'kept');
			},
		},
	];
	for (const { when, ending, go } of steps) {
		test(`${ending} ${when}`, async () => {
			const before = await books();
			await go(await atTheDoor());
			const till = await again(ending);
			await expect(till.page.getByText(till.words.attract.ask)).toBeVisible();
			await expect(till.page.getByText(till.words.attract.openOne)).toHaveCount(0);
			expect(await keptIn(till)).toEqual([]);
			await expectBooks(before, 0);
		});
	}
});

test.describe('confirmed, so it is done exactly once, and the screen says so:', () => {
	const steps: readonly (Step & { readonly isDone: boolean })[] = [
		{
			when: 'when the outbox has it and nothing has left',
			ending: 'crashed',
			isDone: false,
			go: async (till) => {
				await till.toConfirm(codeOf('王建国'), soap);
				await haltAt(till, line, 'sent');
			},
		},
		{
			when: 'when it is under way',
			ending: 'killed',
			isDone: false,
			go: async (till) => {
				await till.toConfirm(codeOf('王建国'), soap);
				const { held } = line.hold('request', redemptions);
				await till.tap(till.words.confirm.redeem);
				await held;
			},
		},
		{
			when: 'when it is done and the answer is not here',
			ending: 'closed',
			isDone: true,
			go: async (till) => {
				await till.toConfirm(codeOf('王建国'), soap);
				const { held } = line.hold('answer', redemptions);
				await till.tap(till.words.confirm.redeem);
				await held;
			},
		},
		{
			when: 'when nobody knows whether it was done',
			ending: 'crashed',
			isDone: true,
			go: async (till) => {
				await till.toConfirm(codeOf('王建国'), soap);
				await loseAnswer(till);
			},
		},
		{
			when: 'after its villager has left',
			ending: 'crashed',
			isDone: true,
			go: async (till) => {
				await till.toConfirm(codeOf('王建国'), soap);
				await loseAnswer(till);
				await till.tap(till.words.settling.leave);
				await expect(till.page.getByText(till.words.attract.openOne)).toBeVisible();
			},
		},
		{
			when: 'when the answer is on the screen and not noted',
			ending: 'killed',
			isDone: true,
			go: async (till) => {
				await till.toConfirm(codeOf('王建国'), soap);
				// Else a page that ended here would have told nobody, and would not ask again.
				expect(await haltAt(till, line, 'settled')).toContain(till.words.done.title);
			},
		},
	];
	for (const { when, ending, isDone, go } of steps) {
		test(`${ending} ${when}`, async () => {
			const before = await books();
			await go(await atTheDoor());
			await expectBooks(before, isDone ? 1 : 0);
			const till = await again(ending);
			await expect(heading(till)).toHaveText(till.words.done.leftOver);
			await expectBooks(before, 1);
			await expect.poll(() => keptIn(till)).toEqual([]);
		});
	}

	test('closed on the screen that says done: the passbook shows it', async () => {
		const before = await books();
		const till = await atTheDoor();
		await till.toConfirm(codeOf('王建国'), soap);
		await till.redeem();
		await expect(heading(till)).toHaveText(till.words.done.title);
		await expect.poll(() => keptIn(till)).toEqual([]);
		const later = await again('closed');
		await later.home(codeOf('王建国'));
		const { spendable } = (await books()).figures;
		await expect(later.page.locator('.big .number b')).toHaveText(String(spendable));
		await expectBooks(before, 1);
	});

	test('two that nobody knew of are both told, one after the other', async () => {
		const before = await books();
		const till = await atTheDoor();
		for (const turn of [1, 2]) {
			await till.page.waitForTimeout(turn === 1 ? 0 : outOfSightMs);
			await till.toConfirm(codeOf('王建国'), soap);
			await loseAnswer(till);
			await till.tap(till.words.settling.leave);
		}
		const later = await again('crashed');
		for (const turn of [1, 2]) {
			if (turn === 2) await later.tap(later.words.done.leftOver);
			await expect(heading(later)).toHaveText(later.words.done.leftOver);
			await later.tap(new RegExp(later.words.done.ready(7).replace(/[^\p{L}]+/u, '.*')));
		}
		await expect(later.page.getByText(later.words.attract.ask)).toBeVisible();
		await expect(later.page.getByText(later.words.done.leftOver)).toHaveCount(0);
		await expectBooks(before, 2);
	});
});

test.describe('refused, so nothing was done, and the screen says so:', () => {
	test('killed when the no is on the screen and not noted', async () => {
		const till = await atTheDoor();
		await till.toConfirm(codeOf('何𠮷'), '最后一桶油');
		await redeem(shop, '陈远', { 最后一桶油: 1 });
		const before = await books();
		expect(await haltAt(till, line, 'settled')).toContain('最后一桶油');
		// Goods that come in now change nothing: the villager has been told no.
		await shop.storekeeper.post('/api/office/stock/opening', {
			requestKey: 'one-more-oil-after-the-refusal',
			lines: [{ product: shop.products.get('最后一桶油'), quantity: 1, expiresOn: '' }],
		});
		const later = await again('killed');
		await expect(later.page.getByRole('alert')).toContainText(later.words.trouble.refusedLater);
		await expectBooks(before, 0);
		await expect.poll(() => keptIn(later)).toEqual([]);
	});
});

/** What the books say, by the server. */
async function books() {
	const database = new DatabaseSync(join(shop.server.dir, 'data.db'), { readOnly: true });
	const count = database.prepare('SELECT COUNT(*) AS redemptions FROM redemptions').get();
	database.close();
	const { figures } = await scan(shop, '王建国');
	const left = (await shelf(shop)).get(soap)?.left ?? -1;
	return { redemptions: Number(count?.['redemptions']), figures, left };
}

/** The books have so many bars of soap more for the household, and every figure equals its entries. */
async function expectBooks(before: Awaited<ReturnType<typeof books>>, bars: number): Promise<void> {
	const { redemptions, figures, left } = before;
	expect(await books()).toEqual({
		redemptions: redemptions + bars,
		figures: {
			...figures,
			redeemed: figures.redeemed + bars * cost,
			spendable: figures.spendable - bars * cost,
		},
		left: left - bars,
	});
	expectVerified(shop.server.dir);
}

/** A villager before the first screen, whatever the page shows now. */
async function atTheDoor(): Promise<Till> {
	const till = machine.till();
	const ask = till.page.getByText(till.words.attract.ask);
	if (!(await ask.isVisible())) await till.page.reload();
	await expect(ask).toBeVisible();
	return till;
}

/** The page ends, and it is opened anew over a line that is well. */
async function again(ending: Ending): Promise<Till> {
	await machine.end(ending);
	line.free();
	return machine.open();
}

/** Confirms, and the server does it, and no answer comes back. */
async function loseAnswer(till: Till): Promise<void> {
	const { held } = line.hold('answer', redemptions);
	await till.tap(till.words.confirm.redeem);
	await held;
	line.lose();
	await expect(heading(till)).toHaveText(till.words.settling.unknown);
}
