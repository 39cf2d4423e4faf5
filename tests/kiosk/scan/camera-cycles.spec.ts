import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { chanceFrom, type Chance } from '#start/demo/random';
import { isTorture, patienceMs, rounds, seedOf } from '../../effort.ts';
import { openShop, type Shop } from '../../server/shop.ts';
import { cameraInHand, type CameraInHand } from '../camera-in-hand.ts';
import { blankPicture, filmFlags, writeFilm } from '../camera.ts';
import { expect, test, type Till } from '../till.ts';
import { startChromium } from './fixtures.ts';

let shop: Shop;
let films: string;
test.beforeAll(async () => {
	shop = await openShop();
	films = mkdtempSync(join(tmpdir(), 'love-films-'));
});
test.afterAll(async () => {
	rmSync(films, { recursive: true });
	await shop.server.stop();
});

const cycles = rounds(6, 40);
const number = () => shop.cards.get('王建国')?.number ?? '';
/** The kiosk asks again every four seconds, and a busy machine is slower. */
const patient = { timeout: 20_000 };

test('the camera is left, hidden, unplugged, denied, taken, covered: it comes back or the pad is there', async ({
	openTill,
}) => {
	test.setTimeout(patienceMs(120_000));
	const chance = chanceFrom(seedOf('camera'));
	const film = join(films, 'nobody.y4m');
	writeFilm(film, [blankPicture()]);
	const browser = await startChromium(filmFlags(film));
	await Promise.all([leaveAndReturn(), harmAndMend()]);
	await browser.close();

	/** With the camera of the browser itself. */
	async function leaveAndReturn(): Promise<void> {
		const till = await openTill(shop, { browser, leave: ['camera'], before: countTracks });
		const running = () => till.page.evaluate(() => window.runningTracks());
		await expectLive(till, running);
		const growth = growthOf(till.page, 'left');
		for (let cycle = 0; cycle < cycles; cycle++) {
			await wayIn(cycle, leavings)(till, running, chance);
			await expect(till.page.getByText(till.words.attract.ask)).toBeVisible();
			await expectLive(till, running);
			await growth.note(cycle);
		}
	}

	/** With a camera in the test's hand, while somebody stands at the number pad. */
	async function harmAndMend(): Promise<void> {
		let camera: CameraInHand | undefined;
		const before = async (page: Page) => {
			camera = await cameraInHand(page);
			if (!isTorture) await hurryCamera(page);
		};
		const till = await openTill(shop, { before });
		if (!camera) throw new Error('There is no camera');
		const { words, page } = till;
		const { running } = camera;
		await toHelp(till);
		await expectLive(till, running);
		const growth = growthOf(page, 'harmed');
		for (let cycle = 0; cycle < cycles; cycle++) {
			const { harm, mend } = wayIn(cycle, harms);
			await camera[harm]();
			await camera.freeze();
			await expect(page.getByText(words.help.noCameraBelow)).toBeVisible(patient);
			await expectPad(till);
			// Every other one goes on without it, and comes back.
			const isLeaving = cycle % 2 === 1;
			if (isLeaving) await till.tap(words.help.back);
			await camera[mend]();
			await expectLive(till, running);
			if (isLeaving) await toHelp(till);
			await expectLive(till, running);
			await growth.note(cycle);
		}
		// It only stands still: then the screen need not say so, for it is back at once.
		await camera.freeze();
		await page.locator('video').evaluate((video) => video.classList.add('still'));
		await expect(page.locator('video.still')).toHaveCount(0, patient);
		await expectLive(till, running);
	}
});

type Running = () => Promise<number>;

const leavings = {
	'help and back': async (till: Till, running: Running) => {
		await toHelp(till);
		await expectLive(till, running);
		await till.tap(till.words.help.back);
	},
	'a passbook on the number pad': async (till: Till, running: Running) => {
		await till.enter(number());
		await expectOff(till, running);
		await till.tap(till.words.home.leave);
	},
	'the page is hidden': async (till: Till, running: Running) => {
		await setHidden(till.page, true);
		await expectOff(till, running);
		await setHidden(till.page, false);
	},
	'hidden and shown in one breath': async ({ page }: Till) => {
		for (const isHidden of [true, false, true, false]) await setHidden(page, isHidden);
	},
	// Faster than any finger, so that each stop falls into the start before it.
	'from screen to screen in no time': ({ page }: Till, _running: Running, chance: Chance) =>
		page.evaluate(
			async (pauses) => {
				for (const [atStart, atHelp] of pauses) {
					document.querySelector<HTMLElement>('.start')?.click();
					await new Promise((go) => setTimeout(go, atStart));
					[...document.querySelectorAll<HTMLElement>('.screen .second')].at(-1)?.click();
					await new Promise((go) => setTimeout(go, atHelp));
				}
			},
			Array.from({ length: 4 }, () => [chance.whole(0, 60), chance.whole(0, 60)] as const),
		),
};

