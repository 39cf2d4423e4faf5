import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright/test';
import { enShell } from '#kiosk/routes/office/words/en-shell.ts';
import { zhDevices } from '#kiosk/routes/office/words/zh-devices.ts';
import { zhHouseholds } from '#kiosk/routes/office/words/zh-households.ts';
import { zhProducts } from '#kiosk/routes/office/words/zh-products.ts';
import { zhRedemptions } from '#kiosk/routes/office/words/zh-redemptions.ts';
import { zhSettings } from '#kiosk/routes/office/words/zh-settings.ts';
import { zhShell } from '#kiosk/routes/office/words/zh-shell.ts';
import { castDeeds, enterDeeds } from '../server/deeds.ts';
import { openShop, redeem, type Shop } from '../server/shop.ts';
import { staff } from '../village.ts';
import { endStroke, strike, strokesOf } from './keys.ts';
import { officeFaults, walkByTab } from './office-audit.ts';
import { signInAt } from './office-desk.ts';
import { expect, listenForFaults, test as base } from './till.ts';

const long = {
	head: '欧阳娜仁花阿卜杜热合曼买买提艾力吐尔逊江阿不都克里木之子',
	product: '加厚加大不锈钢双层保温桶带盖提手家用食堂用大容量保温饭盒特大号十二升装',
	english: 'Stainless steel double-walled food container, 12 litres',
	device: '村委会办公楼一楼大厅进门左手边靠窗户的那一台新买的一体机备用',
};
let shop: Shop;
let rooms: readonly string[] = [];
base.beforeAll(async () => {
	shop = await openShop();
	const { director } = shop;
	const household = (await director.post('/api/office/households', {
		requestKey: randomUUID(),
		group: 1,
		head: long.head,
		residence: 'away',
		members: [{ name: long.head, relation: 'head', birthYear: 1960 }],
	})) as { id: string };
	const product = (await director.post('/api/office/products', {
		requestKey: randomUUID(),
		name: long.product,
		english: long.english,
		unit: '个',
		section: 'household',
		referencePriceFen: 123_400,
		source: '县城'.repeat(40),
	})) as { id: string };
	await director.post('/api/office/devices', { name: long.device, kind: 'kiosk' });
	await enterDeeds(shop, '王建国', castDeeds());
	await redeem(shop, '王建国', { '大米 5kg': 1, 香皂: 2 });
	const { body: kept } = await redeem(shop, '王建国', { 香皂: 1 });
	const wang = shop.cards.get('王建国')?.household ?? '';
	rooms = [
		'',
		'/households',
		`/households/${wang}`,
		`/households/${household.id}`,
		'/passbooks',
		'/products',
		`/products/${product.id}`,
		'/products/opening',
		'/redemptions',
		`/redemptions/${kept.id}`,
		'/devices',
		'/settings',
	];
});
base.afterAll(() => shop.server.stop());

const small = { width: 1280, height: 800 };

interface Desk {
	readonly person: { readonly username: string; readonly password: string };
	readonly language?: 'zh' | 'en';
}

/** An office whose faults, and requests that still run, are known. */
const test = base.extend<{ openDesk(desk: Desk): Promise<OpenDesk> }>({
	openDesk: async ({ browser }, use) => {
		const faults: string[] = [];
		const opened: Page[] = [];
		await use(async ({ person, language = 'zh' }) => {
			const context = await browser.newContext({ viewport: small, reducedMotion: 'reduce' });
			await context.addInitScript((name) => {
				localStorage.setItem('love.office.language', name);
			}, language);
			const page = await context.newPage();
			opened.push(page);
			listenForFaults(page, faults);
			let asked = 0;
			page.on('request', () => (asked += 1));
			page.on('requestfinished', () => (asked -= 1));
			page.on('requestfailed', () => (asked -= 1));
			const look = async (what: string) => {
				await expect.poll(() => asked).toBe(0);
				expect.soft(await officeFaults(page), what).toEqual([]);
			};
			const words = language === 'zh' ? zhShell : enShell;
			await signInAt(page, shop, person, words);
			const enter = async (room: string) => {
				await page.goto(`${shop.server.url}/office${room}`);
				await expect(page.locator('main h1')).toBeVisible();
			};
			return { page, look, enter };
		});
		for (const page of opened) await page.context().close();
		expect(faults, 'faults of the page').toEqual([]);
	},
});

interface OpenDesk {
	readonly page: Page;
	readonly look: (what: string) => Promise<void>;
	readonly enter: (room: string) => Promise<void>;
}

test('every room on the smallest screen, with names as long as they may be', async ({
	openDesk,
}) => {
	const { look, enter } = await openDesk({ person: staff.director });
	for (const room of rooms) {
		await enter(room);
		await look(`1280 ${room}`);
	}
});

test('every room in English', async ({ openDesk }) => {
	const { page, look, enter } = await openDesk({ person: staff.director, language: 'en' });
	for (const room of rooms) {
		await page.setViewportSize(small);
		await enter(room);
		await look(`1280 en ${room}`);
		await page.setViewportSize({ width: 1366, height: 768 });
		await look(`1366 en ${room}`);
	}
});

test('a village that has nothing yet', async ({ openDesk }) => {
	const person = { username: 'bailu-director', password: 'demo-only-bailu' };
	const { look, enter } = await openDesk({ person });
	for (const room of rooms.filter((each) => !/\/\w{15}$/.test(each))) {
		await enter(room);
		await look(`empty ${room}`);
	}
});

