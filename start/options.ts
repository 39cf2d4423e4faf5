import { parseArgs, type ParseArgsConfig } from 'node:util';
import { resolve } from 'node:path';
import { trouble } from './say.ts';

/** How a shop is brought up; each may also be given as LOVE_PORT, LOVE_HOST, LOVE_DATA and so on. */
export interface Options {
	readonly host: string;
	readonly port: number;
	/** The data folder, absolute. */
	readonly data: string;
	/** Whether an empty data folder is filled with the demo town. */
	readonly demo: boolean;
	/** tcp://HOST:PORT or device:///dev/usb/lp0; empty for the virtual printer. */
	readonly printer: string;
	/** A name of printing/profiles.ts; empty for the agent's own choice. */
	readonly printerProfile: string;
}

/** What `npm start -- --help` says. */
export const usage = `npm start -- [options]

  --port N               the shop's port, 8090 unless told            LOVE_PORT
  --host ADDRESS         who may reach it: 127.0.0.1 this machine
                         only, 0.0.0.0 the whole network              LOVE_HOST
  --data DIR             the data folder, ./data unless told          LOVE_DATA
  --no-demo              leave an empty data folder empty             LOVE_NO_DEMO=1
  --printer ADDRESS      tcp://192.168.1.50:9100 or
                         device:///dev/usb/lp0, a real printer        LOVE_PRINTER
  --printer-profile NAME which printer that is                        LOVE_PRINTER_PROFILE

LOVE_CACHE names another folder for the PocketBase program, LOVE_CHROMIUM another Chromium.`;

/**
 * Reads the options from the command line, then from the environment. Trouble for an option that
 * does not exist or a value that cannot be.
 */
export function readOptions(
	args: readonly string[],
	environment: Readonly<Record<string, string | undefined>>,
): Options {
	const given = parse(args);
	const pick = (name: keyof typeof given, variable: string, otherwise: string) =>
		String(given[name] ?? (environment[variable] || otherwise));
	const printer = pick('printer', 'LOVE_PRINTER', '');
	if (printer !== '' && !/^(tcp:\/\/[^/]+|device:\/\/\/.+)$/.test(printer)) {
		throw trouble(
			`The printer "${printer}" is not an address: write tcp://HOST:PORT or device:///dev/usb/lp0.`,
		);
	}
	return {
		host: pick('host', 'LOVE_HOST', '127.0.0.1'),
		port: readPort(pick('port', 'LOVE_PORT', '8090')),
		data: resolve(pick('data', 'LOVE_DATA', 'data')),
		demo: !(given['no-demo'] ?? isYes(environment['LOVE_NO_DEMO'])),
		printer,
		printerProfile: pick('printer-profile', 'LOVE_PRINTER_PROFILE', ''),
	};
}

function parse(args: readonly string[]) {
	return readFlags(args, {
		port: { type: 'string' },
		host: { type: 'string' },
		data: { type: 'string' },
		'no-demo': { type: 'boolean' },
		printer: { type: 'string' },
		'printer-profile': { type: 'string' },
	});
}

/** The flags of a command line. Trouble, naming it, for one that does not exist or lacks its value. */
export function readFlags<const Flags extends NonNullable<ParseArgsConfig['options']>>(
	args: readonly string[],
	options: Flags,
) {
	try {
		return parseArgs({ args: [...args], options }).values;
	} catch (error) {
		// Node's first sentence names the option; what follows is about how parseArgs is called.
		const [sentence = ''] = (error as Error).message.split(/\. |\n/);
		throw trouble(`${sentence}. "npm start -- --help" lists the options.`);
	}
}

function readPort(text: string): number {
	const port = Number(text);
	if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
	throw trouble(`The port "${text}" is not a number from 1 to 65535.`);
}

function isYes(text: string | undefined): boolean {
	return text !== undefined && !['', '0', 'false', 'no'].includes(text.toLowerCase());
}
