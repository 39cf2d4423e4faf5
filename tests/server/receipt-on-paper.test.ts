import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readQr from 'jsqr';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runAgent, type RunningAgent } from '#printing/agent';
import { tcpTransport } from '#printing/transports/tcp';
import { paperPng } from '#printing/virtual/picture';
import type { VirtualPrinter } from '#printing/virtual-printer';
import type { PrintJobView, Shelf } from '#domain/wire';
import { quickProfile, startPrinter } from '../printer.ts';
import { ask, openShop, redeem, type Shop } from './shop.ts';

/** The first slip reads the faces of its characters; a busy machine takes its time for that. */
const patient = {
	connectMs: 3000,
	replyMs: 1000,
	stallMs: 5000,
	completionMs: 8000,
	closeMs: 1000,
};
const quick = quickProfile('generic58');
const profile = { ...quick, timing: { ...quick.timing, ...patient } };
let shop: Shop;
let printer: VirtualPrinter;
let agent: RunningAgent;
let folder: string;

beforeAll(async () => {
	shop = await openShop();
	printer = await startPrinter();
	folder = mkdtempSync(join(tmpdir(), 'love-agent-'));
	agent = runAgent({
		server: shop.server.url,
		token: shop.agent,
		dataFolder: folder,
		transport: tcpTransport({ host: '127.0.0.1', port: printer.port }, profile),
		profile,
		pollMs: 50,
		lookMs: 50,
		statusMs: 300,
		retryMs: 50,
		say: () => {},
	});
});
afterAll(async () => {
	await agent.stop();
	await printer.close();
	await shop.server.stop();
	rmSync(folder, { recursive: true });
});

const statusOf = async (id: string) =>
	(await ask<PrintJobView>(shop, `/api/shop/print-jobs/${id}`, { token: shop.kiosk })).body.status;
const lastPaper = () => {
	const paper = printer.papers.at(-1);
	if (!paper) throw new Error('Nothing came out');
	return paper;
};

const textOf = (paper: { rows: readonly string[] }) => paper.rows.join('\n');

test('a redemption comes out as its receipt, and its code reads back from the paper', async () => {
	const { body } = await redeem(shop, '何𠮷', { 香皂: 2 });
	await expect.poll(() => statusOf(body.printJob), { timeout: 10_000 }).toBe('done');
	const paper = lastPaper();
	for (const words of ['青松村爱心超市', body.number, '香皂', body.voucher, body.chainCode]) {
		expect(textOf(paper).replaceAll(' ', '')).toContain(words);
	}
	expect(paper.faults).toEqual([]);
	expect(textOf(paper)).not.toContain('?');
	const png = PNG.sync.read(paperPng(paper.picture, profile.dots));
	const read = readQr(new Uint8ClampedArray(png.data), png.width, png.height);
	expect(read?.data).toBe(body.code);
});

test('out of paper: the redemption stands, the kiosk is told, and the slip comes with new paper', async () => {
	const before = printer.papers.length;
	printer.breakWith({ paperOutAt: 0 });
	const { body, status } = await redeem(shop, '何𠮷', { 香皂: 1 });
	expect(status).toBe(200);
	await expect.poll(() => statusOf(body.printJob), { timeout: 10_000 }).toBe('blocked');
	const { body: told } = await ask<Shelf>(shop, '/api/shop/shelf', { token: shop.kiosk });
	expect(told.printer).toBe('paper_out');
	printer.breakWith({});
	printer.loadPaper();
	await expect.poll(() => statusOf(body.printJob), { timeout: 10_000 }).toBe('done');
	expect(printer.papers.length).toBe(before + 1);
	expect(textOf(lastPaper())).toContain(body.number);
});
