import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BasketLine } from '#domain/redemption';
import type { RedemptionFacts, RedemptionRequest } from '#domain/wire';
import { chanceFrom, type Chance } from '#start/demo/random';
import { patienceMs, rounds, seedOf } from '../effort.ts';
import { enterLines } from '../server/deeds.ts';
import { replyOf, scan, shelf, type Reply } from '../server/shop.ts';
import { signInToken } from '../server/staff-tokens.ts';
import { staff } from '../village.ts';
import { expectVerified, lookAt } from './books.ts';
import { openCrowdedShop, type Act, type CrowdedShop } from './crowd.ts';
import { edits } from './edits.ts';
import { startRacers, wereTogether, type Racers } from './racers.ts';

const races = rounds(40, 1000);
const editRaces = rounds(10, 250);
const crowdMs = rounds(5000, 30_000);
const oil = '最后一桶油';
const pot = '没货的锅';
const soap = '香皂';

let shop: CrowdedShop;
let racers: Racers;
beforeAll(async () => {
	shop = await openCrowdedShop(16, { hooks: 'shop' });
	racers = await startRacers(16);
});
afterAll(async () => {
	racers.close();
	await shop.server.stop();
});

/** Every redemption that was asked for, with what its client was told. */
const acts = new Map<string, Act>();
const idOf = (product: string) => shop.products.get(product) ?? '';
const leftOf = async (product: string) => {
	const item = (await shelf(shop)).get(product);
	if (!item) throw new Error(`There is no ${product} any more`);
	return item.left;
};

describe('two kiosks at the same instant', () => {
	test(
		`${races} times want the last of some goods: one has it, the other hears what is left`,
		{ timeout: patienceMs(60_000) },
		async () => {
			const chance = chanceFrom(seedOf('the last goods'));
			let left = await leftOf(oil);
			await runRaces('the last goods', async () => {
				// Enough for one of them, too little for both.
				const wanted = chance.whole(Math.max(1, Math.ceil((left + 1) / 2)), 3);
				const remain = chance.whole(Math.max(0, left - wanted), wanted - 1);
				if (wanted + remain > left) await restock(oil, wanted + remain - left);
				left = remain;
				const lines = [{ product: idOf(oil), quantity: wanted, pointsEach: 10 }];
				const [one = '', other = ''] = chance.shuffle(shop.passbooks);
				const { loser, together } = await race([one, lines], [other, lines]);
				const details = { product: idOf(oil), name: oil, left };
				expect(loser.refusal).toEqual({ code: 'product_out_of_stock', ...details });
				return together;
			});
			expect(await leftOf(oil)).toBe(left);
		},
	);

	test(
		`${races} times spend a household’s last points: one does, the other hears what is missing`,
		{ timeout: patienceMs(60_000) },
		async () => {
			const chance = chanceFrom(seedOf('the last points'));
			const { passbook, figures } = await scan(shop, '何𠮷');
			let { spendable } = figures;
			await runRaces('the last points', async () => {
				const quantity = chance.whole(1, 4);
				const cost = 5 * quantity;
				const points = chance.whole(cost, 2 * cost - 1);
				if (points !== spendable) await award('何𠮷', points - spendable);
				spendable = points - cost;
				const lines = [{ product: idOf(soap), quantity, pointsEach: 5 }];
				const { winner, loser, together } = await race([passbook, lines], [passbook, lines]);
				expect(winner.body).toMatchObject({ spendableBefore: points, spendableAfter: spendable });
				const details = { spendable, cost, missing: cost - spendable, makeUpFirst: 0 };
				expect(loser.refusal).toEqual({ code: 'spendable_too_low', ...details });
				return together;
			});
			expect((await scan(shop, '何𠮷')).figures.spendable).toBe(spendable);
		},
	);

	test(
		`${races} times send the same redemption: it is done once, and both hear the same`,
		{ timeout: patienceMs(60_000) },
		async () => {
			const chance = chanceFrom(seedOf('the same redemption'));
			await runRaces('the same redemption', async () => {
				const request = requestOf(chance.pick(shop.passbooks), chance.pick(shop.baskets));
				const heard = await racers.race([shotOf(request, 0), shotOf(request, 1)]);
				const [one, other] = heard.map(({ status, text }) =>
					replyOf<RedemptionFacts>(status, text),
				);
				expect(one).toMatchObject({ status: 200 });
				expect(other).toEqual(one);
				if (one) acts.set(request.requestKey, { request, facts: one.body });
				return wereTogether(heard);
			});
		},
	);
});

describe('two of the office at the same instant', () => {
	test.each(edits)(
		`${editRaces} times $what: one does, the other hears that it has changed`,
		{ timeout: patienceMs(60_000) },
		async (edit) => {
			const token = await signInToken(shop, staff.director);
			const url = shop.server.url + edit.write(shop);
			for (let round = 1; round <= editRaces; round++) {
				const version = await edit.version(shop);
				const shots = ['甲', '乙'].map((mark) => {
					const body = { requestKey: randomUUID(), version, ...edit.form(`${mark}${round}`) };
					return { url, token, body };
				});
				const heard = await racers.race(shots);
				const replies = heard.map(({ status, text }) => replyOf(status, text));
				expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
				const second = replies.find(({ status }) => status === 400);
				expect(second?.refusal).toEqual({ code: 'record_changed' });
				expect(await edit.version(shop)).toBe(version + 1);
			}
		},
	);
});

