import { watch } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEntries } from '#kiosk/lib/outbox.ts';
import { chanceFrom, type Chance } from '#start/demo/random';
import { runNode } from '#start/run';
import { isTorture, patienceMs, rounds, seedOf } from '../effort.ts';
import { lookInto } from './books.ts';
import { openCrowdedShop, startCrowd, type CrowdedShop } from './crowd.ts';
import { realDisk } from './real-disk.ts';

const kills = rounds(8, 200);
let shop: CrowdedShop;
beforeAll(async () => {
	shop = await openCrowdedShop(8, { hooks: 'shop', below: realDisk() });
});
afterAll(() => shop.server.stop());

test(
	`the server is killed ${kills} times at any moment: nothing told is lost, nothing done twice`,
	{ timeout: patienceMs(60_000) },
	async () => {
		const seed = seedOf('kills');
		const chance = chanceFrom(seed);
		// With rests in between: in the long run every household would have spent all it has.
		const crowd = startCrowd(shop, chanceFrom(seed + 1), { restMs: 200 });
		const restartsMs: number[] = [];
		// How often a redemption was in the books whose kiosk had not been told.
		let untold = 0;
		for (let kill = 1; kill <= kills; kill++) {
			await aMoment(chance);
			await shop.server.kill();
			const found = lookInto(shop.server.dir, crowd.acts);
			expect(found, `after kill ${kill}`).toMatchObject({ lost: [], doubled: [], faults: [] });
			if ([...found.keys].some((key) => !crowd.acts.get(key)?.facts)) untold += 1;
			const startedMs = performance.now();
			await shop.server.restart();
			restartsMs.push(performance.now() - startedMs);
			crowd.hurry();
			if (kill % 50 === 0) await expectVerified();
		}
		await crowd.finish();
		expect(crowd.refused).toEqual([]);
		// No answer at all, or the right one; never a fault or a no.
		expect([...crowd.statuses.keys()].filter((status) => status !== 0)).toEqual([200]);
		expect(await openEntries()).toEqual([]);
		expect(crowd.open()).toBe(0);

		await expectVerified();
		await shop.server.halt();
		const found = lookInto(shop.server.dir, crowd.acts);
		expect(found).toMatchObject({ lost: [], doubled: [], faults: [] });
		expect([...found.keys].sort()).toEqual([...crowd.acts.keys()].sort());
		// Else the dangerous moment, after the commit and before the answer, was never met.
		if (isTorture) expect(untold).toBeGreaterThan(0);
		console.log(
			`kills: ${kills} kills, ${crowd.acts.size} redemptions told, 0 lost, 0 doubled; ` +
				`${untold} kills between the commit and the answer; ${crowd.statuses.get(0) ?? 0} ` +
				`requests without an answer; started again in ${spread(restartsMs)}`,
		);
	},
);

/** Any moment; every other time one shortly after the server began to write. */
async function aMoment(chance: Chance): Promise<void> {
	await sleep(chance.whole(50, 700));
	if (chance.percent(50)) return;
	const journal = watch(`${shop.server.dir}/data.db-wal`);
	await Promise.race([new Promise((resolve) => journal.once('change', resolve)), sleep(500)]);
	journal.close();
	// Busy and not asleep: a timer is too coarse for what lies between a commit and its answer.
	const until = performance.now() + chance.next() * 4;
	while (performance.now() < until) continue;
}

/** Runs the very command that a clerk would. */
async function expectVerified(): Promise<void> {
	const args = ['start/ledger-verify.ts', '--data', shop.server.dir];
	const { code, output } = await runNode(args);
	expect(output).toContain('All fits');
	expect(code).toBe(0);
}

function spread(times: readonly number[]): string {
	const sorted = times.toSorted((one, other) => one - other);
	const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
	return `p50 ${at(0.5).toFixed(0)} ms, p99 ${at(0.99).toFixed(0)} ms`;
}
