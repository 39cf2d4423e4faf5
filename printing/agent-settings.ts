import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { AgentOptions } from './agent.ts';
import { profileOf, profiles, type PrinterProfile } from './profiles.ts';
import { deviceTransport } from './transports/device.ts';
import { fileTransport } from './transports/file.ts';
import { tcpTransport } from './transports/tcp.ts';
import type { Transport } from './transports/transport.ts';

/**
 * The agent's settings from the command line or else the environment: --server LOVE_SERVER, --token-
 * file LOVE_AGENT_TOKEN_FILE, --data LOVE_AGENT_DATA, --printer LOVE_PRINTER, --profile
 * LOVE_PRINTER_PROFILE. Throws a sentence that names what is missing and what it looks like.
 */
export function readAgentSettings(
	args: readonly string[],
	environment: Readonly<Record<string, string | undefined>>,
): AgentOptions {
	const { values } = parseArgs({
		args: [...args],
		options: {
			server: { type: 'string' },
			'token-file': { type: 'string' },
			data: { type: 'string' },
			printer: { type: 'string' },
			profile: { type: 'string' },
			'poll-ms': { type: 'string' },
			'retry-ms': { type: 'string' },
		},
	});
	const setting = (given: string | undefined, name: string, example: string) => {
		const value = given ?? environment[name];
		if (value) return value;
		throw new Error(`${name} is not set. Give it as in ${name}=${example}`);
	};
	const server = setting(values.server, 'LOVE_SERVER', 'http://127.0.0.1:8090');
	const tokenFile = setting(values['token-file'], 'LOVE_AGENT_TOKEN_FILE', 'data/agent.token');
	const dataFolder = setting(values.data, 'LOVE_AGENT_DATA', 'data/agent');
	const printer = setting(values.printer, 'LOVE_PRINTER', 'tcp://127.0.0.1:9100');
	const profileId = values.profile ?? environment['LOVE_PRINTER_PROFILE'] ?? 'generic58';
	const profile = profileOf(profileId);
	if (!profile) {
		const known = profiles.map(({ id }) => id).join(', ');
		throw new Error(`LOVE_PRINTER_PROFILE=${profileId} is not known. Known are ${known}.`);
	}
	return {
		server,
		token: readToken(tokenFile),
		dataFolder,
		transport: transportTo(printer, profile),
		profile,
		...(values['poll-ms'] === undefined ? {} : { pollMs: Number(values['poll-ms']) }),
		...(values['retry-ms'] === undefined ? {} : { retryMs: Number(values['retry-ms']) }),
	};
}

/** The way to a printer: tcp://HOST:PORT, device:///dev/usb/lp0 or file:///FOLDER. Throws else. */
export function transportTo(address: string, profile: PrinterProfile): Transport {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	switch (url?.protocol) {
		case 'tcp:':
			return tcpTransport({ host: url.hostname, port: Number(url.port || 9100) }, profile);
		case 'device:':
			return deviceTransport(decodeURIComponent(url.pathname), profile.timing);
		case 'file:':
			return fileTransport(fileURLToPath(url));
		default:
			throw new Error(
				`LOVE_PRINTER=${address} is no printer. Use tcp://192.168.1.50:9100, ` +
					'device:///dev/usb/lp0 or file:///folder.',
			);
	}
}

function readToken(path: string): string {
	let token: string;
	try {
		token = readFileSync(path, 'utf8').trim();
	} catch {
		throw new Error(
			`The token file ${path} cannot be read. Pair the print agent in the back office first.`,
		);
	}
	if (token === '') throw new Error(`The token file ${path} is empty. Pair the print agent again.`);
	return token;
}
