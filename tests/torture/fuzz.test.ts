import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyLedger } from '#start/verify/verify-ledger';
import { chanceFrom, type Chance } from '#start/demo/random';
import { patienceMs, rounds, seedOf } from '../effort.ts';
import { refusalsByRoute, type RouteRefusals } from '../server/refusal-codes.ts';
import { ourRoutes, type Route } from '../server/routes.ts';
import { isKnownNo, sendQuestion, type Sent } from './fuzz-line.ts';
import { questionsOf } from './fuzz-questions.ts';
import { spoilQuestion } from './fuzz-spoil.ts';
import type { Question } from './fuzz-words.ts';
import { openWorld, villageOfAsker, type World } from './fuzz-world.ts';

/** A shop that was asked for long is slow: then another one opens. */
const shops = rounds(1, 20);
const times = rounds(1500, 5000);
const seed = seedOf('fuzz');
const routes = ourRoutes();
let world: World;
let refusals: ReadonlyMap<string, RouteRefusals>;
beforeAll(async () => {
	refusals = refusalsByRoute();
	world = await openWorld();
});
afterAll(() => world.close());

test('every route of ours has a question that it understands', async () => {
	const questions = questionsOf(world, chanceFrom(1));
	const names = routes.map(({ name }) => name);
	expect(Object.keys(questions).toSorted()).toEqual(names.toSorted());
	const misunderstood: string[] = [];
	for (const route of routes) {
		const question = questions[route.name]?.();
		if (!question) continue;
		const { reply, asked } = await sendQuestion(world, route, question);
		const isAnswered = reply.status < 300 || unanswerable.includes(route.name);
		if (!isAnswered) misunderstood.push(`${asked}: ${reply.status} ${reply.text}`);
	}
	expect(misunderstood).toEqual([]);
});

/** What this shop can only say no to, whatever is asked: it is set up, and nobody guesses a code. */
const unanswerable = ['setUp', 'pairDevice', 'changePassword', 'returnHousehold'];

test.each(Array.from({ length: shops }, (_, index) => index + 1))(
	`shop %i hears ${times} questions by everybody: a yes or a no, and a no changes nothing`,
	{ timeout: patienceMs(180_000) },
	async (shop) => {
		if (shop > 1) {
			await world.close();
			world = await openWorld();
		}
		const chance = chanceFrom(seed + shop);
		const questions = questionsOf(world, chance);
		const faults: string[] = [];
		const statuses = new Map<number, number>();
		const answered = new Set<string>();
		const neighbours = neighboursOf(world);
		for (let count = 1; count <= times && faults.length < 10; count += 1) {
			const route = pickRoute(chance);
			const plain = questions[route.name]?.();
			if (!plain) continue;
			const question = spoilQuestion(world, chance, plain);
			const before = writesAnyway.includes(route.name) ? world.witness.truth() : undefined;
			if (route.method !== 'GET') neighbours.look(question);
			world.witness.hasMoved();
			const sent = await sendQuestion(world, route, question);
			const { status } = sent.reply;
			statuses.set(status, 1 + (statuses.get(status) ?? 0));
			if (status < 300) answered.add(route.name);
			for (const says of [
				...wrongAnswers(route, question, sent),
				...wrongChanges(route, question, sent, before),
				...(status < 300 && route.method !== 'GET' ? neighbours.moved(question) : []),
			]) {
				faults.push(`question ${count}: ${says}\n  ${sent.asked}\n  ${status} ${sent.reply.text}`);
			}
			if (route.name === 'reportPrinter') world.unseen();
		}
		console.log(
			`fuzz in shop ${shop}: ${[...statuses].toSorted().join(' times, ').replaceAll(',', ' ')} times; ` +
				`${answered.size} of ${routes.length} routes said yes at least once`,
		);
		expect(faults.join('\n')).toBe('');
		expect((await fetch(`${world.shop.server.url}/api/shop/health`)).status).toBe(200);
		expect(panics()).toEqual([]);
		const database = new DatabaseSync(join(world.shop.server.dir, 'data.db'), { readOnly: true });
		expect(verifyLedger(database)).toMatchObject({ ok: true });
		database.close();
	},
);

