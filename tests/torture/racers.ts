import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Heard, Order, Report, Shot, Storm, StormAct } from './racer.ts';

/** Clients in processes of their own. */
export interface Racers {
	/** Lets as many of them as there are requests send one each, all at the same instant. */
	race(shots: readonly Shot[]): Promise<readonly Heard[]>;
	/** Lets as many of them as there are storms send what they can, until their time is over. */
	storm(storms: readonly Storm[]): Promise<readonly (readonly StormAct[])[]>;
	close(): void;
}

/** How long before the instant they are told of it, so that the word has come to all. */
const noticeMs = 4;

/** Starts so many clients and waits until each is there. */
export async function startRacers(count: number): Promise<Racers> {
	const racers = Array.from({ length: count }, () => {
		return fork(join(import.meta.dirname, 'racer.ts'), { execArgv: [] });
	});
	await Promise.all(racers.map((racer) => heardFrom(racer, 'ready')));
	const choose = (wanted: number) => {
		if (wanted > racers.length) throw new Error(`${wanted} of ${racers.length} racers`);
		return racers.slice(0, wanted);
	};
	return {
		race: async (shots) => {
			const chosen = choose(shots.length);
			const armed = chosen.map((racer) => heardFrom(racer, 'armed'));
			shots.forEach((shot, index) => order(chosen[index], { kind: 'arm', shot }));
			await Promise.all(armed);
			const heard = chosen.map((racer) => heardFrom(racer, 'heard'));
			const at = Number(process.hrtime.bigint()) / 1e6 + noticeMs;
			for (const racer of chosen) order(racer, { kind: 'fire', at });
			return (await Promise.all(heard)).map((report) => report.heard);
		},
		storm: async (storms) => {
			const chosen = choose(storms.length);
			const stormed = chosen.map((racer) => heardFrom(racer, 'stormed'));
			storms.forEach((storm, index) => order(chosen[index], { kind: 'storm', storm }));
			return (await Promise.all(stormed)).map((report) => report.acts);
		},
		close: () => racers.forEach((racer) => racer.disconnect()),
	};
}

/** Whether every request was on its way before any answer was there. */
export function wereTogether(heard: readonly Heard[]): boolean {
	const lastSent = Math.max(...heard.map(({ sentAt }) => sentAt));
	return lastSent < Math.min(...heard.map(({ heardAt }) => heardAt));
}

function order(racer: ChildProcess | undefined, given: Order): void {
	racer?.send(given);
}

function heardFrom<Kind extends Report['kind']>(
	racer: ChildProcess,
	kind: Kind,
): Promise<Extract<Report, { readonly kind: Kind }>> {
	return new Promise((resolve, reject) => {
		racer.once('message', (report: Report) => {
			racer.removeListener('exit', gone);
			if (isOf(report, kind)) resolve(report);
			else reject(new Error(`A racer said ${report.kind} instead of ${kind}`));
		});
		const gone = (code: number | null) => reject(new Error(`A racer ended with ${code}`));
		racer.once('exit', gone);
	});
}

function isOf<Kind extends Report['kind']>(
	report: Report,
	kind: Kind,
): report is Extract<Report, { readonly kind: Kind }> {
	return report.kind === kind;
}
