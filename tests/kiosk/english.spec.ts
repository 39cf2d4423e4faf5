import type { RedemptionFacts } from '#domain/wire';
import { castDeeds, enterDeeds, enterLines } from '../server/deeds.ts';
import { openShop, redeem, scan, type Shop } from '../server/shop.ts';
import { qingsong, town } from '../village.ts';
import { expect, test, type Till } from './till.ts';

let shop: Shop;
test.beforeAll(async () => {
	shop = await openShop();
});
test.afterAll(() => shop.server.stop());

const codeOf = (head: string) => shop.cards.get(head)?.code ?? '';

test('the whole way in English: only names stay Chinese', async ({ openTill }) => {
	const till = await openTill(shop, { viewport: 'landscape' });
	const { page } = till;
	const wang = await scan(shop, '王建国');
	const soap = shop.products.get('香皂') ?? '';
	await till.speakEnglish();
	const { words } = till;
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	const look = async (screen: string, ...names: readonly string[]) => {
		const known = [...names, qingsong.name, town.name, wang.maskedName, words.header.language];
		expect.soft(await chineseOn(till, known), screen).toEqual([]);
	};

	await expect(page.getByText(words.attract.ask)).toBeVisible();
	await look('attract');
	await till.tap(words.header.help);
	await look('who helps');
	await till.tap(words.yes);
	await till.tap(new RegExp(words.attract.ask));
	await expect(page.getByText(words.help.padTitle)).toBeVisible();
	await look('help');
	await till.scan(codeOf('王建国'));
	await expect(page.getByText(words.home.spendable)).toBeVisible();
	await look('home');
	for (const part of ['total', 'base', 'redeemed', 'spendable'] as const) {
		await page.locator(`.equation button.${part}`).tap();
		await expect(page.getByText(words.partHints[part])).toBeVisible();
		await look(`home, ${part}`);
	}
	await till.tap(words.home.record);
	await expect(page.getByText(words.record.kinds.opening).first()).toBeVisible();
	await look('record');
	await till.tap(words.home.choose);
	await till.choose('Toilet soap');
	await look('goods');
	await till.tap(words.goods.openBasket);
	await look('basket');
	await till.tap(words.basket.ready);
	await expect(page.getByText(words.confirm.after)).toBeVisible();
	await look('confirm');

	await shop.storekeeper.post(`/api/office/products/${soap}/price`, {
		requestKey: 'the-soap-has-become-dearer',
		version: 2,
		referencePriceFen: 700,
		source: '镇上超市标价',
	});
	await till.tap(words.confirm.redeem);
	await expect(page.getByRole('alert')).toContainText('7 points');
	await look('trouble');
	await till.tap(words.trouble.back);
	await till.tap(words.basket.ready);
	const facts: RedemptionFacts = await till.redeem();
	await expect(page.getByText(words.done.title)).toBeVisible();
	await look('done', facts.shop);
	await till.tap(new RegExp(`^${words.done.ready(0).split(' ')[0]}`));

	await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
	await till.tap('English');
	await till.scan(facts.code);
	await expect(page.getByText(words.receipt.genuine)).toBeVisible();
	await look('receipt', facts.shop);
});

test('a record tells every deed and deduction in English', async ({ openTill }) => {
	const head = '赵大山';
	await enterDeeds(shop, head, castDeeds());
	const { body: kept } = await redeem(shop, head, { '大米 5kg': 1, 香皂: 2 });
	const { body: reversed } = await redeem(shop, head, { 香皂: 1 });
	await shop.storekeeper.post(`/api/office/redemptions/${reversed.id}/reverse`, {
		requestKey: 'the-soap-was-brought-back',
		reason: '香皂拿错了',
	});
	const till = await openTill(shop, { viewport: 'tablet' });
	await till.speakEnglish();
	await till.home(codeOf(head));
	await till.tap(till.words.home.record);
	const { lines, chinese } = await readRecord(till);
	expect(chinese).toEqual([]);
	const { length } = (await scan(shop, head)).entries;
	expect(lines).toHaveLength(length);
	expect(lines).toEqual(
		expect.arrayContaining([
			expect.stringMatching(/^Dumps rubbish or sewage\n.* · Taken off\n−5\n/),
			expect.stringMatching(/^A child moves up to a higher school\n.* · Earned\n\+20\n/),
			expect.stringContaining(`Redeemed Rice 5 kg ×1, Toilet soap ×2 (slip ${kept.number})`),
			expect.stringMatching(new RegExp(`^Corrected ${reversed.number}\n`)),
			expect.stringMatching(/^Carried over\n/),
			expect.stringMatching(/^Base points\n/),
		]),
	);
});

test('a deed that nobody has put into English is told in Chinese', async ({ openTill }) => {
	const bridge = { text: '修好了村口的桥', points: 5 };
	await enterLines(shop, '李秀芳', [bridge]);
	const till = await openTill(shop);
	await till.speakEnglish();
	await till.home(codeOf('李秀芳'));
	await till.tap(till.words.home.record);
	await expect(till.page.getByText(bridge.text)).toBeVisible();
});

/** Reads the record page by page: every line that was seen, and what of it is Chinese. */
async function readRecord(till: Till) {
	const { page, words } = till;
	const on = page.getByRole('button', { name: words.pageOn });
	const lines: string[] = [];
	const chinese: string[] = [];
	for (let at = 1; ; at += 1) {
		await expect(page.getByText(new RegExp(`^${at} / `))).toBeVisible();
		lines.push(...(await page.locator('main li:visible').allInnerTexts()));
		chinese.push(...(await chineseOn(till, [words.header.language])));
		if (await on.isDisabled()) return { lines, chinese };
		await on.tap();
	}
}

/** What can be read in Chinese, names that are known aside. */
async function chineseOn(till: Till, names: readonly string[]): Promise<readonly string[]> {
	const text = names.reduce((left, name) => left.replaceAll(name, ''), await till.text());
	return text.match(/.*\p{Script=Han}.*/gu) ?? [];
}
