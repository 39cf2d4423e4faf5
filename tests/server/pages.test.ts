import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '#start/folders';
import { startPocketbase, type TestServer } from '../pocketbase.ts';

let server: TestServer;
beforeAll(async () => {
	const built = join(projectRoot, 'dist/kiosk');
	if (!existsSync(join(built, 'index.html')))
		throw new Error('Build the kiosk first: npm run build');
	server = await startPocketbase({ hooks: 'shop' });
});
afterAll(() => server.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
	fetch(`${server.url}${path}`, { headers, redirect: 'manual' });
const hashed = () => {
	const folder = join(projectRoot, 'dist/kiosk/_app/immutable');
	const names = readdirSync(folder, { recursive: true }) as string[];
	const name = names.find((each) => each.endsWith('.js'));
	if (!name) throw new Error('The build has no hashed script');
	return `/_app/immutable/${name}`;
};

test('the page is asked for anew each time and comes under a strict policy', async () => {
	for (const path of ['/', '/office', '/office/households']) {
		const reply = await get(path);
		expect(reply.status).toBe(200);
		expect(reply.headers.get('cache-control')).toBe('no-cache');
		const policy = reply.headers.get('content-security-policy') ?? '';
		for (const part of ["default-src 'self'", "object-src 'none'", "frame-ancestors 'none'"]) {
			expect(policy).toContain(part);
		}
		expect(policy).toMatch(/script-src[^;]*'self'[^;]*'sha256-/);
		expect(policy).not.toMatch(/script-src[^;]*unsafe/);
		expect(await reply.text()).toContain('<!doctype html>');
	}
});

test('hashed files stay for ever and are compressed', async () => {
	const reply = await get(hashed(), { 'Accept-Encoding': 'gzip' });
	expect(reply.status).toBe(200);
	expect(reply.headers.get('cache-control')).toContain('immutable');
	expect(reply.headers.get('content-encoding')).toBe('gzip');
	expect(reply.headers.get('content-type')).toContain('javascript');
});

test('a file that is not there is no page', async () => {
	for (const path of ['/_app/immutable/nothing.js', '/goods/nothing.svg', '/nothing.txt']) {
		const reply = await get(path);
		expect(reply.status).toBe(404);
		expect(reply.headers.get('cache-control') ?? '').not.toContain('immutable');
	}
});

test('an unknown address of the API is 404 in JSON', async () => {
	for (const path of ['/api/nothing', '/api/shop/nothing']) {
		const reply = await get(path);
		expect(reply.status).toBe(404);
		expect(reply.headers.get('content-type')).toContain('json');
	}
});

test("the stage's addresses are not in a shop", async () => {
	const reply = await fetch(`${server.url}/api/stage/clock`, { method: 'POST', body: '{}' });
	expect([404, 405]).toContain(reply.status);
});
