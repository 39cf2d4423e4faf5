import { expect, type Page } from 'playwright/test';
import { makePassbookCode } from '#domain/passbook';
import { cameraInHand } from '../camera-in-hand.ts';
import { blankThenCard, cardPicture, filmFlags } from '../camera.ts';
import { endStroke, strike, strokesOf } from '../keys.ts';
import { cameraOf, openHarness, scansOf, startCamera, startChromium, test } from './fixtures.ts';

const code = makePassbookCode([3, 14, 15, 9, 26, 5, 3, 5, 8, 9, 7, 9]);
const other = makePassbookCode([2, 7, 18, 28, 18, 28, 4, 5, 9, 0, 4, 5]);
const large = { width: 1280, height: 720 };

const faultsOf = (page: Page) => page.evaluate(() => window.harness.faults);
const liveTracks = (page: Page) => page.evaluate(() => window.harness.liveTracks());
const stopCamera = (page: Page) => page.evaluate(() => window.harness.scanner.stopCamera());
/** With the times of the keys in them: on a busy machine a scanner would else look like a person. */
const wedge = async (page: Page, text: string) => {
	const keyboard = await page.context().newCDPSession(page);
	await strike(keyboard, [...strokesOf(text, 8), endStroke('Enter', 8)]);
};

for (const pxPerModule of [4, 3]) {
	test(`reads a card of ${pxPerModule} px a module from the camera`, async ({ film, openPage }) => {
		film([-5, 2, 7].map((turnDeg) => cardPicture({ text: code, pxPerModule, turnDeg, ...large })));
		const page = await openPage();
		await startCamera(page);
		expect(await cameraOf(page)).toBe('live');
		await expect.poll(() => scansOf(page), { timeout: 4000 }).toEqual([`camera ${code}`]);
		// Read in the camera's own size, though the box on the page is 400 px wide.
		expect(await page.evaluate(() => document.querySelector('canvas')?.height)).toBe(720);
		expect(await faultsOf(page)).toEqual([]);
	});
}

test('takes a card that stays only once', async ({ film, openPage }) => {
	film([cardPicture({ text: code, pxPerModule: 5 })]);
	const page = await openPage();
	await startCamera(page);
	await page.waitForTimeout(2500);
	expect(await scansOf(page)).toEqual([`camera ${code}`]);
});

test('sees a card that comes after a while', async ({ film, openPage }) => {
	film(blankThenCard({ text: code, pxPerModule: 5 }));
	const page = await openPage();
	await startCamera(page);
	await expect.poll(() => scansOf(page), { timeout: 4000 }).toEqual([`camera ${code}`]);
});

test('asks for leave, is denied, and hand scanner and pad go on', async ({ harness, folder }) => {
	const [device, file] = filmFlags(`${folder}/film.y4m`);
	const browser = await startChromium([device ?? '', file ?? '']);
	const page = await browser.newPage();
	await openHarness(page, harness);
	await startCamera(page);
	expect(await cameraOf(page)).toBe('denied');
	await wedge(page, code);
	await page.evaluate(() => window.harness.scanner.type('12345676'));
	expect(await scansOf(page)).toEqual([`wedge ${code}`, 'pad 12345676']);
	// Leave that is given later is taken at once.
	await page.context().grantPermissions(['camera'], { origin: new URL(harness.url).origin });
	await expect.poll(() => cameraOf(page)).toBe('live');
	expect(await faultsOf(page)).toEqual([]);
	await browser.close();
});

test('finds no camera, and the hand scanner goes on', async ({ harness, folder }) => {
	const browser = await startChromium(filmFlags(`${folder}/nothing.y4m`));
	const page = await browser.newPage();
	await openHarness(page, harness);
	await startCamera(page);
	expect(await cameraOf(page)).toBe('missing');
	await wedge(page, code);
	expect(await scansOf(page)).toEqual([`wedge ${code}`]);
	expect(await faultsOf(page)).toEqual([]);
	await browser.close();
});

test('starts and stops ten times and leaves nothing behind', async ({ openPage }) => {
	const page = await openPage();
	for (let cycle = 0; cycle < 10; cycle++) {
		// Every other time it is stopped before it has begun, as when a screen is left at once.
		if (cycle % 2 === 0) await startCamera(page);
		else await page.evaluate(() => void window.harness.scanner.startCamera(window.harness.box()));
		await stopCamera(page);
	}
	expect(await cameraOf(page)).toBe('off');
	expect(await liveTracks(page)).toBe(0);
	expect(await page.locator('video, canvas').count()).toBe(0);
	await startCamera(page);
	expect(await page.locator('video').count()).toBe(1);
	expect(await liveTracks(page)).toBe(1);
	expect(await faultsOf(page)).toEqual([]);
});

test('moves from one box to another, in whatever order the screens say so', async ({
	openPage,
}) => {
	const page = await openPage();
	await startCamera(page);
	await page.evaluate(() => {
		const { scanner, box } = window.harness;
		const moved = scanner.startCamera(box('other'));
		void scanner.stopCamera(box('box'));
		return moved;
	});
	expect(await cameraOf(page)).toBe('live');
	expect(await page.locator('#other video').count()).toBe(1);
	expect(await page.locator('#box video').count()).toBe(0);
});

test('is torn out of the page while it starts', async ({ openPage }) => {
	const page = await openPage();
	await page.evaluate(async () => {
		const { scanner, box, tracks } = window.harness;
		void scanner.startCamera(box());
		while (tracks.length === 0) await new Promise((go) => setTimeout(go));
		box().remove();
		await scanner.stopCamera();
	});
	await page.waitForTimeout(500);
	expect(await liveTracks(page)).toBe(0);
	expect(await faultsOf(page)).toEqual([]);
});

test('comes back when its track has ended', async ({ openPage }) => {
	const page = await openPage();
	await startCamera(page);
	await page.evaluate(() => window.harness.tracks[0]?.stop());
	await expect.poll(() => liveTracks(page), { timeout: 5000 }).toBe(1);
	await expect.poll(() => cameraOf(page)).toBe('live');
	expect(await page.locator('video').count()).toBe(1);
});

test('is unplugged, plugged in again, and hangs', async ({ openPage }) => {
	const hand: Awaited<ReturnType<typeof cameraInHand>>[] = [];
	const page = await openPage(async (fresh) => hand.push(await cameraInHand(fresh)));
	const [camera] = hand;
	await camera?.show(cardPicture({ text: code, pxPerModule: 5 }));
	await startCamera(page);
	await expect.poll(() => scansOf(page)).toEqual([`camera ${code}`]);

	await camera?.unplug();
	await expect.poll(() => cameraOf(page)).toBe('missing');
	await camera?.plugIn();
	await expect.poll(() => cameraOf(page)).toBe('live');

	await camera?.show(cardPicture({ text: other, pxPerModule: 5 }));
	await expect.poll(() => scansOf(page)).toEqual([`camera ${code}`, `camera ${other}`]);

	const tracks = () => page.evaluate(() => window.harness.tracks.length);
	const before = await tracks();
	await camera?.freeze();
	await expect.poll(tracks, { timeout: 8000 }).toBe(before + 1);
	await expect.poll(() => cameraOf(page)).toBe('live');
	expect(await faultsOf(page)).toEqual([]);
});
