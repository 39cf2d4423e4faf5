import { zh } from '#kiosk/lib/words/zh.ts';
import { openShop, scan, type Shop } from '../server/shop.ts';
import { smallDisk, type TightDisk } from '../torture/tight-disk.ts';
import { expect, test } from './till.ts';

let shop: Shop;
let disk: TightDisk;
test.beforeAll(async () => {
	disk = smallDisk();
	shop = await openShop({ below: disk.folder });
});
test.afterAll(async () => {
	await shop.server.stop();
	disk.remove();
});

test("the server's disk is full: the screen says who helps, and later it is done once", async ({
	openTill,
}) => {
	const till = await openTill(shop);
	const { page } = till;
	const before = (await scan(shop, '王建国')).figures;
	await till.toConfirm(shop.cards.get('王建国')?.code ?? '', '香皂');
	disk.fill(shop.server);
	await till.tap(till.words.confirm.redeem);
	const saysSo = async () => {
		const { settling, trouble, helper } = till.words;
		await expect(page.getByText(trouble.causes[disk.fault].what)).toBeVisible();
		await expect(page.getByText(settling.kept)).toBeVisible();
		await expect(page.getByText(helper.ask(''))).toBeVisible();
		await expect(page.getByText(till.words.done.title)).toHaveCount(0);
	};
	await saysSo();
	await till.speakEnglish();
	await saysSo();
	// Kept on the kiosk's own disk: it is still there for who comes after.
	await page.reload();
	await expect(page.getByRole('heading', { level: 1 })).toContainText(zh.settling.leftOver);
	expect((await scan(shop, '王建国')).figures).toEqual(before);

	disk.free(shop.server);
	await expect(page.getByRole('heading', { level: 1 })).toContainText(zh.done.leftOver, {
		timeout: 15_000,
	});
	expect((await scan(shop, '王建国')).figures).toEqual({
		...before,
		redeemed: before.redeemed + 5,
		spendable: before.spendable - 5,
	});
});
