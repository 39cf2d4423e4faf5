/**
 * The child process that writes one job to a device file: node device-writer.ts PATH LENGTH, the job
 * on standard input. It may be killed at any time, which is the only way out of a write to a printer
 * without paper. Says "open" once the device is ours and "taken N" after every piece.
 */
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';

const pieceBytes = 4096;
const [path = '', length = '0'] = process.argv.slice(2);

const device = openSync(path, constants.O_WRONLY);
writeSync(1, 'open\n');
const job = readJob(Number(length));
// Whoever started us died half-way: half a receipt is worse than none.
if (job) {
	let taken = 0;
	while (taken < job.length) {
		taken += writeSync(device, job, taken, Math.min(pieceBytes, job.length - taken));
		writeSync(1, `taken ${taken}\n`);
	}
}
closeSync(device);

function readJob(wanted: number): Buffer | undefined {
	const bytes = Buffer.alloc(wanted);
	let filled = 0;
	while (filled < wanted) {
		const count = readSync(0, bytes, filled, wanted - filled, null);
		if (count === 0) return undefined;
		filled += count;
	}
	return bytes;
}
