import { test as base, expect, type BrowserContext, type Page } from 'playwright/test';
import { enImport } from '#kiosk/routes/office/words/en-import.ts';
import { enTable } from '#kiosk/routes/office/words/en-table.ts';
import { zhGoodsEntry } from '#kiosk/routes/office/words/zh-goods-entry.ts';
import { zhImport } from '#kiosk/routes/office/words/zh-import.ts';
import { zhShell } from '#kiosk/routes/office/words/zh-shell.ts';
import { zhTable, type TableWords } from '#kiosk/routes/office/words/zh-table.ts';
import { openShop, type Shop } from '../server/shop.ts';
import { badFiles, type BadFile } from './bad-files.ts';
import { csv, formula, merged, utf8, workbook, type Cell, type TableFile } from './table-files.ts';
import { signInAt } from './office-desk.ts';
import { listenForFaults } from './till.ts';

let shop: Shop;
let files: readonly BadFile[];
let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>;
base.beforeAll(async ({ browser }) => {
	shop = await openShop({ hooks: 'shop' });
	files = badFiles();
	const page = await browser.newPage({ locale: 'zh-CN' });
	await signInAt(page, shop);
	signedIn = await page.context().storageState();
	await page.close();
});
base.afterAll(() => shop.server.stop());

/** The page of a director who is signed in; its faults fail the test. */
const test = base.extend({
	page: async ({ browser }, use) => {
		const context = await browser.newContext({
			viewport: { width: 1280, height: 800 },
			locale: 'zh-CN',
			timezoneId: 'Asia/Shanghai',
			storageState: signedIn,
		});
		const page = await context.newPage();
		const faults: string[] = [];
		listenForFaults(page, faults);
		await use(page);
		await context.close();
		expect(faults, 'faults of the page').toEqual([]);
	},
});

const rooms = {
	households: { says: 'roster', most: 1000, words: zhTable, language: 'zh' },
	products: { says: 'list of goods', most: 500, words: enTable, language: 'en' },
} as const;
type Room = keyof typeof rooms;

async function enter(page: Page, room: Room, language: 'zh' | 'en'): Promise<void> {
	await page.addInitScript((name) => localStorage.setItem('love.office.language', name), language);
	await page.goto(`${shop.server.url}/office/${room}/import`);
	await expect(page.getByRole('button', { name: wordsOf(language).choose })).toBeEnabled();
}

const wordsOf = (language: 'zh' | 'en'): TableWords => (language === 'zh' ? zhTable : enTable);

async function choose(page: Page, { name, bytes }: TableFile): Promise<void> {
	await page
		.locator('input[type=file]')
		.setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
}

/** How many rows every collection has. */
async function footprint(): Promise<Readonly<Record<string, number>>> {
	const { items } = (await shop.root.get('/api/collections?perPage=200')) as {
		items: { name: string }[];
	};
	const counts = items.map(async ({ name }) => {
		const path = `/api/collections/${name}/records?perPage=1&fields=id`;
		return [name, ((await shop.root.get(path)) as { totalItems: number }).totalItems] as const;
	});
	return Object.fromEntries(await Promise.all(counts));
}

for (const [room, { says, most, words, language }] of Object.entries(rooms)) {
	test(`no file that is no table comes in as a ${says}, and each is told why`, async ({ page }) => {
		await enter(page, room as Room, language);
		const before = await footprint();
		const asked: string[] = [];
		page.on('request', (request) => asked.push(request.url()));
		for (const file of room === 'households' ? files : oneForEachReason(files)) {
			const { name, why } = file;
			const place = 'row' in why ? String(why.row) : 'cell' in why ? why.cell : '';
			await choose(page, file);
			const sentence = words.unusable[why.code](name, most, place);
			// A hundred thousand rows take their time on a busy machine.
			const patience = { timeout: 20_000 };
			await expect(page.getByRole('alert'), file.says).toHaveText(sentence, patience);
		}
		expect(asked.filter((url) => url.includes('/imports/'))).toEqual([]);
		expect(await footprint()).toEqual(before);
	});
}

