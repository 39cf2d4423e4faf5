import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { staff } from '../village.ts';
import { openTill, type Till } from './bad-till.ts';
import { kioskSays } from './sentences.ts';
import { redeem, replyOf, type Reply } from './shop.ts';
import { signInToken } from './staff-tokens.ts';

const megabyte = 1024 * 1024;

let till: Till;
beforeAll(async () => {
	till = await openTill();
});
afterAll(() => till.close());

interface Huge {
	readonly says: string;
	readonly path: string;
	readonly body: () => object;
}

const redemption = (lines: readonly object[], requestKey: string = randomUUID()) => ({
	requestKey,
	passbook: till.passbooks['王建国'],
	lines,
});
const signIn = (password: string) => ({ identity: staff.director.username, password });
const long = (megabytes: number) => 'C'.repeat(megabytes * megabyte);

const rows: readonly Huge[] = [
	{
		says: 'a redemption of ten thousand lines, each of them right',
		path: '/api/shop/redemptions',
		body: () => redemption(Array.from({ length: 10_000 }, () => till.line())),
	},
	...[1.1, 20].flatMap((megabytes): Huge[] => [
		{
			says: `a redemption with a key of ${megabytes} MB`,
			path: '/api/shop/redemptions',
			body: () => redemption([till.line()], long(megabytes)),
		},
		{
			says: `a pairing code of ${megabytes} MB`,
			path: '/api/devices/pair',
			body: () => ({ code: long(megabytes) }),
		},
		{
			says: `a password of ${megabytes} MB`,
			path: '/api/collections/staff/auth-with-password',
			body: () => signIn(long(megabytes)),
		},
		{
			says: `the right password and ${megabytes} MB beside it`,
			path: '/api/collections/staff/auth-with-password',
			body: () => ({ ...signIn(staff.director.password), more: long(megabytes) }),
		},
	]),
	{
		says: "a person of 20 MB at PocketBase's own door",
		path: '/api/collections/staff/records',
		body: () => ({ name: long(20) }),
	},
];

describe.each([
	['with its length', '何𠮷'],
	['in chunks', '王建国'],
])('sent to its last byte %s', (way, nextInLine) => {
	test.each(rows)('$says is turned away, and the shop goes on', async ({ path, body }) => {
		const before = till.watched.witness.truth();
		const reply = await sendAll(path, JSON.stringify(body()), way === 'in chunks');
		// Who still sends when the no comes hears it, or hears the line break: Go closes on what it has
		// not read.
		expect([413, lineBroke]).toContain(reply.status);
		expect(await kioskSays(reply)).toEqual(
			reply.status === 413
				? { zh: '后台出了毛病', en: 'The server has a fault' }
				: { zh: '网断了', en: 'Offline' },
		);
		expect(till.watched.witness.truth()).toEqual(before);
		const { status } = await redeem(till.shop, nextInLine, { 香皂: 1 });
		expect(status).toBe(200);
	});
});

test('whoever sent all that has counted as no wrong password', async () => {
	await expect(signInToken(till.shop, staff.director)).resolves.not.toBe('');
	expect(till.watched.witness.read('SELECT COUNT(*) FROM sign_in_failures')).toBe(0);
});

/** The status of a line that was closed before an answer came. */
const lineBroke = 0;

/** Sends a body whole, as a browser does: the way the kiosk asks. */
async function sendAll(path: string, body: string, inChunks: boolean): Promise<Reply> {
	const asked: RequestInit = {
		method: 'POST',
		headers: { 'Content-Type': 'application/json', Authorization: till.shop.kiosk },
		body: inChunks ? new Blob([body]).stream() : body,
		...(inChunks && { duplex: 'half' }),
	};
	try {
		const reply = await fetch(`${till.shop.server.url}${path}`, asked);
		return replyOf(reply.status, await reply.text());
	} catch (error) {
		const { code } = (error as { cause: { code: string } }).cause;
		expect(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']).toContain(code);
		return replyOf(lineBroke, '');
	}
}
