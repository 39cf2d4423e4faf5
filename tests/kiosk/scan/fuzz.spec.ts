import type { Page } from 'playwright/test';
import { isBusyOn, type Screen } from '#kiosk/lib/screens.ts';
import { chanceFrom, type Chance } from '#start/demo/random';
import { patienceMs, rounds, seedOf } from '../../effort.ts';
import { openShop, type Shop } from '../../server/shop.ts';
import { cameraInHand, type CameraInHand } from '../camera-in-hand.ts';
import { blankPicture, cardPicture } from '../camera.ts';
import { endStroke, strike, strokesOf, type Stroke } from '../keys.ts';
import { expect, test, type Till } from '../till.ts';
import { describe, drawBursts, type Burst } from './bursts.ts';
import { fillDrawer, stockPlenty, type Drawer } from './drawer.ts';
import { faultsIn, harmIn, isSlip } from './judge.ts';
import { probeOf, watchKeys, type Look } from './probe.ts';
import { walkerAt } from './walk.ts';

let shop: Shop;
let drawers: readonly Drawer[];
test.beforeAll(async () => {
	shop = await openShop();
	await stockPlenty(shop);
	drawers = [await fillDrawer(shop, 3, 60), await fillDrawer(shop, 4, 60)];
});
test.afterAll(() => shop.server.stop());

/** After that long without a sign of life the screen asks whether to go on, in milliseconds. */
const idleMs = { home: 61_000, record: 61_000, goods: 61_000, basket: 61_000, confirm: 46_000 };

const stops = [
	'attract',
	'help',
	'home',
	'record',
	'goods',
	'basket',
	'confirm',
	'settling',
	'done',
	'receipt',
	'trouble',
] as const satisfies readonly Screen[];

test('whatever scanners type, on whatever screen, no key does what a finger has not done', async ({
	openTill,
}) => {
	test.setTimeout(patienceMs(120_000));
	const total = rounds(100, 1000);
	const seed = seedOf('scans');
	const redeemedBefore = await redemptionsIn(shop);
	const tally = new Map<string, number>();
	const walks = drawers.map(async (drawer, at) => {
		const till = await openTill(shop, { before: watchKeys });
		const chance = chanceFrom(seed + at);
		const fuzz = await fuzzAt(till, drawer, chance, 'attract');
		const share = Math.ceil((total * 0.94) / drawers.length);
		while (fuzz.bursts() < share) {
			for (const screen of chance.shuffle(stops)) {
				await fuzz.walkTo(screen);
				await fuzz.run(Math.min(chance.whole(5, 8), share - fuzz.bursts()), tally);
			}
		}
		return fuzz.redemptions();
	});
	const setUp = async (screen: 'pairing' | 'measure') => {
		const address = screen === 'pairing' ? { token: '' } : { hash: '#measure' };
		const till = await openTill(shop, { ...address, before: watchKeys });
		const touched = screen === 'pairing' ? [...'A1Z'] : [till.words.measure.larger];
		for (const key of touched) await till.tap(key);
		const [drawer] = drawers;
		if (!drawer) throw new Error('There is no drawer');
		const fuzz = await fuzzAt(till, drawer, chanceFrom(seed + 99), screen);
		await fuzz.run(Math.ceil(total * 0.03), tally);
		return 0;
	};
	const redeemed = await Promise.all([...walks, setUp('pairing'), setUp('measure')]);
	console.log(
		[...tally]
			.sort()
			.map(([kind, count]) => `${count} ${kind}`)
			.join(', '),
	);
	const sum = redeemed.reduce((all, each) => all + each, 0);
	expect((await redemptionsIn(shop)) - redeemedBefore).toBe(sum);
});

test('camera and hand scanner at once: one of them is heard, and never twice', async ({
	openTill,
}) => {
	test.setTimeout(patienceMs(60_000));
	const chance = chanceFrom(seedOf('camera and scanner'));
	const [drawer] = drawers;
	let camera: CameraInHand | undefined;
	const before = async (page: Page) => {
		await watchKeys(page);
		camera = await cameraInHand(page);
	};
	const till = await openTill(shop, { before });
	if (!camera || !drawer) throw new Error('There is no camera, or nothing to show it');
	const probe = probeOf(till.page);
	const asked = askedBy(till.page);
	for (let round = 0; round < rounds(4, 60); round++) {
		await probe.arrived('attract');
		await expect(till.page.locator('figure.live')).toBeVisible();
		const seen = drawer.passbook();
		const scanned = chance.percent(50) ? seen : drawer.passbook();
		const from = asked.length;
		await camera.show(
			cardPicture({ text: seen.code, pxPerModule: 5, turnDeg: chance.whole(-9, 9) }),
		);
		await till.page.waitForTimeout(chance.whole(0, 400));
		await till.scan(scanned.code);
		await probe.arrived('home');
		await camera.show(blankPicture());
		const harm: string[] = [];
		const standing = async () => {
			const { place, pressed, escaped } = await probe.look();
			harm.push(...pressed, ...escaped);
			return place === drawer.find(asked.at(-1) ?? '')?.place;
		};
		await expect.poll(standing).toBe(true);
		const codes = asked.slice(from);
		for (const code of codes) expect([seen.code, scanned.code]).toContain(code);
		expect(codes).toEqual([...new Set(codes)]);
		expect(codes).not.toEqual([]);
		expect(harm).toEqual([]);
		await till.tap(till.words.home.leave);
	}
});

