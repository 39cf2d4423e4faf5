import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepRunning, type Child, type Program } from './children.ts';
import { projectRoot, type Folders } from './folders.ts';
import type { Options } from './options.ts';
import { agentTokenPath } from './pairing.ts';
import { freePort } from './ports.ts';
import { say } from './say.ts';

type Part = Pick<Child, 'stop'>;

/** The shop's print agent, with a virtual printer unless there is a real one. */
export interface Printing extends Part {
	/** Whether it had been paired before the shop came up. */
	readonly hasBegun: boolean;
}

const lookEveryMs = 1000;

/**
 * Starts the print agent when it has been paired, be it while the shop runs, and starts it anew when
 * it is paired again.
 */
export async function keepPrinting(
	options: Options,
	folders: Folders,
	address: string,
	fail: (sentence: string) => void,
): Promise<Printing> {
	let token = tokenIn(folders);
	let parts: Part[] = [];
	let isStopped = false;
	const begin = async () => {
		if (token === '') return;
		const virtual = options.printer === '' ? await virtualPrinter(options, folders) : undefined;
		if (virtual) parts.push(keepRunning(virtual.program, fail));
		const printer = virtual?.address ?? options.printer;
		parts.push(keepRunning(agentProgram(options, folders, address, printer), fail));
	};
	const end = async () => {
		const ending = parts.toReversed();
		parts = [];
		for (const part of ending) await part.stop();
	};
	// One change after the other: a stop waits for what has begun.
	let settled = begin();
	await settled;
	const hasBegun = token !== '';
	const look = () => {
		const now = tokenIn(folders);
		if (now === token || isStopped) return;
		token = now;
		settled = settled.then(end).then(begin);
		say('The print agent has been paired; slips are printed from now on.');
	};
	const looking = setInterval(look, lookEveryMs);
	return {
		hasBegun,
		stop: async () => {
			isStopped = true;
			clearInterval(looking);
			await settled;
			await end();
		},
	};
}

function tokenIn(folders: Folders): string {
	const path = agentTokenPath(folders);
	return existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
}

function agentProgram(
	options: Options,
	folders: Folders,
	address: string,
	printer: string,
): Program {
	return {
		name: 'print agent',
		program: process.execPath,
		args: [join(projectRoot, 'printing', 'agent.ts')],
		env: {
			LOVE_SERVER: address,
			LOVE_AGENT_TOKEN_FILE: agentTokenPath(folders),
			LOVE_AGENT_DATA: folders.agent,
			LOVE_PRINTER: printer,
			...(options.printerProfile ? { LOVE_PRINTER_PROFILE: options.printerProfile } : {}),
		},
		log: join(folders.logs, 'agent.log'),
	};
}

async function virtualPrinter(options: Options, folders: Folders) {
	// The port is chosen here, so that the printer comes back under the same one.
	const port = await freePort();
	const script = join(projectRoot, 'printing', 'virtual-printer.ts');
	const paper = options.printerProfile.includes('80') ? '80' : '58';
	const program: Program = {
		name: 'virtual printer',
		program: process.execPath,
		args: [script, '--port', String(port), '--dir', folders.receipts, '--paper', paper],
		log: join(folders.logs, 'printer.log'),
	};
	return { program, address: `tcp://127.0.0.1:${port}` };
}
