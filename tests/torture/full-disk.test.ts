import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openEntries } from '#kiosk/lib/outbox.ts';
import { chanceFrom } from '#start/demo/random';
import { illness } from '#start/serve';
import { patienceMs, rounds, seedOf } from '../effort.ts';
import { ask, scan, shelf } from '../server/shop.ts';
import { lookInto } from './books.ts';
import { openCrowdedShop, startCrowd, type Crowd, type CrowdedShop } from './crowd.ts';
import { filesThatMayNotGrow, smallDisk, type TightDisk } from './tight-disk.ts';

const tries = rounds(40, 300);

describe.each([
	['the disk is full', smallDisk],
	['the file cannot be written', filesThatMayNotGrow],
])('%s', (_name, openDisk) => {
	test(
		'the kiosks hear so and keep what they asked; afterwards all of it goes through once',
		{ timeout: patienceMs(60_000) },
		async () => {
			const seed = seedOf('full-disk');
			const disk = openDisk();
			const shop = await openCrowdedShop(8, { hooks: 'shop', below: disk.folder });
			try {
				const crowd = startCrowd(shop, chanceFrom(seed));
				await until(crowd, 200, 20);
				disk.fill(shop.server);
				await until(crowd, 503, tries);
				await expectTold(shop, crowd, disk);

				disk.free(shop.server);
				await until(crowd, 200, 20);
				await crowd.finish();
				await expectAllOnce(shop, crowd);
			} finally {
				await shop.server.stop();
				disk.remove();
			}
		},
	);
});

/** What is asked of a server that cannot write is answered with a fault, never with a no. */
async function expectTold(shop: CrowdedShop, crowd: Crowd, { fault }: TightDisk): Promise<void> {
	const waiting = [...crowd.acts.values()].filter((act) => !act.facts);
	const kept = (await openEntries()).map(({ request }) => request);
	expect(kept).toEqual(expect.arrayContaining(waiting.map(({ request }) => request)));
	expect(kept).toHaveLength(shop.kiosks.length);
	const reply = await ask(shop, '/api/shop/redemptions', {
		token: shop.kiosk,
		body: waiting[0]?.request,
	});
	expect(reply.status).toBe(503);
	expect(reply.refusal).toBeUndefined();
	expect(reply.body).toMatchObject({ data: { fault: { code: fault } } });
	// Its own small write may still find a place where the large ones did not.
	expect(await illness(shop.server.url)).toMatch(/^$|503: The disk of the server/);
	// Who only looks is served as ever.
	expect((await scan(shop, '王建国')).figures.total).toBe(182);
	expect((await shelf(shop)).size).toBeGreaterThan(0);
}

async function expectAllOnce(shop: CrowdedShop, crowd: Crowd): Promise<void> {
	expect(crowd.refused).toEqual([]);
	expect([...crowd.statuses.keys()].toSorted((one, other) => one - other)).toEqual([200, 503]);
	expect(await openEntries()).toEqual([]);
	expect(crowd.open()).toBe(0);
	await shop.server.halt();
	const found = lookInto(shop.server.dir, crowd.acts);
	expect(found).toMatchObject({ lost: [], doubled: [], faults: [] });
	expect([...found.keys].sort()).toEqual([...crowd.acts.keys()].sort());
	console.log(
		`full-disk: ${crowd.acts.size} redemptions, ${crowd.statuses.get(503)} times turned away, ` +
			'0 lost, 0 doubled',
	);
}

/** Waits for so many more answers of that status; the kiosks do not rest meanwhile. */
async function until(crowd: Crowd, status: number, more: number): Promise<void> {
	const count = () => crowd.statuses.get(status) ?? 0;
	const enough = count() + more;
	for (let looks = 0; looks < 1000; looks++) {
		if (count() >= enough) return;
		crowd.hurry();
		await sleep(20);
	}
	throw new Error(`Status ${status} came ${count()} times instead of ${enough}`);
}
