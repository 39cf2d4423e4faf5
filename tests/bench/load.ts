import { readdirSync, readFileSync } from 'node:fs';

/** What a load of requests took. */
export interface Load {
	readonly perSecond: number;
	readonly medianMs: number;
	/** The 99th of a hundred. */
	readonly p99Ms: number;
	/** Processor time of the server for one request, in milliseconds. */
	readonly cpuMs: number;
}

/** Sends `count` requests from `clients` at once, each waiting for its answer before the next. */
export async function measureLoad(
	server: number,
	count: number,
	clients: number,
	send: (client: number) => Promise<unknown>,
): Promise<Load> {
	const times: number[] = [];
	let left = count;
	const cpuBefore = cpuMsOf(server);
	const startedAt = performance.now();
	await Promise.all(
		Array.from({ length: clients }, async (_, client) => {
			while (left-- > 0) {
				const sentAt = performance.now();
				await send(client);
				times.push(performance.now() - sentAt);
			}
		}),
	);
	const tookMs = performance.now() - startedAt;
	return {
		perSecond: (count * 1000) / tookMs,
		medianMs: quantile(times, 0.5),
		p99Ms: quantile(times, 0.99),
		cpuMs: (cpuMsOf(server) - cpuBefore) / count,
	};
}

/** The value below which that share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((one, other) => one - other);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
	return quantile(values, 0.5);
}

/** The process that serves a data folder. Throws when there is none. */
export function processOf(dataFolder: string): number {
	const found = readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.find((pid) => commandOf(pid).includes(`--dir=${dataFolder}`));
	if (!found) throw new Error(`Nobody serves ${dataFolder}`);
	return Number(found);
}

/** Resident memory of a process, in megabytes. */
export function memoryMbOf(pid: number): number {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024;
}

/** Processor time that a process has used so far, in milliseconds. */
export function cpuMsOf(pid: number): number {
	// Behind the name in brackets stand the fields from the third on; 14 and 15 are the times.
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
	const ticks = Number(fields[11]) + Number(fields[12]);
	return ticks * (1000 / ticksPerSecond);
}

// Linux counts them in hundredths of a second on every machine that we know.
const ticksPerSecond = 100;

function commandOf(pid: string): string {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
	} catch {
		return '';
	}
}
