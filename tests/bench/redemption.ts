import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pocketbasePath } from '#start/pocketbase';
import { freePort } from '#start/ports';
import { projectRoot } from '#start/folders';
import { testPassbookKey } from '../pocketbase.ts';
import { databaseFiles } from '../torture/books.ts';
import { openCrowdedShop, type CrowdedShop } from '../torture/crowd.ts';
import { median, measureLoad, memoryMbOf, processOf, quantile, type Load } from './load.ts';
import { replayInPocketbase } from './engine.ts';
import { startPlain } from './plain-create.ts';
import { replay, startTalking, type Statements } from './statements.ts';
import type { Section } from './section.ts';

const path = '/api/shop/redemptions';
const rounds = 7;
const perRound = 150;
const replayed = 160;

/**
 * Confirm to durable, at 1 and at 8 kiosks, beside two baselines in the same window of time: the
 * same SQL in better-sqlite3 with synchronous=FULL, and one row created through plain PocketBase.
 */
export async function benchRedemption(): Promise<Section> {
	const shop = await openCrowdedShop(8, {});
	const folder = mkdtempSync(join(tmpdir(), 'love-bench-'));
	const plain = await startPlain(folder);
	try {
		const statements = await recordStatements(shop, folder);
		const server = processOf(shop.server.dir);
		const redeemOnce = redeemer(shop);
		// The first ones fill caches and start runtimes.
		await measureLoad(server, 200, 8, redeemOnce);
		await measureLoad(plain.pid, 200, 8, plain.create);
		const pairs: Pair[] = [];
		for (let round = 0; round < rounds; round += 1) {
			pairs.push({
				one: await measureLoad(server, perRound, 1, redeemOnce),
				bare: replayOnce(folder, statements),
				engine: await replayInPocketbase(folder, statements),
				restOne: await measureLoad(plain.pid, perRound, 1, plain.create),
				eight: await measureLoad(server, perRound, 8, redeemOnce),
				restEight: await measureLoad(plain.pid, perRound, 8, plain.create),
			});
		}
		return sectionOf(pairs, statements[0]?.length ?? 0, memoryMbOf(server));
	} finally {
		await plain.stop();
		await shop.server.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

interface Pair {
	readonly one: Load;
	readonly eight: Load;
	readonly restOne: Load;
	readonly restEight: Load;
	readonly bare: Load;
	readonly engine: Load;
}

function redeemer(shop: CrowdedShop): (client: number) => Promise<void> {
	let turn = 0;
	return async (client) => {
		turn += 1;
		const reply = await fetch(`${shop.server.url}${path}`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json', Authorization: shop.kiosks[client] ?? '' },
			body: JSON.stringify({
				requestKey: randomUUID(),
				passbook: shop.passbooks[turn % shop.passbooks.length],
				lines: shop.baskets[0],
			}),
		});
		const text = await reply.text();
		if (!reply.ok) throw new Error(`A redemption of the benchmark was answered ${text}`);
	};
}

/** The SQL of real redemptions, and the database as it was before them. */
async function recordStatements(shop: CrowdedShop, folder: string): Promise<Statements[]> {
	await shop.server.kill();
	for (const name of databaseFiles) {
		copyFileSync(join(shop.server.dir, name), join(folder, name));
	}
	const port = await freePort();
	const talking = await startTalking({
		program: pocketbasePath(),
		host: '127.0.0.1',
		port,
		dir: shop.server.dir,
		hooks: join(projectRoot, 'dist', 'stage'),
		log: '',
		env: { LOVE_PASSBOOK_KEY: testPassbookKey, LOVE_SETUP_CODE: 'set-up code' },
	});
	const there = { ...shop, server: { ...shop.server, url: `http://127.0.0.1:${port}` } };
	const redeemOnce = redeemer(there);
	const recorded: Statements[] = [];
	for (let count = 0; count < replayed; count += 1) {
		recorded.push(await talking.listen(path, () => redeemOnce(0)));
	}
	await talking.stop();
	await shop.server.restart();
	return recorded;
}

/** The same statements without a server, on a fresh copy of the database as it was. */
function replayOnce(folder: string, requests: readonly Statements[]): Load {
	const place = mkdtempSync(join(folder, 'bare-'));
	for (const name of databaseFiles) copyFileSync(join(folder, name), join(place, name));
	const before = process.cpuUsage();
	const startedAt = performance.now();
	const times = replay(join(place, 'data.db'), requests);
	const tookMs = performance.now() - startedAt;
	const { user, system } = process.cpuUsage(before);
	rmSync(place, { recursive: true });
	return {
		perSecond: (requests.length * 1000) / tookMs,
		medianMs: median(times),
		p99Ms: quantile(times, 0.99),
		cpuMs: (user + system) / 1000 / requests.length,
	};
}

function sectionOf(pairs: readonly Pair[], statements: number, memoryMb: number): Section {
	const names: Readonly<Record<keyof Pair, string>> = {
		bare: 'the same SQL in better-sqlite3, FULL',
		engine: 'the same SQL in PocketBase, FULL, no rules',
		restOne: 'plain PocketBase, one row created, 1 client',
		restEight: 'plain PocketBase, one row created, 8 clients',
		one: 'redemption, 1 kiosk',
		eight: 'redemption, 8 kiosks',
	};
	const of = (key: keyof Pair, part: keyof Load) => median(pairs.map((pair) => pair[key][part]));
	const cpuRatio = (key: keyof Pair, to: keyof Pair) =>
		`${median(pairs.map((pair) => pair[key].cpuMs / pair[to].cpuMs)).toFixed(2)} x`;
	const keys: readonly (keyof Pair)[] = ['bare', 'engine', 'restOne', 'restEight', 'one', 'eight'];
	return {
		title: 'Confirm to durable',
		columns: [
			'',
			'a second',
			'median ms',
			'p99 ms',
			'CPU ms each',
			'CPU to bare SQL',
			'CPU to SQL in PocketBase',
			'CPU to REST',
		],
		rows: keys.map((key) => [
			names[key],
			of(key, 'perSecond').toFixed(0),
			of(key, 'medianMs').toFixed(2),
			of(key, 'p99Ms').toFixed(2),
			of(key, 'cpuMs').toFixed(2),
			key === 'bare' || key.startsWith('rest') ? '' : cpuRatio(key, 'bare'),
			key === 'one' || key === 'eight' ? cpuRatio(key, 'engine') : '',
			key === 'one' ? cpuRatio(key, 'restOne') : key === 'eight' ? cpuRatio(key, 'restEight') : '',
		]),
		notes: [
			`Medians of ${rounds} rounds of ${perRound} requests, one kind after the other in each round. A ` +
				`redemption of one product runs ${statements} statements; plain PocketBase creates one row of ` +
				'the ledger with synchronous=NORMAL, as it comes. The goal is at most 3 x the bare SQL and ' +
				`2 x one row created. The server held ${memoryMb.toFixed(0)} MB after it.`,
		],
	};
}
