import { request } from 'node:http';
import type { Caller, DocumentedRoute, PlainAnswer } from './description.ts';
import type { Example, Stage } from './stage.ts';

/** An example as it is sent, or spoiled. */
export type Call = Example & { readonly raw?: string };

/** Calls a route and gives back whatever came. */
export async function call(
	stage: Stage,
	{ method, path }: Pick<DocumentedRoute, 'method' | 'path'>,
	example: Call,
): Promise<PlainAnswer> {
	const { token, body, form, raw } = example;
	const content = raw ?? (body && JSON.stringify(body));
	const reply = await fetch(addressOf(stage, path, example), {
		method,
		headers: {
			...(content !== undefined && { 'Content-Type': 'application/json' }),
			...(token && { Authorization: token }),
		},
		body: content ?? form ?? null,
	});
	return answerOf(reply.status, reply.headers.get('Content-Type'), await reply.text());
}

/**
 * Announces a body of so many bytes and sends none of it: PocketBase turns a large one away unread,
 * and would take the rest of it for the next request on the same connection.
 */
export function announce(
	stage: Stage,
	{ method, path }: Pick<DocumentedRoute, 'method' | 'path'>,
	example: Call,
	bytes: number,
): Promise<PlainAnswer> {
	const headers = {
		'Content-Type': 'application/json',
		'Content-Length': bytes,
		...(example.token && { Authorization: example.token }),
	};
	return new Promise((resolve, reject) => {
		const asking = request(addressOf(stage, path, example), { method, headers, agent: false });
		asking.on('error', reject).on('response', (reply) => {
			let text = '';
			reply.setEncoding('utf8').on('data', (part: string) => (text += part));
			reply.on('end', () => {
				resolve(answerOf(reply.statusCode ?? 0, reply.headers['content-type'] ?? null, text));
				asking.destroy();
			});
		});
		asking.flushHeaders();
	});
}

function addressOf({ office }: Stage, path: string, { server, params = {}, query = {} }: Call) {
	const at = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
	return `${(server ?? office.shop.server).url}${at}?${new URLSearchParams(query)}`;
}

function answerOf(status: number, contentType: string | null, text: string): PlainAnswer {
	const type = contentType?.split(';')[0] ?? '';
	return { status, type, body: type === 'application/json' ? JSON.parse(text) : text };
}

/** Somebody who knocks at a route. */
export interface Knock {
	readonly who: string;
	readonly call: Pick<Call, 'token' | 'query'>;
}

const mayCall: Readonly<Record<Caller, readonly string[]>> = {
	everybody: [],
	kiosk: ['kiosk'],
	printAgent: ['print agent'],
	staff: ['director', 'recorder', 'storekeeper', 'town office'],
	recorder: ['director', 'recorder', 'town office'],
	storekeeper: ['director', 'storekeeper', 'town office'],
	director: ['director', 'town office'],
	townOffice: ['town office'],
};

/** Everybody who may call a route, and everybody who may not. */
export function knocks(stage: Stage, caller: Caller): { may: Knock[]; mayNot: Knock[] } {
	const { office } = stage;
	const everybody: Readonly<Record<string, string>> = {
		nobody: '',
		kiosk: office.kiosk,
		'print agent': office.shop.agent,
		director: office.director,
		recorder: office.recorder,
		storekeeper: office.storekeeper,
		'town office': office.townOffice,
	};
	const all = Object.entries(everybody).map(([who, token]): Knock => {
		const query = who === 'town office' ? { query: { village: office.shop.village } } : {};
		return { who, call: { token, ...query } };
	});
	const may = all.filter(({ who }) => mayCall[caller].includes(who));
	const mayNot = caller === 'everybody' ? [] : all.filter((each) => !may.includes(each));
	return { may, mayNot };
}

/** Those who may call such a route, but not for this village. */
export function fromElsewhere({ office }: Stage, caller: Caller): readonly Knock[] {
	if (caller === 'kiosk') {
		return [{ who: 'a kiosk of another village', call: { token: office.shop.otherKiosk } }];
	}
	if (caller === 'everybody' || caller === 'printAgent' || caller === 'townOffice') return [];
	return [
		{ who: 'a director of another village', call: { token: office.otherDirector } },
		{ who: 'the town office without a village', call: { token: office.townOffice } },
	];
}