/** A hash of a password takes as long as twenty questions. */
const slow = ['addStaff', 'addVillage', 'addDevice', 'changePassword'];

/** Any route; what is slow, and what nobody can spoil much, comes less often than the rest. */
function pickRoute(chance: Chance): Route {
	const route = chance.pick(routes);
	const isRare = slow.includes(route.name) || route.method === 'GET';
	return isRare && chance.percent(60) ? chance.pick(routes) : route;
}

const doors: Readonly<Record<string, RegExp>> = {
	kiosk: /^\/api\/shop\//,
	otherKiosk: /^\/api\/shop\//,
	agent: /^\/api\/agent\//,
	recorder: /^\/api\/office\//,
	storekeeper: /^\/api\/office\//,
	director: /^\/api\/office\//,
	townOffice: /^\/api\/office\//,
	otherDirector: /^\/api\/office\//,
};
/** These write something that is no truth: a row that comes and goes, and a no that stays one. */
const writesAnyway = ['health', 'enterRedemption'];
const openToAll = ['health', 'setUpState', 'setUp', 'pairDevice'];

/** What is wrong with an answer as such: a fault, a no that nobody knows, a door that was open. */
function wrongAnswers(route: Route, { asker }: Question, { reply }: Sent): readonly string[] {
	const { status } = reply;
	if (status >= 500 || status === 0) return ['it is a fault'];
	if (status >= 300) {
		const codes = refusals.get(route.name)?.codes ?? new Set();
		return isKnownNo(reply, codes) ? [] : ['it is a no that no client knows'];
	}
	const mayEnter = openToAll.includes(route.name) || doors[asker]?.test(route.path);
	return mayEnter ? [] : [`${asker} came through a door that is not his`];
}

/** What a no, or a look, has changed. */
function wrongChanges(
	route: Route,
	{ asker }: Question,
	{ reply }: Sent,
	before: object | undefined,
): readonly string[] {
	const mayChange = reply.status < 300 && route.method !== 'GET';
	if (mayChange || !world.witness.hasMoved()) return [];
	if (before && JSON.stringify(world.witness.truth()) === JSON.stringify(before)) return [];
	return [`${asker} changed something without a yes`];
}

/** Looks after each village's truth, and whether anybody of the other one moves it. */
function neighboursOf({ shop, witness }: World) {
	const villages = { own: shop.village, other: shop.otherVillage };
	const read = (which: 'own' | 'other') => JSON.stringify(witness.truth(villages[which]));
	const kept: Partial<Record<'own' | 'other', string>> = {};
	const neighbourOf = ({ asker }: Question) => {
		const of = villageOfAsker[asker];
		return of === 'none' ? undefined : of === 'own' ? 'other' : 'own';
	};
	return {
		/** Before a question: what its neighbour has. */
		look: (question: Question): void => {
			const neighbour = neighbourOf(question);
			if (neighbour) kept[neighbour] ??= read(neighbour);
		},
		/** After a yes: only the asker's own village may be another. */
		moved: (question: Question): readonly string[] => {
			const neighbour = neighbourOf(question);
			if (!neighbour) {
				delete kept.own;
				delete kept.other;
				return [];
			}
			delete kept[neighbour === 'own' ? 'other' : 'own'];
			if (read(neighbour) === kept[neighbour]) return [];
			return [`${question.asker} moved the truth of the other village`];
		},
	};
}

/** Whatever the server noted about going to pieces, in its log or in PocketBase's own. */
function panics(): readonly string[] {
	const { server } = world.shop;
	const database = new DatabaseSync(join(server.dir, 'auxiliary.db'), { readOnly: true });
	const notes = database.prepare('SELECT message, data FROM _logs').all();
	database.close();
	return [server.log(), ...notes.map(({ message, data }) => `${message} ${data}`)].filter((text) =>
		/panic|goroutine|request failed/i.test(text),
	);
}
