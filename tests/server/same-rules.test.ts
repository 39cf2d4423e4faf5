import { build } from 'esbuild';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '#start/folders';
import { signIn, type Client } from '#start/demo/client';
import { tables } from '../domain/tables/all.ts';
import { startPocketbase, type TestServer } from '../pocketbase.ts';

let server: TestServer;
let root: Client;

beforeAll(async () => {
	await build({
		entryPoints: [join(projectRoot, 'tests/domain/tables/calls.ts')],
		outfile: join(projectRoot, 'dist/stage/domain-calls.js'),
		bundle: true,
		format: 'cjs',
		platform: 'neutral',
		target: 'es2022',
		charset: 'utf8',
	});
	server = await startPocketbase({ hooks: 'stage' });
	const { email, password } = server.superuser;
	root = await signIn(server.url, '_superusers', email, password);
});
afterAll(() => server.stop());

describe('goja answers as Node does', () => {
	test.each(tables)('$call', async ({ call, cases }) => {
		const { outcomes } = (await root.post('/api/stage/domain', {
			cases: cases.map(({ given }) => ({ call, given })),
		})) as { outcomes: unknown[] };
		expect(outcomes).toEqual(cases.map(({ expected }) => expected));
	});
});
