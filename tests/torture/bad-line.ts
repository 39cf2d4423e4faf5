import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '#start/demo/random';
import { give, openLine, type Carry, type Line } from './line.ts';

/** What a line can do to a request and its answer. */
export const faults = [
	/** The request never arrives. */
	'request_lost',
	/** Only half of it arrives; what the server says to that comes back, or nothing. */
	'request_cut',
	/** It arrives when nobody waits for it any more, and after what was sent later. */
	'request_late',
	/** It arrives twice, at once or one after the other. */
	'request_twice',
	/** The server is told that nothing more will come, though its answer is still waited for. */
	'closed_to_server',
	/** It is done, and the answer never comes back. */
	'answer_lost',
	/** The answer breaks off. */
	'answer_cut',
	/** The kiosk is told that nothing more will come, before the answer is there. */
	'closed_to_kiosk',
	/** Something between answers instead of the server: a page of its own. */
	'answer_foreign',
	/** All goes well, slowly. */
	'slow',
] as const;
export type Fault = (typeof faults)[number];

/** A line that cannot be relied upon. */
export interface BadLine extends Line {
	/** How often it did what. */
	readonly met: ReadonlyMap<Fault | 'none', number>;
}

export interface BadLineOptions {
	/** What happens to a request to this path. */
	readonly choose: (path: string) => Fault | 'none';
	readonly chance: Chance;
	/** How long something is late or slow at most, in milliseconds. */
	readonly longestMs: number;
}

/** Opens a bad line to a server. */
export async function openBadLine(target: string, options: BadLineOptions): Promise<BadLine> {
	const met = new Map<Fault | 'none', number>();
	const acts = actsBy(options);
	const line = await openLine(target, (sent, response, to) => {
		const fault = options.choose(sent.path);
		met.set(fault, 1 + (met.get(fault) ?? 0));
		return acts[fault](sent, response, to);
	});
	return { ...line, met };
}

function actsBy({ chance, longestMs }: BadLineOptions): Readonly<Record<Fault | 'none', Carry>> {
	const aWhile = () => sleep(chance.whole(1, longestMs));

	/** The kiosk hears no more: at once, or after it has waited in vain. */
	const silence = async (response: ServerResponse, isSudden: boolean) => {
		if (!isSudden) await aWhile();
		response.destroy();
	};

	return {
		none: async (sent, response, { forward }) => give(response, await forward(sent)),
		slow: async (sent, response, { forward }) => {
			await aWhile();
			give(response, await forward(sent));
		},
		request_lost: (_, response) => silence(response, chance.percent(80)),
		request_cut: async (sent, response, { forwardOddly }) => {
			const answered = forwardOddly(sent, (to) => {
				to.write(sent.body.subarray(0, chance.whole(0, sent.body.length - 1)), () => {
					if (chance.percent(50)) to.socket?.end();
					else to.destroy();
				});
			});
			give(response, await answered);
		},
		request_late: async (sent, response, { forward }) => {
			response.destroy();
			await aWhile();
			await forward(sent);
		},
		request_twice: async (sent, response, { forward }) => {
			const first = forward(sent);
			if (chance.percent(50)) await Promise.allSettled([first]);
			if (chance.percent(30)) await aWhile();
			const answers = [first, forward(sent)];
			await Promise.allSettled(answers);
			give(response, await chance.pick(answers));
		},
		closed_to_server: async (sent, response, { forwardOddly }) => {
			const answered = forwardOddly(sent, (to) => {
				to.end(sent.body, () => to.socket?.end());
			});
			give(response, await answered);
		},
		answer_lost: async (sent, response, { forward }) => {
			await forward(sent);
			await silence(response, chance.percent(80));
		},
		answer_cut: async (sent, response, { forward }) => {
			const { status, headers, body } = await forward(sent);
			response.writeHead(status, headers);
			const part = body.subarray(0, chance.whole(0, body.length - 1));
			response.write(part, () => {
				if (chance.percent(50)) response.socket?.end();
				else response.destroy();
			});
		},
		closed_to_kiosk: async (sent, response, { forward }) => {
			response.socket?.end();
			await forward(sent);
		},
		answer_foreign: async (sent, response, { forward }) => {
			if (chance.percent(50)) await forward(sent);
			const body = Buffer.from('<!doctype html><title>Please sign in</title>');
			const headers = { 'Content-Type': 'text/html', 'Content-Length': body.length };
			give(response, { status: chance.pick([200, 403, 502, 504]), headers, body });
		},
	};
}
