import { join } from 'node:path';
import type { Folders } from './folders.ts';
import { writeSecret } from './keys.ts';
import { trouble } from './say.ts';

/** Where the print agent's token lies once it has been paired. */
export function agentTokenPath(folders: Folders): string {
	return join(folders.keys, 'agent.token');
}

/**
 * Trades a pairing code of the back office for the print agent's token and keeps it. Trouble when
 * the server does not take the code: it is wrong, used or too old.
 */
export async function pairAgent(address: string, code: string, folders: Folders): Promise<void> {
	const response = await fetch(`${address}/api/devices/pair`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ code }),
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
