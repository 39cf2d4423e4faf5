import { randomUUID } from 'node:crypto';
import { Agent, request as open, type ClientRequest } from 'node:http';
import type { RedemptionRequest } from '#domain/wire';
import { chanceFrom } from '#start/demo/random';

// A client in a process of its own: `startRacers` of racers.ts starts it and speaks to it.

/** One request that is to be sent, whoever sends it. */
export interface Shot {
	readonly url: string;
	readonly token: string;
	readonly body: object;
}

/** What came back, and when it was sent and heard: milliseconds of the machine's own clock. */
export interface Heard {
	/** 0 when nothing came. */
	readonly status: number;
	readonly text: string;
	readonly sentAt: number;
	readonly heardAt: number;
}

/** A client that redeems as fast as it is answered. */
export interface Storm {
	readonly url: string;
	readonly token: string;
	readonly passbook: string;
	readonly baskets: readonly RedemptionRequest['lines'][];
	readonly seed: number;
	readonly forMs: number;
}

/** A redemption that a storm asked for, and its answer. */
export interface StormAct extends Heard {
	readonly request: RedemptionRequest;
}

export type Order =
	| { readonly kind: 'arm'; readonly shot: Shot }
	| { readonly kind: 'fire'; readonly at: number }
	| { readonly kind: 'storm'; readonly storm: Storm };

export type Report =
	| { readonly kind: 'ready' | 'armed' }
	| { readonly kind: 'heard'; readonly heard: Heard }
	| { readonly kind: 'stormed'; readonly acts: readonly StormAct[] };

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
/** Monotonic, and the same in every process of this machine. */
const clock = () => Number(process.hrtime.bigint()) / 1e6;
const tell = (report: Report) => process.send?.(report);
let fire: (at: number) => void = () => undefined;

process.on('disconnect', () => process.exit());
process.on('message', (order: Order) => {
	if (order.kind === 'fire') fire(order.at);
	else if (order.kind === 'arm') arm(order.shot);
	else void rage(order.storm).then((acts) => tell({ kind: 'stormed', acts }));
});
tell({ kind: 'ready' });

/** Sends all of a request but its last byte, which starts the server's work: nothing is left to do. */
function arm(shot: Shot): void {
	const { request, text } = begin(shot);
	request.write(text.slice(0, -1), () => {
		fire = (at) => {
			while (clock() < at) continue;
			void ended(request, text.slice(-1)).then((heard) => tell({ kind: 'heard', heard }));
		};
		tell({ kind: 'armed' });
	});
}

async function rage({ url, token, passbook, baskets, seed, forMs }: Storm): Promise<StormAct[]> {
	const chance = chanceFrom(seed);
	const acts: StormAct[] = [];
	const until = clock() + forMs;
	while (clock() < until) {
		const request = { requestKey: randomUUID(), passbook, lines: chance.pick(baskets) };
		const begun = begin({ url, token, body: request });
		acts.push({ request, ...(await ended(begun.request, begun.text)) });
	}
	return acts;
}

function begin({ url, token, body }: Shot): { request: ClientRequest; text: string } {
	// Plain ASCII, so that a byte is a character.
	const text = JSON.stringify(body).replace(
		/[^\0-~]/g,
		(letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
	const headers = {
		Authorization: token,
		'Content-Type': 'application/json',
		'Content-Length': text.length,
	};
	const request = open(url, { agent, method: 'POST', headers });
	// Without a listener it would end the process; whoever waits for the answer hears of it.
	request.on('error', () => undefined);
	return { request, text };
}

function ended(request: ClientRequest, rest: string): Promise<Heard> {
	return new Promise((resolve) => {
		const sentAt = clock();
		const parts: string[] = [];
		const end = (status: number) =>
			resolve({ status, text: parts.join(''), sentAt, heardAt: clock() });
		request.on('error', () => end(0));
		request.on('response', (response) => {
			response.setEncoding('utf8');
			response.on('data', (part: string) => parts.push(part));
			response.on('error', () => end(0));
			response.on('end', () => end(response.statusCode ?? 0));
		});
		request.end(rest);
	});
}