test('everything wrong in a roster is told in Chinese and English, and nothing comes in', async ({
	page,
}) => {
	const before = await footprint();
	for (const [language, own] of [
		['zh', zhImport],
		['en', enImport],
	] as const) {
		const words = wordsOf(language);
		await enter(page, 'households', language);
		await choose(page, { name: '花名册.xlsx', bytes: faultyRoster() });
		const lines = page.getByRole('row');
		const told = [
			own.reasons.group_unknown('河边'),
			words.reasons.value_error('D3'),
			words.reasons.formula_unsure('D4'),
			words.reasons.cell_unreadable('C5'),
			words.reasons.cell_too_long('C6'),
			words.reasons.cells_merged('D7:D8'),
			own.reasons.total_negative('-5'),
			own.reasons.place_taken('王建国'),
		];
		await expect(lines).toHaveCount(1 + told.length);
		for (const [at, sentence] of told.entries()) {
			await expect(lines.nth(at + 1)).toContainText(sentence);
		}
		await expect(page.getByRole('status')).toContainText(words.faults(told.length));
		await expect(page.getByRole('button', { name: own.go(1) })).toHaveCount(0);
	}
	expect(await footprint()).toEqual(before);
});

test('of 500 rows half are bad: all are told, page by page, and nothing comes in', async ({
	page,
}) => {
	const before = await footprint();
	await enter(page, 'households', 'zh');
	const rows = Array.from({ length: 500 }, (_, at) => [at % 2 ? '1' : '河边', `户${at}`]);
	await choose(page, { name: '一半.csv', bytes: utf8(csv([['组', '户主'], ...rows])) });
	await expect(page.getByRole('status')).toContainText(zhTable.faults(250));
	await expect(page.getByText(zhShell.table.page(1, 10))).toBeVisible();
	expect(await footprint()).toEqual(before);
});

test('a large workbook with one group for many rows and a formula comes in as it is shown', async ({
	page,
}) => {
	await enter(page, 'households', 'zh');
	const before = await footprint();
	await choose(page, { name: '大表.xlsx', bytes: largeRoster() });
	await expect(page.getByRole('status')).toContainText(zhTable.clean);
	await expect(page.getByRole('note')).toHaveText(zhTable.formulas(['C4']));
	expect(await footprint()).toEqual(before);
	await page.getByRole('button', { name: zhImport.go(40) }).click();
	await expect(page.getByText(zhImport.doneTitle)).toBeVisible();
	const after = await footprint();
	expect((after['households'] ?? 0) - (before['households'] ?? 0)).toBe(40);
	const list = await shop.director.get('/api/office/households?search=%3D1%2B1');
	expect(list).toMatchObject({ rows: [{ head: '=1+1', group: 6, total: 135 }] });
});

test('goods whose names look like formulas come in as texts', async ({ page }) => {
	await enter(page, 'products', 'zh');
	const names = ['=1+1', '+86', '-1', '@SUM(A1)', '＝1+1', '＋1', '－1', '＠1'];
	const rows = names.map((name) => [name, '个', '其他']);
	const bytes = utf8(csv([['名称', '单位', '类别'], ...rows]));
	await choose(page, { name: '物品.csv', bytes });
	await page.getByRole('button', { name: zhGoodsEntry.import.go(names.length) }).click();
	await expect(page.getByText(zhGoodsEntry.import.doneTitle(names.length))).toBeVisible();
	const { products } = (await shop.director.get('/api/office/products')) as {
		products: { name: string }[];
	};
	expect(products.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
});

/** The smallest: the rooms read files alike. */
function oneForEachReason(all: readonly BadFile[]): readonly BadFile[] {
	const bySize = all.toSorted((one, other) => other.bytes.length - one.bytes.length);
	return [...new Map(bySize.map((file) => [file.why.code, file])).values()];
}

function faultyRoster(): Uint8Array<ArrayBuffer> {
	const rows: readonly (readonly Cell[])[] = [
		['组', '户号', '户主', '总积分'],
		['河边', '', '甲'],
		['1', '', '乙', formula('VLOOKUP(C3,F:G,2,0)', '#N/A', 'e')],
		['1', '', '丙', formula('SUM(F4:G4)')],
		['1', '', '何_xD842_'],
		['1', '', '字'.repeat(1001)],
		['1', '', '丁', '90'],
		['1', '', '戊', ''],
		['1', '', '己', '-5'],
		['1', '1', '庚'],
	];
	return workbook(rows, merged('D7:D8'));
}

/** Forty households beside forty columns of remarks: a sheet of more than half a megabyte. */
function largeRoster(): Uint8Array<ArrayBuffer> {
	const remarks = Array.from({ length: 40 }, () => '备注'.repeat(60));
	const rows = Array.from({ length: 40 }, (_, at): readonly Cell[] => [
		at === 0 ? '6' : '',
		at === 1 ? '=1+1' : `大表${at}`,
		at === 1 ? formula('100+35', '135') : '',
		...remarks,
	]);
	return workbook([['青松村'], ['组', '户主', '总积分'], ...rows], merged('A1:C1', 'A3:A42'));
}
