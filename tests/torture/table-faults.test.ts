import { afterAll, beforeAll, expect, test } from 'vitest';
import { chanceFrom } from '#start/demo/random';
import { patienceMs, rounds, seedOf } from '../effort.ts';
import { without } from '../server/out-of-reach.ts';
import { refusalsByRoute, type RouteRefusals } from '../server/refusal-codes.ts';
import { ourRoutes, type Route } from '../server/routes.ts';
import { ask, type Reply } from '../server/shop.ts';
import { isKnownNo, sendQuestion, type Sent } from './fuzz-line.ts';
import { questionsOf } from './fuzz-questions.ts';
import { requestKey, type Question } from './fuzz-words.ts';
import { openWorld, type World } from './fuzz-world.ts';

const seed = seedOf('table-faults');
const chance = chanceFrom(seed);
let world: World;
let refusals: ReadonlyMap<string, RouteRefusals>;
beforeAll(async () => {
	refusals = refusalsByRoute();
	world = await openWorld();
});
afterAll(() => world.close());

/** Its yes is another one each time: it is salted. */
const salted = ['villageCopy'];

/** Only so many may ask them in a minute. */
const limited = ['pairDevice', 'setUp'];

test(
	'whatever table is out of reach: a yes, a fault that changes nothing, or a no that holds with it too',
	{ timeout: patienceMs(60_000) },
	async () => {
		const questions = questionsOf(world, chance);
		const tables = world.witness
			.column("SELECT name FROM sqlite_schema WHERE type = 'table'")
			.map(String)
			.filter((name) => !/^(_|sqlite_)/.test(name));
		const pairs = tables.flatMap((table) => ourRoutes().map((route) => ({ table, route })));
		const tried = chance.shuffle(pairs).slice(0, rounds(120, pairs.length));
		const wrong: string[] = [];
		const counts = { yes: 0, no: 0, fault: 0 };
		for (const { table, route } of tried) {
			const question = questions[route.name]?.();
			if (!question) continue;
			if (limited.includes(route.name)) await keepBelowLimit();
			const before = truth();
			const first = await without(world.witness, table, () => sendQuestion(world, route, question));
			const { status } = first.reply;
			counts[status >= 500 ? 'fault' : status >= 300 || status === 0 ? 'no' : 'yes'] += 1;
			const says = await wrongAbout(route, question, first, before);
			const { asked, reply } = first;
			if (says) wrong.push(`${says} without ${table}\n  ${asked}\n  ${start(reply)}`);
			if (wrong.length >= 10) break;
		}
		console.log(`table-faults: ${tried.length} of ${pairs.length} pairs`, counts);
		expect(wrong.join('\n')).toBe('');
		expect(counts.fault).toBeGreaterThan(tried.length / 30);
	},
);

/** What is wrong with an answer that was given while a table was away; it is back by now. */
async function wrongAbout(
	route: Route,
	question: Question,
	{ reply }: Sent,
	before: string,
): Promise<string | undefined> {
	const isYes = reply.status >= 200 && reply.status < 300;
	const isLook = route.method === 'GET';
	if ((!isYes || isLook) && truth() !== before) return 'it changed something without a yes';
	if (reply.status >= 500) return reply.refusal && 'it is a fault that says no';
	if (isYes && (!isLook || salted.includes(route.name))) return undefined;
	// A no may be kept under its key: whether it holds is another request.
	const { body } = question;
	const key = body && 'requestKey' in body && { requestKey: requestKey(chance) };
	const again = await sendQuestion(world, route, {
		...question,
		...(body && { body: { ...body, ...key } }),
	});
	if (isYes && again.reply.text === reply.text) return undefined;
	if (isYes) return `it is another yes than ${start(again.reply)}`;
	const codes = refusals.get(route.name)?.codes ?? new Set();
	if (!isKnownNo(reply, codes)) return `it is a no that no client knows (${reply.status})`;
	return again.reply.text === reply.text
		? undefined
		: `it is a no, and with the table ${start(again.reply)}`;
}

const start = ({ status, text }: Reply) => `${status} ${text.slice(0, 400)}`;

let tries = 0;

/** Twenty tries a minute, and each of ours may be two: a server that is started anew counts anew. */
async function keepBelowLimit(): Promise<void> {
	tries += 1;
	if (tries % 10 > 0) return;
	const { body } = await ask<{ at: number }>(world.shop, '/api/shop/health');
	await world.shop.server.restart();
	await world.shop.root.post('/api/stage/clock', { at: body.at });
}

let known: string | undefined;

/** All that the database holds; counted anew only when somebody has written. */
function truth(): string {
	if (world.witness.hasMoved()) known = undefined;
	return (known ??= JSON.stringify(world.witness.truth()));
}
