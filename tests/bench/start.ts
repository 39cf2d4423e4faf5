import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { upsertSuperuser } from '#start/keys';
import { pocketbasePath } from '#start/pocketbase';
import { openCrowdedShop } from '../torture/crowd.ts';
import { startPocketbase } from '../pocketbase.ts';
import { median, measureLoad, memoryMbOf, processOf } from './load.ts';
import { startPlain } from './plain-create.ts';
import type { Section } from './section.ts';

const starts = 5;

/** How soon the server answers after it was started, and how much memory it holds. */
export async function benchStart(): Promise<Section> {
	const ratios: number[] = [];
	const ours: number[] = [];
	const plain: number[] = [];
	for (let round = 0; round < starts; round += 1) {
		const server = await startPocketbase({ hooks: 'shop' });
		ours.push(await took(() => server.restart()));
		await server.stop();
		plain.push(await plainStart());
		ratios.push((ours.at(-1) ?? 0) / (plain.at(-1) ?? 1));
	}
	const shop = await openCrowdedShop(2, {});
	const pid = processOf(shop.server.dir);
	const quiet = memoryMbOf(pid);
	await measureLoad(pid, 2000, 2, async (client) => {
		const token = shop.kiosks[client] ?? '';
		const url = `${shop.server.url}/api/shop/shelf`;
		await (await fetch(url, { headers: { Authorization: token } })).text();
	});
	const busy = memoryMbOf(pid);
	await shop.server.stop();
	return {
		title: 'Start and memory',
		columns: ['', 'ours', 'plain PocketBase', 'ratio'],
		rows: [
			[
				'stopped to answering again, ms',
				median(ours).toFixed(0),
				median(plain).toFixed(0),
				`${median(ratios).toFixed(2)} x`,
			],
			['memory after a start, MB', quiet.toFixed(0), '', ''],
			['memory after 2,000 questions for the shelf, MB', busy.toFixed(0), '', ''],
		],
		notes: [`Medians of ${starts} starts, one kind after the other; the stop before is in it.`],
	};
}

async function plainStart(): Promise<number> {
	const folder = mkdtempSync(join(tmpdir(), 'love-bench-'));
	try {
		await upsertSuperuser(pocketbasePath(), join(folder, 'warm'), {
			email: 'bench@localhost.local',
			password: 'a password for benches',
		});
		const first = await startPlain(folder);
		return await took(() => first.restart()).finally(() => first.stop());
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

async function took(act: () => Promise<unknown>): Promise<number> {
	const startedAt = performance.now();
	await act();
	return performance.now() - startedAt;
}
