import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPrintShop, type PrintShop, type WantedSlip } from './print-shop.ts';
import { smallDisk, type TightDisk } from './tight-disk.ts';
import { warmFaces } from './warm-faces.ts';

let print: PrintShop;
let disk: TightDisk;
beforeAll(async () => {
	warmFaces();
	disk = smallDisk();
	print = await openPrintShop(disk.folder);
	print.startAgent();
});
afterAll(async () => {
	try {
		await print.close();
	} finally {
		disk.remove();
	}
});

const printer = async () => (await print.seen()).printer;
const message = async ({ facts }: WantedSlip) => (await print.view(facts.printJob)).message;

test('the disk of the print agent is full: nothing is printed without a note, and all of it later', async () => {
	const first = await print.redeem();
	expect(await print.until(first.facts.printJob)).toBe('done');
	print.padLog();
	disk.fill(print.agent);
	// What is left of the journal's last page still takes a few notes: those slips come out.
	let slip = first;
	for (let slips = 0; slips < 40; slips++) {
		slip = await print.redeem();
		if ((await print.until(slip.facts.printJob, 'blocked', 'done')) === 'blocked') break;
	}
	expect(await message(slip)).toBe('disk_full');
	expect(print.count(slip).ends).toBe(0);
	await expect.poll(printer).toBe('disk_full');
	expect(await print.dueSlips()).toContain(slip.facts.printJob);

	disk.free(print.agent);
	expect(await print.until(slip.facts.printJob, 'done')).toBe('done');
	await print.expectHonest(slip);
	await expect.poll(printer).toBe('ready');
});

test('it fills while a slip is printed: the server hears of the end all the same', async () => {
	print.cable.after(6000, () => disk.fill(print.agent));
	const slip = await print.redeem();
	expect(await print.until(slip.facts.printJob)).toBe('done');
	await print.endAgents('SIGKILL');
	disk.free(print.agent);
	print.startAgent();
	const next = await print.redeem();
	expect(await print.until(next.facts.printJob)).toBe('done');
	for (const each of [slip, next]) expect(await print.expectHonest(each)).toBe('done');
});

test('it is full when the agent starts: the screens say so, and it begins when there is room', async () => {
	await print.endAgents('SIGTERM');
	disk.fill(print.agent);
	print.startAgent();
	if (disk.fault === 'storage_full')
		await expect.poll(printer, { timeout: 9000 }).toBe('disk_full');
	const slip = await print.redeem();
	disk.free(print.agent);
	expect(await print.until(slip.facts.printJob)).toBe('done');
	await print.expectHonest(slip);
});