test(
	`16 kiosks, one household and one shelf for ${crowdMs / 1000} s: every figure equals its entries`,
	{ timeout: patienceMs(60_000) },
	async () => {
		const seed = seedOf('the crowd');
		const before = await scan(shop, '李秀芳');
		const soapBefore = await leftOf(soap);
		const lines = { product: idOf(pot), pointsEach: 9 };
		const baskets = [
			[{ ...lines, quantity: 1 }],
			[{ ...lines, quantity: 2 }],
			[{ product: idOf(soap), pointsEach: 5, quantity: 1 }],
		];
		const url = addressOf();
		const { passbook } = before;
		const storms = shop.kiosks.map((token, index) => {
			return { url, token, passbook, baskets, seed: seed + 1 + index, forMs: crowdMs };
		});
		let isRaging = true;
		const [raged, given] = await Promise.all([
			racers.storm(storms).finally(() => (isRaging = false)),
			supply(chanceFrom(seed), () => isRaging),
		]);

		const counts = new Map<string, number>();
		let spent = 0;
		const taken = { [pot]: 0, [soap]: 0 };
		for (const { request, status, text } of raged.flat()) {
			const { body, refusal } = replyOf<RedemptionFacts>(status, text);
			const said = refusal?.code ?? String(status);
			counts.set(said, 1 + (counts.get(said) ?? 0));
			acts.set(request.requestKey, status === 200 ? { request, facts: body } : { request });
			if (status !== 200) continue;
			spent += body.cost;
			expect(body.spendableAfter).toBeGreaterThanOrEqual(0);
			for (const { name, quantity } of body.lines) taken[name as keyof typeof taken] += quantity;
		}
		console.log(`the crowd: ${JSON.stringify(Object.fromEntries(counts))}, ${spent} points spent`);
		const said = ['200', 'product_out_of_stock', 'spendable_too_low'];
		expect([...counts.keys()].sort()).toEqual(said);

		const after = (await scan(shop, '李秀芳')).figures;
		expect(after.total).toBe(before.figures.total + given.points);
		expect(after.redeemed).toBe(before.figures.redeemed + spent);
		expect(after.spendable).toBe(before.figures.spendable + given.points - spent);
		expect(await leftOf(pot)).toBe(given.pots - taken[pot]);
		expect(await leftOf(soap)).toBe(soapBefore - taken[soap]);
		expectBooksAsTold();
	},
);

/** Runs all the races of a kind, and holds the books against what was told. */
async function runRaces(kind: string, run: () => Promise<boolean>): Promise<void> {
	let together = 0;
	for (let round = 1; round <= races; round++) {
		if (await run()) together += 1;
		if (round % 250 === 0) expectVerified(shop.server.dir);
	}
	// Else one came after the other, and nothing was tried.
	expect(together).toBeGreaterThan(0);
	expectBooksAsTold();
	console.log(`${kind}: ${races} races, ${together} with both requests under way`);
}

/** Two redemptions at once: one is recorded, one refused. */
async function race(...wanted: readonly (readonly [string, readonly BasketLine[]])[]) {
	const requests = wanted.map(([passbook, lines]) => requestOf(passbook, lines));
	const heard = await racers.race(requests.map(shotOf));
	const replies = heard.map(({ status, text }) => replyOf<RedemptionFacts>(status, text));
	for (const [index, request] of requests.entries()) {
		const { requestKey } = request;
		const reply = replies[index];
		acts.set(requestKey, reply?.status === 200 ? { request, facts: reply.body } : { request });
	}
	const [winner, loser] = replies.toSorted((one, other) => one.status - other.status);
	expect([winner?.status, loser?.status], replies.map(({ text }) => text).join('\n')).toEqual([
		200, 400,
	]);
	return {
		winner: winner as Reply<RedemptionFacts>,
		loser: loser as Reply,
		together: wereTogether(heard),
	};
}

function expectBooksAsTold(): void {
	const found = lookAt(shop.server.dir, acts);
	expect(found).toMatchObject({ lost: [], doubled: [], faults: [] });
	// Nothing happened of which its client was told no.
	const told = [...acts].filter(([, { facts }]) => facts).map(([key]) => key);
	expect([...found.keys].sort()).toEqual(told.sort());
}

const addressOf = () => `${shop.server.url}/api/shop/redemptions`;

function requestOf(passbook: string, lines: readonly BasketLine[]): RedemptionRequest {
	return { requestKey: randomUUID(), passbook, lines };
}

function shotOf(body: RedemptionRequest, kiosk: number) {
	return { url: addressOf(), token: shop.kiosks[kiosk] ?? '', body };
}

async function restock(product: string, quantity: number): Promise<void> {
	await shop.storekeeper.post('/api/office/stock/opening', {
		requestKey: randomUUID(),
		lines: [{ product: idOf(product), quantity, expiresOn: '' }],
	});
}

async function award(head: string, points: number): Promise<void> {
	await enterLines(shop, head, [{ text: '打扫村道', points }]);
}

/** Brings goods and points, a few at a time, so that now these and now those are short. */
async function supply(chance: Chance, goesOn: () => boolean) {
	const given = { points: 0, pots: 0 };
	// At first there is nothing of either.
	await sleep(500);
	while (goesOn()) {
		await sleep(chance.whole(20, 120));
		if (chance.percent(50)) {
			const pots = chance.whole(4, 24);
			given.pots += pots;
			await restock(pot, pots);
		} else {
			const points = chance.whole(40, 240);
			given.points += points;
			await award('李秀芳', points);
		}
	}
	return given;
}
