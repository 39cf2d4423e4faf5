import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '#start/folders';
import { chanceFrom, type Chance } from '#start/demo/random';
import { obtainStrace } from '#start/strace';
import { isTorture, patienceMs, rounds, seedOf } from '../effort.ts';
import { ask } from '../server/shop.ts';
import { findingsIn, lookInto } from './books.ts';
import { openCrowdedShop, startCrowd, type Act, type Crowd, type CrowdedShop } from './crowd.ts';
import { Disk, type Fate } from './disk.ts';
import { realDisk } from './real-disk.ts';
import { readRecording, recordingProgram, type Deed } from './recording.ts';

const redemptions = rounds(20, 120);
const cuts = rounds(25, 150);
// How often a server is started from what is left.
const starts = rounds(1, 5);

let shop: CrowdedShop;
let strace: string;
let scratch: string;
let seed: number;
beforeAll(async () => {
	seed = seedOf('power-cut');
	strace = await obtainStrace();
	const disk = realDisk();
	scratch = mkdtempSync(join(disk, 'love-power-cut-'));
	shop = await openCrowdedShop(4, { hooks: 'shop', below: disk });
}, 180_000);
afterAll(async () => {
	await shop.server.stop();
	rmSync(scratch, { recursive: true, force: true });
});

test(
	'the power is cut at any point: what a kiosk was told is there after it',
	{ timeout: patienceMs(60_000) },
	async () => {
		const chance = chanceFrom(seed);
		const recorded = await record('full', join(projectRoot, 'dist', 'pb_hooks'));
		const found = cutEverywhere(recorded, chance);
		expect(found.faults).toEqual([]);
		expect(found.doubled).toBe(0);
		expect(found.lost).toEqual({ none: 0, all: 0, any: 0, torn: 0 });
		for (const kept of found.kept) await expectRevived(recorded, kept);
		say('as we set it', recorded, found);
	},
);

test(
	"with PocketBase's own setting the same test finds losses, else it would prove nothing",
	{ timeout: patienceMs(60_000) },
	async () => {
		const chance = chanceFrom(seed + 1);
		const recorded = await record('stock', stockHooks());
		const found = cutEverywhere(recorded, chance);
		// What is left is whole, but not all of it is left.
		expect(found.faults).toEqual([]);
		expect(found.lost.none).toBeGreaterThan(0);
		say('PocketBase as it comes', recorded, found);
	},
);

interface Recorded {
	/** As it was when the recording began. */
	readonly disk: Disk;
	readonly deeds: readonly Deed[];
	readonly crowd: Crowd;
}

/** Lets the crowd redeem under a recorder, from an orderly start to an orderly end. */
async function record(name: string, hooks: string): Promise<Recorded> {
	await shop.server.halt();
	const disk = new Disk(shop.server.dir);
	const file = join(scratch, name);
	await shop.server.restart({ hooks, program: recordingProgram(strace, file) });
	const crowd = startCrowd(shop, chanceFrom(seed), { most: redemptions });
	await crowd.ended;
	await shop.server.halt();
	const deeds = await readRecording(file, shop.server.dir);
	rmSync(file);
	return { disk, deeds, crowd };
}

/** What was left after all the cuts. */
interface Found {
	/** Told redemptions that were missing, by what became of unsynced writes. */
	readonly lost: Record<Fate, number>;
	doubled: number;
	readonly faults: string[];
	/** How often the database was put together from what was left. */
	images: number;
	/** Some of those, for a server to start from, with what had been told by then. */
	readonly kept: { readonly folder: string; readonly told: ReadonlyMap<string, Act> }[];
}

