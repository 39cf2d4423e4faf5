import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { projectRoot } from '#start/folders';

/** Who may call a route: one of the security schemes, or everybody. */
export type Caller =
	| 'everybody'
	| 'kiosk'
	| 'printAgent'
	| 'staff'
	| 'recorder'
	| 'storekeeper'
	| 'director'
	| 'townOffice';

/** A route as `docs/openapi.yaml` describes it. */
export interface DocumentedRoute {
	readonly method: string;
	readonly path: string;
	readonly name: string;
	readonly caller: Caller;
	/** What it is sent, if anything: application/json or multipart/form-data. */
	readonly request: { readonly type: string; readonly content: Content } | undefined;
	/** Its answers by status, as '200', '400', '5XX'. */
	readonly answers: Readonly<Record<string, { readonly content?: Contents }>>;
}

/** An answer as it came. */
export interface PlainAnswer {
	readonly status: number;
	readonly type: string;
	readonly body: unknown;
}

interface Content {
	readonly schema?: Schema;
	readonly example?: unknown;
}
type Contents = Readonly<Record<string, Content>>;

interface Schema {
	readonly const?: unknown;
	readonly enum?: readonly unknown[];
	readonly type?: unknown;
	readonly required?: readonly string[];
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly additionalProperties?: boolean;
	readonly items?: Schema;
	readonly allOf?: readonly Schema[];
	readonly oneOf?: readonly Schema[];
	readonly anyOf?: readonly Schema[];
}

interface Route {
	readonly operationId: string;
	readonly security: readonly Readonly<Record<string, unknown>>[];
	readonly requestBody?: { readonly content: Contents };
	readonly responses: DocumentedRoute['answers'];
}

interface Description {
	readonly paths: Readonly<Record<string, Readonly<Record<string, Route>>>>;
	readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export const openapiPath = join(projectRoot, 'docs', 'openapi.yaml');
const description = whole(parse(readFileSync(openapiPath, 'utf8')));
const ajv = new Ajv2020({ strict: false, allErrors: true });
const checks = new Map<Schema, ValidateFunction>();

/** Every route that is described, in the order of the file. */
export const documentedRoutes: readonly DocumentedRoute[] = Object.entries(
	description.paths,
).flatMap(([path, item]) =>
	Object.entries(item)
		.filter(([method]) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
		.map(([method, route]) => {
			const [request] = Object.entries(route.requestBody?.content ?? {});
			const [scheme = 'everybody'] = route.security.flatMap((each) => Object.keys(each));
			return {
				method: method.toUpperCase(),
				path,
				name: route.operationId,
				caller: scheme as Caller,
				request: request && { type: request[0], content: request[1] },
				answers: route.responses,
			};
		}),
);

/**
 * What is wrong with an answer of a route, against its description; nothing when all is well. A
 * refusal that is not written down is wrong as well.
 */
export function wrongInAnswer(route: DocumentedRoute, answer: PlainAnswer): readonly string[] {
	const { status, type, body } = answer;
	const said = `${route.method} ${route.path} ${status}`;
	const described = route.answers[status] ?? route.answers[`${String(status)[0]}XX`];
	if (!described) return [`${said} is not described: ${JSON.stringify(body)}`];
	const { content } = described;
	if (!content) return type === '' ? [] : [`${said} has a body`];
	if (!content[type]) return [`${said} comes as ${type}`];
	return complaints(content[type].schema, body, said);
}

/** What is wrong with a JSON body against the description of its route. */
export function wrongInRequest(route: DocumentedRoute, body: object): readonly string[] {
	const schema = route.request?.content.schema;
	const said = `${route.method} ${route.path}`;
	const known = Object.keys(propertiesOf(schema));
	const strange = Object.keys(body).filter((key) => !known.includes(key));
	return [
		...complaints(schema, body, said),
		...strange.map((key) => `${said}: ${key} is not described`),
	];
}

/** The refusals that a route may answer with, of whatever status. */
export function refusalsOf(route: DocumentedRoute): readonly string[] {
	return Object.entries(route.answers)
		.filter(([status]) => status !== '5XX')
		.flatMap(([, { content }]) => content?.['application/json']?.schema ?? [])
		.flatMap((schema) => schema.oneOf ?? schema.anyOf ?? [schema])
		.flatMap((schema) => schema.properties?.['message']?.enum ?? [])
		.map(String);
}

/** Every refusal that the description explains. */
export const explainedRefusals: readonly string[] = (
	description.components.schemas['RefusalCode']?.oneOf ?? []
).map((each) => String(each.const));

/** Every object in the answers of a route that names its fields, by its place. */
export function objectsIn(route: DocumentedRoute): ReadonlyMap<string, Schema> {
	const found = new Map<string, Schema>();
	const walk = (schema: Schema, place: string): void => {
		// What stands beside `allOf` narrows an object that is closed there.
		if (schema.properties && !schema.allOf) found.set(place, schema);
		for (const [key, each] of Object.entries(schema.properties ?? {}))
			walk(each, `${place}.${key}`);
		if (schema.items) walk(schema.items, `${place}[]`);
		for (const each of [...(schema.allOf ?? []), ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])])
			walk(each, place);
	};
	for (const [status, { content }] of Object.entries(route.answers)) {
		const schema = content?.['application/json']?.schema;
		if (schema) walk(schema, `${route.method} ${route.path} ${status} `);
	}
	return found;
}

/** The description with every reference followed; what stands beside one narrows what it names. */
function whole(text: unknown): Description {
	const known = new Map<string, unknown>();
	const named = (reference: string): unknown => {
		if (!known.has(reference)) {
			const keys = reference.replace('#/', '').split('/');
			const found = keys.reduce((at, key) => Object(at)[key] as unknown, text);
			if (found === undefined) throw new Error(`${reference} names nothing`);
			known.set(reference, follow(found));
		}
		return known.get(reference);
	};
	const follow = (node: unknown): unknown => {
		if (typeof node !== 'object' || node === null) return node;
		if (Array.isArray(node)) return node.map(follow);
		const { $ref, ...beside } = node as { readonly $ref?: string };
		const followed = Object.fromEntries(
			Object.entries(beside).map(([key, each]) => [key, follow(each)]),
		);
		if ($ref === undefined) return followed;
		const target = named($ref);
		return Object.keys(beside).length === 0 ? target : { allOf: [target], ...followed };
	};
	return follow(text) as Description;
}

function propertiesOf(schema: Schema | undefined): Readonly<Record<string, Schema>> {
	const inherited = (schema?.allOf ?? []).map(propertiesOf);
	return Object.assign({}, ...inherited, schema?.properties);
}

function complaints(schema: Schema | undefined, value: unknown, said: string): readonly string[] {
	if (!schema) return [];
	const check = checks.get(schema) ?? ajv.compile(schema);
	checks.set(schema, check);
	if (check(value)) return [];
	return (check.errors ?? []).map(
		(error) => `${said}: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
	);
}
