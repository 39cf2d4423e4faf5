import { spawn, type ChildProcess } from 'node:child_process';
import Database from 'better-sqlite3';
import type { Serving } from '#start/serve';
import { addressOf, pocketbaseProgram } from '#start/serve';

/** The statements of one request, in their order, with their values written into them. */
export type Statements = readonly string[];

/** A server that says every statement it runs. */
export interface TalkingServer {
	/** Runs one request to `path` and gives back its statements, without pragmas. */
	listen(path: string, request: () => Promise<unknown>): Promise<Statements>;
	stop(): Promise<void>;
}

/** Starts a server on a data folder as PocketBase's developers do, so that its SQL can be read. */
export async function startTalking(serving: Serving): Promise<TalkingServer> {
	const { program, args } = pocketbaseProgram(serving);
	const talking = args.map((each) => (each === '--dev=false' ? '--dev=true' : each));
	const child = spawn(program, talking, { env: { ...process.env, ...serving.env } });
	let said = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
	await healthy(addressOf(serving));
	return {
		listen: async (path, request) => {
			said = '';
			await request();
			// The request is logged after its last statement.
			const end = `INFO POST ${path}`;
			await until(() => said.includes(end));
			return statementsIn(said.slice(0, said.indexOf(end)));
		},
		stop: () => ended(child),
	};
}

/**
 * Runs requests' statements against a database file, each request as one transaction with
 * synchronous=FULL: what the same work costs without a server. Gives the milliseconds of each.
 */
export function replay(file: string, requests: readonly Statements[]): number[] {
	const database = new Database(file);
	// As PocketBase opens it, but for FULL, which its redemptions have too.
	for (const pragma of ['journal_mode=WAL', 'synchronous=FULL', 'cache_size=-32000']) {
		database.pragma(pragma);
	}
	const prepared = new Map<string, Database.Statement>();
	const run = (statement: string) => {
		const { sql, values } = withPlaces(statement);
		let known = prepared.get(sql);
		if (!known) prepared.set(sql, (known = database.prepare(sql)));
		if (known.reader) known.all(...values);
		else known.run(...values);
	};
	const times = requests.map((statements) => {
		const startedAt = performance.now();
		database.transaction(() => statements.forEach(run)).immediate();
		return performance.now() - startedAt;
	});
	database.close();
	return times;
}

/**
 * A statement with places for its texts of ten letters and more and its large numbers, so that it
 * is prepared once, as anybody would write it. Short words (a kind, a status) stay: indexes may
 * speak of them.
 */
export function withPlaces(statement: string): { sql: string; values: (string | number)[] } {
	const values: (string | number)[] = [];
	const sql = statement.replaceAll(
		/'((?:[^']|'')*)'|(?<![\w.])\d{6,}(?![\w.])/g,
		(literal, text?: string) => {
			if (text === undefined) values.push(Number(literal));
			else if (text.length < 10) return literal;
			else values.push(text.replaceAll("''", "'"));
			return '?';
		},
	);
	return { sql, values };
}

function statementsIn(said: string): Statements {
	return said
		.replaceAll(/\u001b\[[\d;]*m/g, '')
		.split(/^\[\d+(?:\.\d+)?ms\] /m)
		.slice(1)
		.map((statement) => statement.trim())
		.filter((statement) => !statement.startsWith('PRAGMA'));
}

async function healthy(url: string): Promise<void> {
	await until(async () => (await fetch(`${url}/api/health`).catch(() => undefined))?.ok ?? false);
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
	const lastMs = Date.now() + 20_000;
	while (!(await isSo())) {
		if (Date.now() > lastMs) throw new Error('A talking server has fallen silent');
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}

function ended(child: ChildProcess): Promise<void> {
	return new Promise((resolve) => {
		child.on('exit', () => resolve());
		child.kill('SIGTERM');
	});
}