/** Cuts the power right after answers and at any other deed, and reads what is left each time. */
function cutEverywhere({ disk, deeds, crowd }: Recorded, chance: Chance): Found {
	const keys = new Map([...crowd.acts].map(([key, { facts }]) => [facts?.number ?? '', key]));
	const toldBy = (deed: Deed): string | undefined =>
		deed.kind === 'answer' ? keys.get(/"number":"([^"]+)"/.exec(deed.text)?.[1] ?? '') : undefined;
	const answers = deeds.flatMap((deed, index) => (toldBy(deed) ? [index] : []));
	expect(answers).toHaveLength(redemptions);
	const points = Array.from({ length: cuts }, (_, index) =>
		index % 2 === 0 ? chance.pick(answers) : chance.whole(answers[0] ?? 0, deeds.length - 1),
	);
	const lost = { none: 0, all: 0, any: 0, torn: 0 };
	const found: Found = { lost, doubled: 0, faults: [], images: 0, kept: [] };
	const told = new Map<string, Act>();
	deeds.forEach((deed, index) => {
		disk.do(deed);
		const key = toldBy(deed);
		const act = key === undefined ? undefined : crowd.acts.get(key);
		if (key !== undefined && act) told.set(key, act);
		const here = points.filter((point) => point === index);
		for (const fate of here.flatMap(() => fatesOf(chance))) {
			const folder = join(scratch, 'left');
			disk.cutInto(folder, fate, chance);
			if (fate === 'none' && found.kept.length < starts) {
				const kept = join(scratch, `kept-${found.kept.length}`);
				cpSync(folder, kept, { recursive: true });
				found.kept.push({ folder: kept, told: new Map(told) });
			}
			const left = findingsIn(join(folder, 'data.db'), told);
			found.images += 1;
			lost[fate] += left.lost.length;
			found.doubled += left.doubled.length;
			found.faults.push(...left.faults.map((fault) => `deed ${index}, ${fate}: ${fault}`));
		}
	});
	return found;
}

function fatesOf(chance: Chance): readonly Fate[] {
	const others = ['all', 'any', 'torn'] as const;
	return isTorture ? ['none', ...others] : ['none', chance.pick(others)];
}

/** Starts a server on what a power cut left, and lets every kiosk ask again with its old key. */
async function expectRevived({ crowd }: Recorded, { folder, told }: Found['kept'][number]) {
	await shop.server.halt();
	for (const name of ['data.db', 'data.db-wal', 'data.db-shm']) {
		rmSync(join(shop.server.dir, name), { force: true });
	}
	cpSync(folder, shop.server.dir, { recursive: true });
	await shop.server.restart();
	for (const [key, { request, facts }] of crowd.acts) {
		const reply = await ask(shop, '/api/shop/redemptions', {
			token: shop.kiosks[0] ?? '',
			body: request,
		});
		expect(reply.status, reply.text).toBe(200);
		if (told.has(key)) expect(reply.body).toEqual(facts);
	}
	await shop.server.halt();
	const found = lookInto(shop.server.dir, told);
	expect(found).toMatchObject({ lost: [], doubled: [], faults: [] });
	expect([...crowd.acts.keys()].filter((key) => !found.keys.has(key))).toEqual([]);
}

/**
 * The shop's hooks as they would be if nobody had thought of a power cut. Made here, so that no
 * shop has such a switch.
 */
function stockHooks(): string {
	const folder = join(scratch, 'stock-hooks');
	cpSync(join(projectRoot, 'dist', 'pb_hooks'), folder, { recursive: true });
	let text = readFileSync(join(folder, 'app.js'), 'utf8');
	for (const [ours, stock] of [
		['PRAGMA synchronous=FULL', 'PRAGMA synchronous=NORMAL'],
		['synchronousFull = 2', 'synchronousFull = 1'],
	] as const) {
		expect(text.split(ours)).toHaveLength(2);
		text = text.replace(ours, stock);
	}
	writeFileSync(join(folder, 'app.js'), text);
	return folder;
}

function say(how: string, { deeds, crowd }: Recorded, { images, lost }: Found): void {
	const count = (kind: Deed['kind']) => deeds.filter((deed) => deed.kind === kind).length;
	console.log(
		`power-cut, ${how}: ${crowd.acts.size} redemptions, ${count('write')} writes, ` +
			`${count('sync')} syncs; ${cuts} cut points, ${images} times put together; told redemptions ` +
			`lost: ${lost.none} (nothing unsynced is left), ${lost.any} (any of it), ${lost.torn} ` +
			`(the last write torn), ${lost.all} (all of it)`,
	);
}
