import { spawnSync } from 'node:child_process';

/** Whether this machine has Python, whose GB18030 codec knows nothing of ours. */
export const hasPython = spawnSync('python3', ['-c', 'import codecs']).status === 0;

/** The text of a receipt by a second, deliberately simple reading of the commands. */
export function decodeIndependently(bytes: Uint8Array): string {
	return new TextDecoder('gb18030', { fatal: true }).decode(Uint8Array.from(textBytes(bytes)));
}

/** The same text by the codec of Python. */
export function decodeWithPython(bytes: Uint8Array): string {
	const script =
		'import sys; sys.stdout.buffer.write(sys.stdin.buffer.read().decode("gb18030").encode("utf-8"))';
	const run = spawnSync('python3', ['-c', script], { input: Buffer.from(textBytes(bytes)) });
	if (run.status !== 0) throw new Error(run.stderr.toString());
	return run.stdout.toString();
}

/** What is left of a stream when the commands are skipped by their length alone. */
export function textBytes(bytes: Uint8Array): readonly number[] {
	const left: number[] = [];
	let at = 0;
	while (at < bytes.length) {
		const lead = bytes[at] ?? 0;
		if (lead !== 0x1b && lead !== 0x1c && lead !== 0x1d) {
			left.push(lead);
			at += 1;
			continue;
		}
		const name = String.fromCharCode(lead, bytes[at + 1] ?? 0);
		if (name === '\x1dv') {
			const [wide = 0, wider = 0, high = 0, higher = 0] = bytes.subarray(at + 4, at + 8);
			at += 8 + (wide + 256 * wider) * (high + 256 * higher);
		} else if (name === '\x1d(') at += 5 + (bytes[at + 3] ?? 0) + 256 * (bytes[at + 4] ?? 0);
		else if (name === '\x1b@' || name === '\x1c&' || name === '\x1b2') at += 2;
		else if (name === '\x1cS') at += 4;
		else at += 3;
	}
	return left;
}
