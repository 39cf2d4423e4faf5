import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { PrintJob } from '#domain/wire';
import { chanceFrom } from '#start/demo/random';
import { patienceMs, rounds, seedOf } from '../effort.ts';
import { ask, openShop, scan, type Shop } from '../server/shop.ts';
import { faults, openBadLine, type Fault } from '../torture/bad-line.ts';
import { expectVerified } from '../torture/books.ts';
import type { Line } from '../torture/line.ts';
import { keptIn } from './halts.ts';
import { openHeldLine } from './held-line.ts';
import { expect, outOfSightMs, test, type Till } from './till.ts';

let shop: Shop;
const lines: Line[] = [];
test.beforeAll(async () => {
	shop = await openShop();
});
test.afterAll(async () => {
	await Promise.all(lines.map((line) => line.close()));
	await shop.server.stop();
});

const path = '/api/shop/redemptions';
const codeOf = (head: string) => shop.cards.get(head)?.code ?? '';
const heading = ({ page }: Till) => page.getByRole('heading', { level: 1 });
/** The same shop at the other end of a line. */
const over = (url: string): Shop => ({ ...shop, server: { ...shop.server, url } });

const turns = rounds(4, 12);

test(`${turns} times before a bad line: the screen says done when it is done, and not before`, async ({
	openTill,
}) => {
	test.setTimeout(patienceMs(60_000));
	const chance = chanceFrom(seedOf('the screen before a bad line'));
	const bad: (Fault | 'none')[] = [];
	const line = await openBadLine(shop.server.url, {
		chance,
		longestMs: 800,
		choose: (asked) => (asked === path ? bad.shift() : undefined) ?? 'none',
	});
	const order = [...chance.shuffle(faults), ...chance.shuffle(faults)];
	lines.push(line);
	const till = await openTill(over(line.url));
	const { page, words } = till;
	for (let turn = 1; turn <= turns; turn++) {
		const before = (await scan(shop, '王建国')).figures;
		const recorded = countRedemptions();
		await till.toConfirm(codeOf('王建国'), '香皂');
		bad.push(order[turn] ?? 'none', chance.percent(50) ? chance.pick(faults) : 'none');
		await till.tap(words.confirm.redeem);
		// Until somebody knows, it says so; done comes after the books have it.
		await expect(heading(till)).toHaveText(words.done.title, { timeout: 30_000 });
		expect(countRedemptions()).toBe(recorded + 1);
		expect((await scan(shop, '王建国')).figures).toEqual({
			...before,
			redeemed: before.redeemed + 5,
			spendable: before.spendable - 5,
		});
		await till.tap(new RegExp(`^${words.done.ready(0).replace(/ .*/, '')}`));
		await page.waitForTimeout(outOfSightMs);
	}
	await line.quiet();
	expect(await keptIn(till)).toEqual([]);
	expectVerified(shop.server.dir);
	console.log(`the screen before a bad line: ${JSON.stringify(Object.fromEntries(line.met))}`);
});

test('an answer for the one who has left is never shown to the next as his own', async ({
	openTill,
}) => {
	const line = await openHeldLine(shop.server.url);
	lines.push(line);
	const till = await openTill(over(line.url));
	const { page, words } = till;
	await till.toConfirm(codeOf('何𠮷'), '香皂');
	const first = line.hold('request', path);
	await till.tap(words.confirm.redeem);
	await first.held;
	line.lose();
	await expect(heading(till)).toHaveText(words.settling.unknown);
	await till.tap(words.settling.leave);
	await expect(page.getByText(words.attract.openOne)).toBeVisible();

	await page.waitForTimeout(outOfSightMs);
	await till.toConfirm(codeOf('陈远'), '大米 5kg');
	// From now on only the second one's request is held, and the first one's comes through.
	const { passbook } = await scan(shop, '陈远');
	const second = line.hold('request', path, passbook);
	await till.tap(words.confirm.redeem);
	await second.held;
	await expect.poll(async () => (await keptIn(till)).length, { timeout: 15_000 }).toBe(1);
	await expect(heading(till)).toHaveText(words.settling.title);
	await expect(page.getByText(words.done.title)).toHaveCount(0);
	line.free();
	await expect(heading(till)).toHaveText(words.done.title, { timeout: 15_000 });
	await expect(page.getByText('大米 5kg')).toBeVisible();
	// And the first one's is told to whoever asks.
	await till.tap(new RegExp(`^${words.done.ready(0).replace(/ .*/, '')}`));
	await till.tap(words.done.leftOver);
	await expect(heading(till)).toHaveText(words.done.leftOver);
	await expect(page.getByText('香皂')).toBeVisible();
	expectVerified(shop.server.dir);
});

test('a reprint whose answer was lost is asked for again, and is still one slip', async ({
	openTill,
}) => {
	const till = await openTill(shop);
	const { page, words } = till;
	await till.toConfirm(codeOf('王建国'), '香皂');
	const facts = await till.redeem();
	await failSlip(facts.printJob);
	const again = page.getByRole('button', { name: words.done.again, exact: true });
	await page.route('**/reprint', async (route) => {
		await route.fetch();
		await route.abort('connectionreset');
	});
	const failed = page.waitForEvent('requestfailed');
	await till.tap(again);
	await failed;
	await page.unroute('**/reprint');
	await till.tap(again);
	await expect(again).toHaveCount(0);
	const database = new DatabaseSync(join(shop.server.dir, 'data.db'), { readOnly: true });
	const jobs = database.prepare('SELECT id FROM print_jobs WHERE redemption = ?').all(facts.id);
	database.close();
	expect(jobs).toHaveLength(2);
});

/** The printer takes what is in line, up to that slip, and says that it will never come. */
async function failSlip(id: string): Promise<void> {
	const ofAgent = <Body>(path: string, body: object) =>
		ask<Body>(shop, `/api/agent/jobs/${path}`, { token: shop.agent, body });
	for (let job = ''; job !== id;) {
		const { body } = await ofAgent<PrintJob>('take', {});
		job = body.id;
		const report = { status: 'failed', attempt: body.attempt, proof: 'none', message: '' };
		await ofAgent(`${job}/report`, report);
	}
}

function countRedemptions(): number {
	const database = new DatabaseSync(join(shop.server.dir, 'data.db'), { readOnly: true });
	const count = database.prepare('SELECT COUNT(*) AS redemptions FROM redemptions').get();
	database.close();
	return Number(count?.['redemptions']);
}
