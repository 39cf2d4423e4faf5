import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { patienceMs, rounds } from '../effort.ts';
import { dayAt } from '#domain/day';
import { openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
	// Garbage is collected all the time, so that what leans on an object's address falls.
	shop = await openShop({ env: { GOGC: '10' } });
});
afterAll(() => shop.server.stop());

test(
	'however often garbage is collected, every question keeps its own columns',
	{
		timeout: patienceMs(30_000),
	},
	async () => {
		const households = [...shop.cards.values()].map(({ household }) => household);
		const rows = Array.from({ length: 40 }, (_, index) => ({
			row: index + 1,
			household: households[index % households.length],
			day: dayAt(Date.now()),
			text: '打扫巷道',
			points: index % 2 === 0 ? 1 : -1,
		}));
		for (let round = 0; round < rounds(60, 2000); round += 1) {
			const body = { requestKey: randomUUID(), rows };
			await expect(shop.director.post('/api/office/imports/entries', body)).resolves.toBeDefined();
		}
	},
);
