import { join } from 'node:path';
import { buildAll } from './build.ts';
import { keepRunning, type Child } from './children.ts';
import { checkData, isEmptyData } from './data-check.ts';
import { demoTableOf, finishDemo, makeDemo } from './demo.ts';
import { demoKioskCode } from './demo-kiosk.ts';
import { foldersIn, makeFolders, projectRoot, type Folders } from './folders.ts';
import { passbookKey, setUpCode, superuserOf } from './keys.ts';
import type { Options } from './options.ts';
import { obtainPocketbase } from './pocketbase.ts';
import { claimPort } from './ports.ts';
import { keepPrinting } from './print-agent.ts';
import { say } from './say.ts';
import { addressOf, pocketbaseProgram, serve, type Serving } from './serve.ts';
import { closingTable } from './table.ts';

/** A shop that runs. */
export interface Shop {
	readonly address: string;
	/** Settles with a sentence when a part of it keeps failing. */
	readonly failed: Promise<string>;
	/** Stops all parts in order: print agent, printer, server. */
	stop(): Promise<void>;
}

type Part = Pick<Child, 'stop'>;

/** Brings a shop up, from whatever is there to the closing table. Trouble when it cannot be. */
export async function bringUp(options: Options): Promise<Shop> {
	const startedMs = Date.now();
	const folders = foldersIn(options.data);
	makeFolders(folders);
	finishDemo(folders);
	await claimPort(options.host, options.port);
	checkData(folders);
	const program = await obtainPocketbase();
	await buildAll();
	if (options.demo && isEmptyData(folders)) await makeDemo(folders, program);

	let fail: (sentence: string) => void = () => {};
	const failed = new Promise<string>((resolve) => (fail = resolve));
	const serving = await servingOf(options, folders, program);
	const parts: Part[] = [keepRunning(pocketbaseProgram(serving), fail, await serve(serving))];
	const stop = async () => {
		for (const part of parts.toReversed()) await part.stop();
	};
	try {
		const address = addressOf(serving);
		const printing = await keepPrinting(options, folders, address, fail);
		parts.push(printing);
		const demo = demoTableOf(folders);
		say(
			closingTable({
				address,
				data: folders.data,
				receipts: folders.receipts,
				cards: folders.cards,
				printer: options.printer,
				hasAgent: printing.hasBegun,
				demo,
				kioskCode: demo ? await demoKioskCode(address, demo) : '',
				setUpCode: (await isWithoutTown(address)) ? setUpCode(folders) : '',
				readyMs: Date.now() - startedMs,
			}),
		);
		return { address, failed, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

async function servingOf(options: Options, folders: Folders, program: string): Promise<Serving> {
	// PocketBase would open its own installer for a server without a superuser.
	await superuserOf(folders, program);
	return {
		program,
		host: options.host,
		port: options.port,
		dir: folders.pbData,
		hooks: join(projectRoot, 'dist', 'pb_hooks'),
		log: join(folders.logs, 'server.log'),
		env: { LOVE_PASSBOOK_KEY: passbookKey(folders), LOVE_SETUP_CODE: setUpCode(folders) },
	};
}

async function isWithoutTown(address: string): Promise<boolean> {
	const response = await fetch(`${address}/api/office/set-up`);
	if (!response.ok) return false;
	const state = (await response.json()) as { readonly isEmpty?: boolean };
	return state.isEmpty === true;
}
