import { DatabaseSync } from 'node:sqlite';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEntries } from '#kiosk/lib/outbox.ts';
import { chanceFrom, type Chance } from '#start/demo/random';
import { isTorture, patienceMs, rounds, seedOf } from '../effort.ts';
import { enterLines } from '../server/deeds.ts';
import { scan } from '../server/shop.ts';
import { faults, openBadLine, type BadLine } from './bad-line.ts';
import { lookAt } from './books.ts';
import { openCrowdedShop, startCrowd, type Act, type CrowdedShop } from './crowd.ts';

const redemptions = rounds(150, 2000);
let shop: CrowdedShop;
let line: BadLine;
let chance: Chance;
beforeAll(async () => {
	const seed = seedOf('bad line');
	chance = chanceFrom(seed);
	shop = await openCrowdedShop(16, { hooks: 'shop' });
	const luck = chanceFrom(seed + 1);
	line = await openBadLine(shop.server.url, {
		chance: luck,
		// In the long run longer than a kiosk waits for an answer.
		longestMs: rounds(1500, 12_000),
		choose: () => (luck.percent(35) ? 'none' : luck.pick(faults)),
	});
});
afterAll(async () => {
	await line.close();
	await shop.server.stop();
});

test(
	`${redemptions} redemptions over a bad line: none is lost, none is done twice, and no screen lies`,
	{ timeout: patienceMs(60_000) },
	async () => {
		const pot = { product: shop.products.get('没货的锅') ?? '', pointsEach: 9 };
		const poor = (await scan(shop, '李秀芳')).passbook;
		const crowd = startCrowd(
			{
				...shop,
				server: { ...shop.server, url: line.url },
				// Each with its page open twice.
				kiosks: [...shop.kiosks, ...shop.kiosks],
				// Some have few points and some goods are short, so that there are refusals too.
				passbooks: [...shop.passbooks, poor, poor, poor, poor],
				baskets: [...shop.baskets, [{ ...pot, quantity: 1 }], [{ ...pot, quantity: 2 }]],
			},
			chance,
			{ most: redemptions, told: expectAsToldNow },
		);
		let isOver = false;
		// A kiosk that hears the server on its other questions does not wait.
		const hurrying = setInterval(() => crowd.hurry(), 500);
		await Promise.all([crowd.ended.finally(() => (isOver = true)), supply(() => !isOver)]);
		clearInterval(hurrying);
		await line.quiet();

		expect(await openEntries()).toEqual([]);
		expect(crowd.open()).toBe(0);
		const told = [...crowd.acts].filter(([, { facts }]) => facts).map(([key]) => key);
		const found = lookAt(shop.server.dir, crowd.acts);
		expect(found).toMatchObject({ lost: [], doubled: [], faults: [] });
		expect([...found.keys].sort()).toEqual(told.sort());

		const codes = new Set(crowd.refused);
		expect([...codes].sort()).toEqual(['product_out_of_stock', 'spendable_too_low']);
		if (isTorture) expect([...line.met.keys()].sort()).toEqual([...faults, 'none'].sort());
		console.log(
			`bad line: ${crowd.acts.size} redemptions, ${told.length} done, ${crowd.refused.length} ` +
				`refused, 0 lost, 0 doubled; ${JSON.stringify(Object.fromEntries(line.met))}; statuses ` +
				JSON.stringify(Object.fromEntries(crowd.statuses)),
		);
	},
);

/** The moment the screen speaks: what it says is done is in the books, and what it denies is not. */
function expectAsToldNow({ request, facts, refused }: Act): void {
	const database = new DatabaseSync(join(shop.server.dir, 'data.db'), { readOnly: true });
	const sql = 'SELECT number FROM redemptions WHERE request_key = ?';
	const kept = database.prepare(sql).all(request.requestKey);
	database.close();
	expect(kept, refused).toEqual(facts ? [{ number: facts.number }] : []);
}

/** Brings goods and points over a good line, a few at a time. */
async function supply(goesOn: () => boolean): Promise<void> {
	while (goesOn()) {
		await sleep(chance.whole(100, 400));
		await shop.storekeeper.post('/api/office/stock/opening', {
			requestKey: randomUUID(),
			lines: [
				{ product: shop.products.get('没货的锅'), quantity: chance.whole(1, 6), expiresOn: '' },
			],
		});
		await enterLines(shop, '李秀芳', [{ text: '打扫村道', points: chance.whole(5, 40) }]);
	}
}