test('who may do little, and who comes from the town', async ({ openDesk }) => {
	for (const person of [staff.storekeeper, staff.townOffice]) {
		const { look, enter } = await openDesk({ person });
		for (const room of ['', '/households', '/redemptions', '/devices', '/settings']) {
			await enter(room);
			await look(`${person.username} ${room}`);
		}
	}
});

/** Every form, by its room and the button that opens it. */
function formsOn(page: Page): readonly (readonly [string, Locator])[] {
	const button = (name: string, within: Locator | Page = page) =>
		within.getByRole('button', { name, exact: true }).first();
	const wang = rooms[2] ?? '';
	const slip = rooms[9] ?? '';
	const product = rooms[6] ?? '';
	return [
		['/households', button(zhHouseholds.enrol)],
		[wang, button(zhShell.edit)],
		[wang, button(zhHouseholds.page.moveOut)],
		[wang, button(zhHouseholds.page.replace)],
		['/products', button(zhProducts.add)],
		[product, button(zhShell.edit)],
		[product, button(zhProducts.page.setPrice)],
		[slip, button(zhRedemptions.page.reprint)],
		[slip, button(zhRedemptions.page.reverse)],
		['/devices', button(zhDevices.add)],
		['/devices', button(zhDevices.newCode)],
		['/devices', button(zhDevices.revoke)],
		['/settings', button(zhSettings.village.edit)],
		['/settings', button(zhSettings.groups.add)],
		['/settings', button(zhSettings.staff.add)],
		['/settings', button(zhShell.changePassword)],
	];
}

test('every form, which Escape puts away again', async ({ openDesk }) => {
	const desk = await openDesk({ person: staff.director });
	const { page, enter } = desk;
	let here: string | undefined;
	for (const [room, opener] of formsOn(page)) {
		if (room !== here) await enter(room);
		here = room;
		await opener.focus();
		await page.keyboard.press('Enter');
		const dialog = page.getByRole('dialog');
		await expect(dialog).toBeVisible();
		await desk.look(`${room} ${await dialog.getByRole('heading').first().innerText()}`);
		// A dialog listens for Escape only a moment after it stands there.
		await expect(async () => {
			await page.keyboard.press('Escape');
			await expect(dialog).toHaveCount(0, { timeout: 1500 });
		}).toPass();
		await expect(opener).toBeFocused();
	}
});

test('a code that is scanned in the office fills no field and sends no form', async ({
	openDesk,
}) => {
	const { page, enter } = await openDesk({ person: staff.director });
	const keys = await page.context().newCDPSession(page);
	const code = [...strokesOf(shop.cards.get('王建国')?.code ?? '', 6), endStroke('Enter', 6)];
	let here: string | undefined;
	for (const [room, opener] of formsOn(page)) {
		if (room !== here) {
			await enter(room);
			await page.evaluate(countActs);
		}
		here = room;
		await opener.click();
		const dialog = page.getByRole('dialog');
		await expect(dialog).toBeVisible();
		const places = [dialog.locator('input, textarea').first(), dialog.getByRole('button').last()];
		for (const place of places) {
			if ((await place.count()) === 0) continue;
			await place.focus();
			const before = await page.evaluate(actsAndFields);
			await strike(keys, code);
			await page.waitForTimeout(250);
			expect(await page.evaluate(actsAndFields), room).toEqual(before);
		}
		await page.keyboard.press('Escape');
		await expect(dialog).toHaveCount(0);
	}
	await expect(page.getByText(zhShell.scanned).first()).toBeVisible();
});

/** In the page: counts what presses a button or sends a form. */
function countActs(): void {
	Object.assign(window, { acts: 0 });
	for (const act of ['click', 'submit']) {
		addEventListener(act, () => Object.assign(window, { acts: Object(window).acts + 1 }), true);
	}
}

/** In the page: how many acts there were, and what stands in the fields. */
function actsAndFields(): unknown {
	const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')];
	return [Object(window).acts, fields.map(({ value }) => value)];
}

test('a server that has gone: every room says so, and what can be done', async ({ openDesk }) => {
	const { page, look } = await openDesk({ person: staff.director });
	const again = page.getByRole('button', { name: zhShell.again }).first();
	const doors = ['households', 'passbooks', 'products', 'redemptions', 'devices', 'settings'];
	for (const door of doors) {
		await page.route('**/api/**', (route) => route.abort());
		await page.locator(`nav a[href="/office/${door}"]`).click();
		await expect(page.getByRole('alert').first()).toContainText(zhShell.trouble.no_network);
		await look(`gone: ${door}`);
		await page.unroute('**/api/**');
		// Two questions of one page are asked again one by one.
		await expect(async () => {
			await again.click({ timeout: 1000 });
			await expect(page.getByRole('alert')).toHaveCount(0, { timeout: 1000 });
		}).toPass();
	}
	await page.route('**/api/**', (route) => route.abort());
	await page.reload();
	await expect(page.getByText(zhShell.unreachable)).toBeVisible();
	await look('gone, from the start');
	await page.unroute('**/api/**');
	await again.click();
	await expect(page.locator('main h1')).toBeVisible();
});

test('the keyboard alone walks through a room, and sees where it is', async ({ openDesk }) => {
	const { page, enter } = await openDesk({ person: staff.director });
	for (const room of ['', '/households', rooms[2] ?? '', '/redemptions', '/settings']) {
		await enter(room);
		const { count, unseen } = await walkByTab(page, 40);
		expect.soft(unseen, room).toEqual([]);
		expect.soft(count, room).toBeGreaterThan(15);
	}
});
