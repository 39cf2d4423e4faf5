import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { StaffMember } from '#domain/office-wire';
import { announce, call, fromElsewhere, knocks } from './openapi/calls.ts';
import {
	documentedRoutes,
	explainedRefusals,
	objectsIn,
	openapiPath,
	refusalsOf,
	wrongInAnswer,
	wrongInRequest,
	type DocumentedRoute,
} from './openapi/description.ts';
import { goodsExamples } from './openapi/goods-examples.ts';
import { officeExamples } from './openapi/office-examples.ts';
import { shopExamples } from './openapi/shop-examples.ts';
import { newcomer, openStage, type Example, type Stage } from './openapi/stage.ts';
import { look, send } from './office.ts';
import { refusalsByRoute } from './refusal-codes.ts';
import { ourRoutes } from './routes.ts';

const examples: Readonly<Record<string, (stage: Stage) => Example | Promise<Example>>> = {
	...shopExamples,
	...officeExamples,
	...goodsExamples,
};
/** What PocketBase itself answers, described because nobody can do without. */
const ofThePlatform = ['signIn', 'productPhoto'];
const ours = documentedRoutes.filter(({ name }) => !ofThePlatform.includes(name));
/** Refusals in the source of a route that it has no occasion for. */
const neverSaid: Readonly<Record<string, readonly string[]>> = {
	// The job was added a moment ago.
	reprintFromKiosk: ['print_job_unknown'],
	reprintFromOffice: ['print_job_unknown'],
	printTestPage: ['print_job_unknown'],
	// They stand in the page: why it can no longer be reversed.
	redemptionPage: ['redemption_reversed', 'reversal_too_late', 'cycle_closed'],
};
/** Tables and photos; every other body is small. */
const large = [
	'importHouseholds',
	'importEntries',
	'importProducts',
	'setProductPhoto',
	'enterOpeningStock',
];
const titled = documentedRoutes.map((route): [string, DocumentedRoute] => [
	`${route.method} ${route.path}`,
	route,
]);

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
afterAll(() => Promise.all([stage.office.shop.server.stop(), stage.empty.stop()]));

describe('the description of the API', () => {
	test('is what OpenAPI 3.1 asks of one', async () => {
		const validator = new Validator();
		const { valid, errors } = await validator.validate(parse(readFileSync(openapiPath, 'utf8')));
		expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
		expect(validator.version).toBe('3.1');
	});

	test('names every route that the shop answers, and no other', () => {
		const named = ours.map(({ method, path, name }) => `${method} ${path} ${name}`);
		const wired = ourRoutes().map(({ method, path, name }) => `${method} ${path} ${name}`);
		expect(named.toSorted()).toEqual(wired.toSorted());
	});

	test('explains every refusal that a route answers, and no other', () => {
		const answered = new Set(documentedRoutes.flatMap(refusalsOf));
		expect([...answered].toSorted()).toEqual(explainedRefusals.toSorted());
	});

	test('names for every route the refusals that stand in its source, and no other', () => {
		const source = refusalsByRoute();
		for (const route of ours) {
			const inSource = [...(source.get(route.name)?.codes ?? [])];
			// A body that cannot be read is sent to every route below.
			const never = [...(neverSaid[route.name] ?? []), 'request_unreadable'];
			if (route.caller === 'staff') never.push('not_allowed');
			const named = refusalsOf(route).filter((code) => !never.includes(code));
			const sayable = inSource.filter((code) => !never.includes(code));
			expect({ route: route.name, codes: named.toSorted() }).toEqual({
				route: route.name,
				codes: sayable.toSorted(),
			});
		}
	});

	test('closes every answer, so that a field nobody wrote down cannot be in it', () => {
		for (const [place, schema] of documentedRoutes.flatMap((route) => [...objectsIn(route)])) {
			const { properties = {}, required = [], additionalProperties } = schema;
			expect({ place, additionalProperties }).toEqual({ place, additionalProperties: false });
			const fields = Object.keys(properties).toSorted();
			expect({ place, fields: required.toSorted() }).toEqual({ place, fields });
		}
	});

	test('shows requests that are as it says', () => {
		for (const route of documentedRoutes) {
			const shown = route.request?.content.example;
			if (shown) expect(wrongInRequest(route, shown)).toEqual([]);
		}
	});
});