/** Fires bursts at a kiosk and judges what came of each. */
async function fuzzAt(till: Till, drawer: Drawer, chance: Chance, begin: Screen) {
	const probe = probeOf(till.page);
	const keyboard = await till.page.context().newCDPSession(till.page);
	let [bursts, lastKeyMs] = [0, 0];
	const walker = walkerAt(till, probe, shop, drawer, begin, (code) =>
		send([...strokesOf(code, 5), endStroke('Enter', 5)]),
	);
	const asked = askedBy(till.page);
	const drawn = drawBursts(chance, () =>
		chance.percent(12) ? drawer.slip() : drawer.passbook().code,
	);

	/** Behind the pause that parts it from the one before. */
	async function send(strokes: readonly Stroke[]): Promise<void> {
		lastKeyMs = await strike(keyboard, strokes, Math.max(Date.now(), lastKeyMs + 150));
	}

	async function fire(burst: Burst): Promise<void> {
		if (burst.stallAt !== undefined) await probe.stallAt(burst.stallAt, 350);
		if (!burst.isPersons) return send(burst.strokes);
		for (const stroke of burst.strokes) {
			await till.page.waitForTimeout(stroke.afterMs);
			await send([{ ...stroke, afterMs: 0 }]);
		}
	}

	async function prepare(look: Look): Promise<Look> {
		if (look.dialogs.length > 0 && chance.percent(60)) await walker.clear();
		else if (look.dialogs.length === 0 && chance.percent(20)) {
			await till.tap(till.words.header.help);
		}
		const quietMs = idleMs[look.screen as keyof typeof idleMs];
		if (quietMs !== undefined && !look.dialogs.includes('idle') && chance.percent(15)) {
			await probe.hurry(quietMs);
			const standing = async () => {
				const { screen, dialogs } = await probe.look();
				return [screen, ...dialogs];
			};
			await expect.poll(standing, `a quiet minute on ${look.screen}`).toContain('idle');
		}
		if (chance.percent(60)) await probe.focusButton(chance.whole(0, 999));
		return probe.look();
	}

	return {
		bursts: () => bursts,
		redemptions: walker.redemptions,
		async walkTo(screen: Screen) {
			await walker.clear();
			await walker.walkTo(screen);
		},
		async run(count: number, tally: Map<string, number>) {
			for (let shot = 0; shot < count; shot++) {
				const before = await prepare(await probe.look());
				const burst = drawn.next().value;
				const from = asked.length;
				await fire(burst);
				bursts += 1;
				tally.set(burst.kind, (tally.get(burst.kind) ?? 0) + 1);
				const harm = new Set<string>();
				const judged = async () => {
					const after = await probe.look();
					const scene = { before, after, burst, asked: asked.slice(from), drawer };
					for (const each of harmIn(scene)) harm.add(each);
					return faultsIn(scene, walker.owner());
				};
				const what = `${describe(burst)} on ${before.screen} [${before.dialogs.join()}]`;
				await expect.poll(judged, { message: what, timeout: 20_000 }).toEqual([]);
				expect([...harm], what).toEqual([]);
				const opened = asked.slice(from).at(-1) ?? '';
				if (isBusyOn(before.screen as Screen) || opened === '') continue;
				const screen = drawer.find(opened) ? 'home' : isSlip(opened) ? 'receipt' : undefined;
				if (!screen) continue;
				walker.moved(screen, opened);
				await probe.arrived(screen);
			}
		},
	};
}

/** The codes that a kiosk asks the server about, as it asks. */
function askedBy(page: Page): readonly string[] {
	const asked: string[] = [];
	page.on('request', (request) => {
		if (!request.url().endsWith('/api/shop/scan')) return;
		asked.push((request.postDataJSON() as { code: string }).code);
	});
	return asked;
}

async function redemptionsIn({ root }: Shop): Promise<number> {
	const path = '/api/collections/redemptions/records?perPage=1';
	return ((await root.get(path)) as { totalItems: number }).totalItems;
}
