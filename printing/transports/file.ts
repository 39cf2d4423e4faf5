import { constants } from 'node:fs';
import { access, mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Transport } from './transport.ts';

/** A folder in place of a printer: every job is one file NAME.bin, there as a whole or not at all. */
export function fileTransport(folder: string): Transport {
	return {
		async status() {
			return (await isWritable(folder)) ? 'ready' : 'offline';
		},
		async send(bytes, job) {
			if (!(await isWritable(folder))) return { outcome: 'not_sent', state: 'offline' };
			if (!(await job.beforeFirstByte())) return { outcome: 'withdrawn' };
			const path = join(folder, `${job.name}.bin`);
			try {
				const file = await open(`${path}.part`, 'w');
				try {
					await file.writeFile(bytes);
					await file.sync();
				} finally {
					await file.close();
				}
				await rename(`${path}.part`, path);
			} catch (error) {
				return { outcome: 'doubtful', reason: String(error) };
			}
			return { outcome: 'sent', proof: 'fence' };
		},
	};
}

async function isWritable(folder: string): Promise<boolean> {
	try {
		await mkdir(folder, { recursive: true });
		await access(folder, constants.W_OK);
		return true;
	} catch {
		return false;
	}
}