const harms = {
	'it is unplugged': { harm: 'unplug', mend: 'plugIn' },
	'it sends no picture': { harm: 'cover', mend: 'uncover' },
	'it is denied': { harm: 'deny', mend: 'allow' },
	'another program takes it': { harm: 'take', mend: 'letGo' },
	'nobody answers': { harm: 'hold', mend: 'answer' },
} as const;

function wayIn<Way>(cycle: number, ways: Readonly<Record<string, Way>>): Way {
	const all = Object.values(ways);
	const way = all[cycle % all.length];
	if (way === undefined) throw new Error('There is no way');
	return way;
}

async function toHelp(till: Till): Promise<void> {
	await till.tap(new RegExp(till.words.attract.ask));
	await expect(till.page.getByText(till.words.help.padTitle)).toBeVisible();
}

async function expectPad(till: Till): Promise<void> {
	await till.tap('7');
	await expect(till.page.getByLabel(till.words.help.padEcho)).toHaveText('7');
	await till.tap(till.words.help.clear);
}

/** One camera runs, one picture of it is on the screen. */
async function expectLive({ page }: Till, running: Running): Promise<void> {
	await expect(page.locator('figure.live video')).toBeVisible(patient);
	await expect(page.locator('video')).toHaveCount(1);
	await expect.poll(running, patient).toBe(1);
}

/** Nothing looks at anybody. */
async function expectOff({ page }: Till, running: Running): Promise<void> {
	await expect.poll(running, patient).toBe(0);
	await expect(page.locator('video')).toHaveCount(0);
}

/** What the page holds after its rubbish has been taken out. */
interface Size {
	readonly heapBytes: number;
	readonly nodes: number;
	readonly listeners: number;
}

async function sizeOf(page: Page): Promise<Size> {
	const session = await page.context().newCDPSession(page);
	for (let turn = 0; turn < 3; turn++) await session.send('HeapProfiler.collectGarbage');
	const { usedSize } = await session.send('Runtime.getHeapUsage');
	const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
	await session.detach();
	return { heapBytes: usedSize, nodes, listeners: jsEventListeners };
}

/** Measures in the middle and at the end: by then nothing new may have stayed behind. */
function growthOf(page: Page, name: string) {
	let middle: Size | undefined;
	return {
		async note(cycle: number): Promise<void> {
			if (cycle === cycles / 2 - 1) middle = await sizeOf(page);
			if (cycle !== cycles - 1 || !middle) return;
			const start = middle;
			// The screen before may still be on its way out; one that stays has hundreds of nodes.
			const growth = async () => {
				const end = await sizeOf(page);
				console.log(`camera, ${name}: ${JSON.stringify({ start, end })}`);
				return [
					end.nodes - start.nodes < 60,
					end.listeners - start.listeners < 5,
					end.heapBytes - start.heapBytes < 1_500_000,
				];
			};
			await expect.poll(growth, { timeout: 15_000, intervals: [1000] }).toEqual([true, true, true]);
		},
	};
}

function setHidden(page: Page, isHidden: boolean): Promise<void> {
	return page.evaluate((it) => {
		Object.defineProperty(document, 'hidden', { configurable: true, get: () => it });
		document.dispatchEvent(new Event('visibilitychange'));
	}, isHidden);
}

/** The pauses of the camera pass four times as fast, and no others. */
async function hurryCamera(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const wait = window.setTimeout.bind(window);
		const hurry = (ms = 0) => (ms >= 4000 && ms <= 5000 ? ms / 4 : ms);
		window.setTimeout = ((act: () => void, ms?: number) =>
			wait(act, hurry(ms))) as typeof window.setTimeout;
	});
}

async function countTracks(page: Page): Promise<void> {
	await page.addInitScript(() => {
		let tracks: MediaStreamTrack[] = [];
		const isLive = (track: MediaStreamTrack) => track.readyState === 'live';
		const media = navigator.mediaDevices;
		const ask = media.getUserMedia.bind(media);
		media.getUserMedia = async (constraints) => {
			const stream = await ask(constraints);
			tracks = [...tracks.filter(isLive), ...stream.getTracks()];
			return stream;
		};
		window.runningTracks = () => tracks.filter(isLive).length;
	});
}

declare global {
	interface Window {
		runningTracks: () => number;
	}
}
