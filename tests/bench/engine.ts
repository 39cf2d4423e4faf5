import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '#start/children';
import { pocketbasePath } from '#start/pocketbase';
import { freePort } from '#start/ports';
import { pocketbaseProgram } from '#start/serve';
import { databaseFiles } from '../torture/books.ts';
import { measureLoad, processOf, type Load } from './load.ts';
import { answering } from './plain-create.ts';
import type { Statements } from './statements.ts';

/** A handler that knows the statements of every request and runs those of one, as ours would. */
const hook = `
routerAdd('POST', '/replay/{at}', (e) => require(__hooks + '/replay.js').run(e));
`;
const replay = `
const requests = JSON.parse(toString($os.readFile(__hooks + '/requests.json')));
exports.run = (e) => {
	$app.nonconcurrentDB().newQuery('PRAGMA synchronous=FULL').execute();
	$app.runInTransaction((tx) => {
		for (const sql of requests[Number(e.request.pathValue('at'))]) tx.db().newQuery(sql).execute();
	});
	return e.noContent(204);
};
`;
/** The first ones fill caches and are not counted. */
const warming = 40;

/**
 * The same statements in a PocketBase that is started as ours is and has none of our code: what its
 * SQLite and the way there cost. The database in `folder` is as it was before them.
 */
export async function replayInPocketbase(
	folder: string,
	requests: readonly Statements[],
): Promise<Load> {
	const place = mkdtempSync(join(folder, 'engine-'));
	const [dir, hooks] = [join(place, 'pb_data'), join(place, 'hooks')];
	for (const made of [dir, hooks]) mkdirSync(made);
	for (const name of databaseFiles) copyFileSync(join(folder, name), join(dir, name));
	writeFileSync(join(hooks, 'main.pb.js'), hook);
	writeFileSync(join(hooks, 'replay.js'), replay);
	writeFileSync(join(hooks, 'requests.json'), JSON.stringify(requests));
	const at = { host: '127.0.0.1', port: await freePort() };
	const log = join(place, 'log');
	const child = startChild(
		pocketbaseProgram({ program: pocketbasePath(), ...at, dir, hooks, log, env: {} }),
	);
	const url = `http://${at.host}:${at.port}`;
	await answering(`${url}/api/health`);
	let next = 0;
	const send = async () => {
		const reply = await fetch(`${url}/replay/${next++}`, { method: 'POST' });
		if (!reply.ok) throw new Error(`A replay was answered ${await reply.text()}`);
	};
	try {
		await measureLoad(processOf(dir), warming, 1, send);
		return await measureLoad(processOf(dir), requests.length - warming, 1, send);
	} finally {
		await child.stop();
		rmSync(place, { recursive: true });
	}
}
