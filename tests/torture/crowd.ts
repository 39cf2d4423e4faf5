import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RedemptionFacts, RedemptionRequest } from '#domain/wire';
import { Courier } from '#kiosk/lib/courier.svelte.ts';
import { clientWith } from '#start/demo/client';
import type { Chance } from '#start/demo/random';
import type { TestServerOptions } from '../pocketbase.ts';
import { openShop, type Shop } from '../server/shop.ts';

// A rune is a mark for Svelte's compiler; where nothing is drawn, the plain value does.
Object.assign(globalThis, { $state: <Value>(value: Value) => value });

/** A shop that many kiosks can redeem in for a long time. */
export interface CrowdedShop extends Shop {
	/** Tokens of its kiosks. */
	readonly kiosks: readonly string[];
	/** Passbooks of households that have plenty. */
	readonly passbooks: readonly string[];
	readonly baskets: readonly RedemptionRequest['lines'][];
}

/** One redemption that was confirmed at a kiosk, and its answer as soon as there is one. */
export interface Act {
	readonly request: RedemptionRequest;
	facts?: RedemptionFacts;
	/** The code of the no that its villager was told. */
	refused?: string;
}

/** Kiosks with villagers before them: each confirms the next redemption when one is answered. */
export interface Crowd {
	/** Every confirmed redemption by its request key. */
	readonly acts: ReadonlyMap<string, Act>;
	/** Codes of refusals; among households that have plenty there are none. */
	readonly refused: readonly string[];
	/** How often each status came; 0 counts the times when none came. */
	readonly statuses: ReadonlyMap<number, number>;
	/** The line is back: every kiosk tries again now, as it does when it hears the server. */
	hurry(): void;
	/** How many redemptions nobody knows the outcome of. */
	open(): number;
	/** Settles when every kiosk has ended with an answer to its last redemption. */
	readonly ended: Promise<unknown>;
	/** Lets every kiosk end. */
	finish(): Promise<unknown>;
}

const households = 16;
const plenty = 10_000;

/** Opens the small shop with more kiosks, well-off households and full shelves. */
export async function openCrowdedShop(
	kiosks: number,
	options: TestServerOptions,
): Promise<CrowdedShop> {
	const shop = await openShop(options);
	await shop.director.post('/api/office/stock/opening', {
		requestKey: randomUUID(),
		lines: ['大米 5kg', '香皂'].map((name) => ({
			product: shop.products.get(name),
			quantity: 100_000,
			expiresOn: '',
		})),
	});
	const soap = { product: shop.products.get('香皂') ?? '', pointsEach: 5 };
	const rice = { product: shop.products.get('大米 5kg') ?? '', pointsEach: 32 };
	return {
		...shop,
		kiosks: await Promise.all(Array.from({ length: kiosks }, (_, index) => pair(shop, index))),
		passbooks: await enrolWellOff(shop),
		baskets: [
			[{ ...soap, quantity: 1 }],
			[{ ...soap, quantity: 2 }],
			[
				{ ...soap, quantity: 1 },
				{ ...rice, quantity: 1 },
			],
		],
	};
}

export interface CrowdOptions {
	/** So many redemptions in all, and then they stay at home. */
	readonly most?: number;
	/** The longest time that a kiosk has nobody before it between two villagers. */
	readonly restMs?: number;
	/** Hears of each redemption at the moment in which its screen says done, or no. */
	readonly told?: (act: Act) => void;
}

/** Sends a villager to every kiosk, and then the next one. */
export function startCrowd(
	shop: CrowdedShop,
	chance: Chance,
	{ most = Infinity, restMs = 0, told = () => undefined }: CrowdOptions = {},
): Crowd {
	const acts = new Map<string, Act>();
	const refused: string[] = [];
	const statuses = new Map<number, number>();
	const couriers: Courier[] = [];
	let isEnding = false;
	standBefore(shop.server.url, (status) => statuses.set(status, 1 + (statuses.get(status) ?? 0)));
	const queue = async (token: string) => {
		const courier = new Courier({ token: () => token, onDeviceRefused: () => undefined });
		couriers.push(courier);
		while (!isEnding && acts.size < most) {
			const act: Act = {
				request: {
					requestKey: randomUUID(),
					passbook: chance.pick(shop.passbooks),
					lines: chance.pick(shop.baskets),
				},
			};
			acts.set(act.request.requestKey, act);
			const outcome = await courier.deliver(await courier.keep(act.request, Date.now()));
			if (outcome.kind === 'redeemed') act.facts = outcome.facts;
			else {
				act.refused = outcome.refusal.code;
				refused.push(act.refused);
			}
			told(act);
			if (restMs > 0) await sleep(chance.whole(0, restMs));
		}
	};
	const ended = Promise.all(shop.kiosks.map(queue));
	return {
		acts,
		refused,
		statuses,
		hurry: () => couriers.forEach((courier) => courier.hurry()),
		open: () => [...acts.values()].filter((act) => !act.facts).length - refused.length,
		ended,
		finish: () => {
			isEnding = true;
			return ended;
		},
	};
}

/** The kiosk asks where its page came from; in Node somebody has to say where that is. */
function standBefore(server: string, hear: (status: number) => void): void {
	globalThis.fetch = async (path, init) => {
		const url = typeof path === 'string' ? new URL(path, server) : path;
		try {
			const response = await plainFetch(url, init);
			if (String(path) === redemptionsPath) hear(response.status);
			return response;
		} catch (error) {
			if (String(path) === redemptionsPath) hear(0);
			throw error;
		}
	};
}

const plainFetch = globalThis.fetch;
const redemptionsPath = '/api/shop/redemptions';

async function pair(shop: Shop, index: number): Promise<string> {
	const kiosk = { name: `kiosk ${index + 1}`, kind: 'kiosk' };
	const { code } = (await shop.director.post('/api/office/devices', kiosk)) as { code: string };
	const paired = await clientWith(shop.server.url).post('/api/devices/pair', { code });
	return (paired as { token: string }).token;
}

async function enrolWellOff(shop: Shop): Promise<string[]> {
	await shop.director.post('/api/office/imports/households', {
		requestKey: randomUUID(),
		commit: true,
		rows: Array.from({ length: households }, (_, index) => ({
			group: 3,
			number: index + 1,
			head: `余${index + 1}`,
			residence: 'living_here',
			members: [{ name: `余${index + 1}`, relation: 'head', birthYear: 1960 }],
			total: plenty,
			row: index + 2,
		})),
	});
	const { opened } = (await shop.director.post('/api/office/passbooks/open', {
		requestKey: randomUUID(),
		households: 'all_without',
	})) as { opened: { household: string; passbook: string }[] };
	return opened.map(({ passbook }) => passbook);
}
