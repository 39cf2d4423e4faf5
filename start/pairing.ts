import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { foldersIn, type Folders } from './folders.ts';
import { writeSecret } from './keys.ts';
import { readOptions } from './options.ts';
import { say, trouble } from './say.ts';
import { addressOf } from './serve.ts';

/** Where the print agent's token lies once it has been paired. */
export function agentTokenPath(folders: Folders): string {
	return join(folders.keys, 'agent.token');
}

/**
 * `npm run pair -- CODE [--data DIR] [--port N]`, while the shop runs: trades a pairing code of the
 * back office for the print agent's token and keeps it; the shop then begins to print. Trouble when
 * there is no shop, or the server does not take the code: it is wrong, used or too old.
 */
export async function runPair(args: readonly string[]): Promise<number> {
	const [code = '', ...rest] = args;
	if (code === '' || code.startsWith('-')) throw trouble(`It is: ${pairUsage}.`);
	const options = readOptions(rest, process.env);
	const folders = foldersIn(options.data);
	if (!existsSync(folders.keys)) throw trouble(`There is no shop in ${options.data}.`);
	await pairAgent(addressOf(options), code, folders);
	say('Paired. The shop begins to print within a second or two.');
	return 0;
}

const pairUsage = 'npm run pair -- CODE [--data DIR] [--port N]';

async function pairAgent(address: string, code: string, folders: Folders): Promise<void> {
	const response = await fetch(`${address}/api/devices/pair`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ code }),
	}).catch(() => {
		throw trouble(`No shop answers at ${address}: start it first, and pair while it runs.`);
	});
	const { token } = (await response.json()) as { readonly token?: unknown };
	if (!response.ok || typeof token !== 'string') {
		throw trouble(
			`The pairing code "${code}" is wrong, used or too old: ` +
				'make a new one for the print agent in the back office.',
		);
	}
	writeSecret(agentTokenPath(folders), token);
}
