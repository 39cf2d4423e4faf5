import jsQR from 'jsqr';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { runAgent } from '#printing/agent';
import { profileOf, type PrinterTiming } from '#printing/profiles';
import { tcpTransport } from '#printing/transports/tcp';
import { startVirtualPrinter, type VirtualPrinter } from '#printing/virtual-printer';
import type { Shop } from '../server/shop.ts';

/** A slip as it lies on the counter. */
export interface PrintedSlip {
	readonly rows: readonly string[];
	/** What the strict parser stumbled over. */
	readonly faults: readonly string[];
	readonly bytes: Uint8Array;
	/** Its QR code, read from the picture of the paper. */
	readonly code: string | undefined;
}

/** The shop's print agent with a virtual printer. */
export interface PrintingDesk {
	readonly printer: VirtualPrinter;
	/** Every slip that came out, oldest first. */
	slips(): readonly PrintedSlip[];
	close(): Promise<void>;
}

/** Starts a printer of 58 mm and the agent beside it, which may be less patient than a shop's. */
export async function openPrintingDesk(
	shop: Shop,
	impatience: Partial<PrinterTiming> = {},
): Promise<PrintingDesk> {
	const folder = mkdtempSync(join(tmpdir(), 'love-desk-'));
	const papers = join(folder, 'papers');
	const printer = await startVirtualPrinter({ port: 0, paper: 58, folder: papers });
	const patient = profileOf('generic58');
	if (!patient) throw new Error('No profile generic58');
	const profile = { ...patient, timing: { ...patient.timing, ...impatience } };
	const agent = runAgent({
		server: shop.server.url,
		token: shop.agent,
		dataFolder: join(folder, 'agent'),
		transport: tcpTransport({ host: '127.0.0.1', port: printer.port }, profile),
		profile,
		pollMs: 100,
		lookMs: 200,
		retryMs: 100,
	});
	return {
		printer,
		slips: () =>
			printer.papers.map(({ rows, faults }, index) => {
				const file = join(papers, `receipt-${String(index + 1).padStart(4, '0')}`);
				const { data, width, height } = PNG.sync.read(readFileSync(`${file}.png`));
				const code = jsQR(Uint8ClampedArray.from(data), width, height)?.data;
				return { rows, faults, bytes: readFileSync(`${file}.bin`), code };
			}),
		async close() {
			await agent.stop();
			await printer.close();
			rmSync(folder, { recursive: true });
		},
	};
}
