import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Day } from '#domain/day';
import { fillDemo } from '#start/demo/fill';
import { patienceMs, rounds } from '../effort.ts';
import { startPocketbase } from '../pocketbase.ts';
import { expectVerified } from './books.ts';

/** The days on which a town has hardly lived yet first: there all of a year falls on a day or two. */
const days = ['01-02', '01-01', '01-03', '01-09', '02-10', '02-28', '06-30', '10-01', '12-31'];

test.each(days.slice(0, rounds(1, days.length)))(
	'a demo that begins on %s is whole',
	{ timeout: patienceMs(90_000) },
	async (day) => {
		const server = await startPocketbase();
		const data = mkdtempSync(join(tmpdir(), 'love-demo-'));
		try {
			const table = await fillDemo({
				server: server.url,
				data,
				superuser: server.superuser,
				say: () => undefined,
				today: `2027-${day}` as Day,
			});
			expect(table.passbooks).toHaveLength(3);
			expectVerified(server.dir);
		} finally {
			await server.stop();
			rmSync(data, { recursive: true, force: true });
		}
	},
);
