import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { PrinterTiming } from '../profiles.ts';
import type { Delivery, JobToSend, Transport } from './transport.ts';

/**
 * A printer behind a device file such as /dev/usb/lp0. It is a one-way street: what was taken is
 * known, what was printed is not, so that a good delivery carries no proof.
 */
export function deviceTransport(path: string, timing: PrinterTiming): Transport {
	return {
		async status() {
			try {
				await access(path, constants.W_OK);
				return 'unknown';
			} catch {
				return 'offline';
			}
		},
		send: (bytes, job) => sendToDevice(path, timing, bytes, job),
	};
}

const writerFile = fileURLToPath(new URL('./device-writer.ts', import.meta.url));

function sendToDevice(
	path: string,
	timing: PrinterTiming,
	bytes: Uint8Array,
	job: JobToSend,
): Promise<Delivery> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [writerFile, path, String(bytes.length)]);
		let said = '';
		let problem = '';
		let isBegun = false;
		let taken = 0;
		let timer = setTimeout(giveUp, timing.connectMs);

		function giveUp(): void {
			problem ||= 'stuck: the device takes nothing';
			child.kill('SIGKILL');
		}
		function waitAgain(): void {
			clearTimeout(timer);
			timer = setTimeout(giveUp, timing.stallMs);
		}
		function settle(delivery: Delivery): void {
			clearTimeout(timer);
			resolve(delivery);
		}

		function fail(error: unknown): void {
			clearTimeout(timer);
			child.kill('SIGKILL');
			reject(error instanceof Error ? error : new Error(String(error)));
		}

		async function begin(): Promise<void> {
			clearTimeout(timer);
			if (!(await job.beforeFirstByte())) {
				child.kill('SIGKILL');
				return settle({ outcome: 'withdrawn' });
			}
			isBegun = true;
			waitAgain();
			child.stdin.end(bytes);
		}

		// A child that dies closes its input; what that means is told by its end.
		child.stdin.on('error', () => undefined);
		child.stderr.on('data', (data: Buffer) => {
			problem ||= /\b(E[A-Z]{3,})\b/.exec(data.toString())?.[1] ?? '';
		});
		child.stdout.on('data', (data: Buffer) => {
			said += data.toString();
			const lines = said.split('\n');
			said = lines.pop() ?? '';
			for (const line of lines) {
				if (line === 'open') begin().catch(fail);
				else if (line.startsWith('taken ')) {
					taken = Number(line.slice(6));
					waitAgain();
				}
			}
		});
		child.on('error', (error) => {
			problem ||= error.message;
		});
		child.on('close', (code) => {
			if (code === 0 && isBegun && taken === bytes.length) {
				return settle({ outcome: 'sent', proof: 'none' });
			}
			if (!isBegun) return settle({ outcome: 'not_sent', state: 'offline' });
			const reason = `${problem || `ended with ${code}`} after ${taken} of ${bytes.length} bytes`;
			settle({ outcome: 'doubtful', reason });
		});
	});
}