describe.each(titled)('%s', (_title, route) => {
	const make = async () => {
		const example = examples[route.name];
		if (!example) throw new Error(`${route.name} has no example`);
		return example(stage);
	};

	test('does what it is for and answers as described', async () => {
		const example = await make();
		if (example.body) expect(wrongInRequest(route, example.body)).toEqual([]);
		const answer = await call(stage, route, example);
		expect(wrongInAnswer(route, answer)).toEqual([]);
		expect(answer.status, JSON.stringify(answer.body)).toBe(200);
	});

	test('refuses who may not ask, in the words of the description, and nobody else', async () => {
		const example = await make();
		const { may, mayNot } = knocks(stage, route.caller);
		for (const { who, call: knock } of mayNot) {
			const answer = await call(stage, route, { ...example, ...knock });
			expect(wrongInAnswer(route, answer), who).toEqual([]);
			expect([401, 403], who).toContain(answer.status);
		}
		for (const { who, call: knock } of may) {
			const raw = route.method === 'GET' ? {} : { raw: '{}' };
			const answer = await call(stage, route, { ...example, ...knock, ...raw });
			expect(wrongInAnswer(route, answer), who).toEqual([]);
			expect([200, 204, 400], who).toContain(answer.status);
		}
	});

	test('turns away what is of another village, cut off or too large, as described', async () => {
		const example = await make();
		for (const { who, call: knock } of fromElsewhere(stage, route.caller)) {
			const answer = await call(stage, route, { ...example, ...knock });
			expect(wrongInAnswer(route, answer), who).toEqual([]);
			expect([200, 400, 403], who).toContain(answer.status);
		}
		if (route.method === 'GET') return;
		const cut = await call(stage, route, { ...example, raw: '{"requestKey": ' });
		expect(wrongInAnswer(route, cut)).toEqual([]);
		expect([200, 204, 400]).toContain(cut.status);
		if (!route.answers['413']) return;
		const most = (large.includes(route.name) ? 4096 : 64) * 1024;
		const book = await announce(stage, route, example, most + 1);
		expect(wrongInAnswer(route, book)).toEqual([]);
		expect(book.status).toBe(413);
	});
});

describe('as described', () => {
	test('an agent hears when nothing waits', async () => {
		const take = routeNamed('takePrintJob');
		const token = stage.office.shop.agent;
		for (let slips = 0; slips < 200; slips += 1) {
			const answer = await call(stage, take, { token });
			expect(wrongInAnswer(take, answer)).toEqual([]);
			if (answer.status === 204) return;
		}
		throw new Error('The slips do not end');
	});

	test('who has a wrong password or a closed account is not let in', async () => {
		const route = routeNamed('signIn');
		const { office } = stage;
		const { username, password } = await newcomer(office);
		const wrong = await call(stage, route, { body: { identity: username, password: 'another' } });
		expect([wrong.status, wrongInAnswer(route, wrong)]).toEqual([400, []]);
		const { body } = await look<{ staff: StaffMember[] }>(office, 'director', '/api/office/staff');
		const id = body.staff.find((each) => each.username === username)?.id ?? '';
		await send(office, 'director', `/api/office/staff/${id}`, { active: false });
		const closed = await call(stage, route, { body: { identity: username, password } });
		expect([closed.status, wrongInAnswer(route, closed)]).toEqual([403, []]);
	});

	test('an address that nobody answers is a 404', async () => {
		const answer = await call(stage, { method: 'GET', path: '/api/shop/nothing-here' }, {});
		expect(answer.status).toBe(404);
		expect(wrongInAnswer(routeNamed('productPhoto'), answer)).toEqual([]);
	});

	test.each([
		['a full disk', 'database or disk is full', 503],
		['a broken disk', 'disk I/O error', 503],
		['a defect', 'nobody has thought of this', 500],
	])('%s is a fault and no refusal', (_what, sentence, status) =>
		whileWritingFails(sentence, async () => {
			const route = routeNamed('health');
			const answer = await call(stage, route, { server: stage.empty });
			expect(wrongInAnswer(route, answer)).toEqual([]);
			expect(answer.status).toBe(status);
		}),
	);
});

function routeNamed(wanted: string): DocumentedRoute {
	const route = documentedRoutes.find(({ name }) => name === wanted);
	if (!route) throw new Error(`${wanted} is not described`);
	return route;
}

/** SQLite says a sentence instead of writing the row that health writes. */
async function whileWritingFails(sentence: string, act: () => Promise<void>): Promise<void> {
	const books = new Database(join(stage.empty.dir, 'data.db'));
	try {
		books.exec(`CREATE TRIGGER failing BEFORE INSERT ON sign_in_failures
			BEGIN SELECT RAISE(ABORT, '${sentence}'); END`);
		await act();
	} finally {
		books.exec('DROP TRIGGER failing');
		books.close();
	}
}
