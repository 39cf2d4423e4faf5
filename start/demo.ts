import type { Day } from '#domain/day';
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { drawCards } from './cards.ts';
import { foldersIn, makeFolders, projectRoot, type Folders } from './folders.ts';
import { passbookKey, setUpCode, superuserOf, writeSecret, type Superuser } from './keys.ts';
import { freePort } from './ports.ts';
import { say, trouble } from './say.ts';
import { addressOf, serve, type Serving } from './serve.ts';

/** What a newcomer needs to try the demo town. */
export interface DemoTable {
	readonly signIns: readonly {
		readonly name: string;
		readonly username: string;
		readonly password: string;
		readonly role: string;
	}[];
	readonly passbooks: readonly {
		readonly code: string;
		readonly number: string;
		readonly household: string;
		readonly spendable: number;
	}[];
}

/** What start/demo/fill.ts is given. */
export interface DemoOptions {
	/** The address of a PocketBase with the stage's hooks and no data yet. */
	readonly server: string;
	/** The data folder it belongs to; agent.token goes into its keys. */
	readonly data: string;
	readonly superuser: Superuser;
	readonly say: (line: string) => void;
	/** The day on which the town is looked at; today unless told. */
	readonly today?: Day;
}

/** Makes the demo town through the server's own routes. */
export type FillDemo = (options: DemoOptions) => Promise<DemoTable>;

/**
 * Fills an empty data folder with the demo town. It is made in a folder of its own and moved when
 * it is whole, so an interrupted fill leaves nothing behind but that folder.
 */
export async function makeDemo(folders: Folders, program: string): Promise<void> {
	const unfinished = foldersIn(join(folders.data, 'unfinished-demo'));
	rmSync(unfinished.data, { recursive: true, force: true });
	makeFolders(unfinished);
	const fillDemo = await loadFillDemo();
	const serving: Serving = {
		program,
		host: '127.0.0.1',
		port: await freePort(),
		dir: unfinished.pbData,
		hooks: join(projectRoot, 'dist', 'stage'),
		log: join(unfinished.logs, 'demo.log'),
		env: { LOVE_PASSBOOK_KEY: passbookKey(unfinished), LOVE_SETUP_CODE: setUpCode(unfinished) },
	};
	const superuser = await superuserOf(unfinished, program);
	say('Filling the empty data folder with the demo town (--no-demo leaves it empty) ...');
	const server = await serve(serving);
	try {
		const table = await fillDemo({
			server: addressOf(serving),
			data: unfinished.data,
			superuser,
			say,
		});
		await drawCards(unfinished.cards, table.passbooks);
		writeSecret(join(unfinished.keys, 'demo.json'), JSON.stringify(table, undefined, '\t'));
	} finally {
		await server.stop();
	}
	writeFileSync(join(unfinished.data, 'whole'), '');
	finishDemo(folders);
}

/** Moves a demo town that is whole to its place, also after an interruption. */
export function finishDemo(folders: Folders): void {
	const unfinished = join(folders.data, 'unfinished-demo');
	if (!existsSync(join(unfinished, 'whole'))) return;
	for (const name of readdirSync(unfinished)) {
		if (name === 'whole') continue;
		const place = join(folders.data, name);
		mkdirSync(folders.data, { recursive: true });
		rmSync(place, { recursive: true, force: true });
		renameSync(join(unfinished, name), place);
	}
	rmSync(unfinished, { recursive: true });
}

/** The table of the demo town that lies in the data folder, if it is one. */
export function demoTableOf(folders: Folders): DemoTable | undefined {
	const path = join(folders.keys, 'demo.json');
	return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as DemoTable) : undefined;
}

async function loadFillDemo(): Promise<FillDemo> {
	const path = join(import.meta.dirname, 'demo', 'fill.ts');
	if (!existsSync(path)) {
		throw trouble('This copy has no demo town (start/demo is missing): start with --no-demo.');
	}
	const { fillDemo } = (await import(pathToFileURL(path).href)) as { fillDemo: FillDemo };
	return fillDemo;
}
