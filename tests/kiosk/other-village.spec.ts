import type { Client } from '#start/demo/client';
import { openShop, type Shop } from '../server/shop.ts';
import { keptIn } from './halts.ts';
import { expect, test, type Till } from './till.ts';

let shop: Shop;
test.beforeAll(async () => {
	shop = await openShop();
});
test.afterAll(() => shop.server.stop());

const redemptions = '**/api/shop/redemptions';

test('what one village has not answered is never sent to another, and waits for its own', async ({
	openTill,
}) => {
	const till = await openTill(shop);
	const { page, words } = till;
	const heading = page.getByRole('heading', { level: 1 });
	await till.toConfirm(shop.cards.get('王建国')?.code ?? '', '香皂');
	await page.route(redemptions, async (route) => {
		await route.fetch();
		await route.abort('connectionreset');
	});
	await till.tap(words.confirm.redeem);
	await expect(heading).toHaveText(words.settling.unknown);
	await revoke(shop.director, shop.kioskDevice, till);
	await page.unroute(redemptions);

	const sent: string[] = [];
	page.on('request', (request) => {
		if (request.url().endsWith('/api/shop/redemptions')) sent.push(request.url());
	});
	const other = await pairTo(shop.otherDirector, till);
	await expect(page.getByText(words.attract.openOne)).toBeVisible();
	expect(await keptIn(till)).toHaveLength(1);
	await revoke(shop.otherDirector, other, till);
	expect(sent).toEqual([]);

	await pairTo(shop.director, till);
	await till.tap(words.done.leftOver);
	await expect(heading).toHaveText(words.done.leftOver);
	await expect.poll(() => keptIn(till)).toEqual([]);
	expect(sent).toHaveLength(1);
});

/** Keys a pairing code of a director's village in; gives the device's id. */
async function pairTo(director: Client, till: Till): Promise<string> {
	const { page, words } = till;
	const device = { name: `门口 ${Date.now()}`, kind: 'kiosk' };
	const made = (await director.post('/api/office/devices', device)) as { id: string; code: string };
	for (const key of made.code) await till.tap(key);
	const shelf = page.waitForResponse(
		(response) => response.url().endsWith('/api/shop/shelf') && response.ok(),
	);
	await till.tap(words.pairing.go);
	await (await shelf).finished();
	await till.tap(words.measure.later);
	return made.id;
}

/** Ends the device at the office; the kiosk hears of it. */
async function revoke(director: Client, device: string, till: Till): Promise<void> {
	const { page, words } = till;
	const order = { requestKey: `moved-on-${device}`, reason: '换新机器' };
	await director.post(`/api/office/devices/${device}/revoke`, order);
	await page.evaluate(() => window.dispatchEvent(new Event('online')));
	await till.tap(words.yes);
	await expect(page.getByText(words.pairing.title)).toBeVisible();
}
