import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEntries } from '#kiosk/lib/outbox.ts';
import { chanceFrom, type Chance } from '#start/demo/random';
import { pocketbasePath } from '#start/pocketbase';
import { obtainStrace } from '#start/strace';
import { patienceMs, rounds, seedOf } from '../effort.ts';
import { lookInto } from './books.ts';
import { openCrowdedShop, startCrowd, type CrowdedShop } from './crowd.ts';
import { realDisk } from './real-disk.ts';

const redemptions = rounds(30, 300);
let shop: CrowdedShop;
beforeAll(async () => {
	shop = await openCrowdedShop(8, { hooks: 'shop', below: realDisk() });
}, 180_000);
afterAll(() => shop.server.stop());

test(
	'the disk fails now and then, in writing or in keeping: each redemption goes through once',
	{ timeout: patienceMs(60_000) },
	async () => {
		const chance = chanceFrom(seedOf('failing-disk'));
		await shop.server.restart({ program: await failingProgram(shop.server.dir, chance) });
		const crowd = startCrowd(shop, chance, { most: redemptions });
		let isOver = false;
		void crowd.ended.then(() => (isOver = true));
		while (!isOver) {
			crowd.hurry();
			await sleep(50);
		}
		expect(crowd.refused).toEqual([]);
		expect([...crowd.statuses.keys()].toSorted((one, other) => one - other)).toEqual([200, 503]);
		expect(await openEntries()).toEqual([]);

		await shop.server.kill();
		const found = lookInto(shop.server.dir, crowd.acts);
		expect(found).toMatchObject({ lost: [], doubled: [], faults: [] });
		expect([...found.keys].sort()).toEqual([...crowd.acts.keys()].sort());
		console.log(
			`failing-disk: ${crowd.acts.size} redemptions, ${crowd.statuses.get(503)} times turned away, ` +
				'0 lost, 0 doubled',
		);
	},
);

/** PocketBase on a disk where, for each of its threads, some writes and syncs fail by themselves. */
async function failingProgram(folder: string, chance: Chance): Promise<string> {
	const strace = await obtainStrace();
	const program = join(folder, '..', 'failing.sh');
	const faults = [
		`-e inject=pwrite64:error=EIO:when=${chance.whole(300, 500)}+${chance.whole(100, 200)}`,
		`-e inject=fsync,fdatasync:error=EIO:when=${chance.whole(4, 6)}+${chance.whole(3, 7)}`,
	];
	const files = ['data.db', 'data.db-wal'].map((name) => `-P '${join(folder, name)}'`);
	const args = ['-D', '-f', '-e trace=pwrite64,fsync,fdatasync', ...faults, ...files];
	const call = `'${strace}' ${args.join(' ')} -o /dev/null '${pocketbasePath()}'`;
	writeFileSync(program, `#!/bin/sh\nexec ${call} "$@"\n`);
	chmodSync(program, 0o755);
	return program;
}
