import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './folders.ts';
import { readOptions, usage } from './options.ts';
import { runNode } from './run.ts';
import { isTrouble, say, trouble } from './say.ts';
import { bringUp } from './shop.ts';
import { untilStopped } from './stopping.ts';

const [command = '', ...args] = process.argv.slice(2);

/** What a command needs beyond the shop is loaded when it is called: a start is to be quick. */
const commands: Readonly<Record<string, () => Promise<number>>> = {
	start: async () => untilStopped(bringUp(readOptions(args, process.env))),
	dev: async () => {
		const { dev } = await import('./dev.ts');
		return untilStopped(dev(readOptions(args, process.env)));
	},
	build: async () => {
		const { buildAll } = await import('./build.ts');
		await buildAll();
		return 0;
	},
	test: async () => (await import('./checks.ts')).test(),
	good: async () => (await import('./checks.ts')).good(),
	backup: async () => (await import('./backup.ts')).runBackup(args),
	restore: async () => (await import('./backup.ts')).runRestore(args),
	pair: async () => (await import('./pairing.ts')).runPair(args),
	torture: async () => (await import('./checks.ts')).torture(args),
	'tidy-up': async () => (await import('./tidy-up.ts')).tidyUp(),
	bench: () => runOwn('tests/bench/main.ts'),
	'ledger:verify': () => runOwn('start/ledger-verify.ts'),
};

/** Runs one of our programs and lets it speak for itself. */
async function runOwn(path: string): Promise<number> {
	if (!existsSync(join(projectRoot, path))) throw trouble(`This copy has no ${path}.`);
	return (await runNode([path, ...args], { loud: true })).code;
}

async function main(): Promise<number> {
	if (args.includes('--help') || args.includes('-h')) {
		say(usage);
		return 0;
	}
	const chosen = commands[command];
	if (!chosen) throw trouble(`"${command}" is none of: ${Object.keys(commands).join(', ')}.`);
	return chosen();
}

// A closed terminal takes no more words; the shop must still stop in order.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

try {
	process.exit(await main());
} catch (error) {
	console.error(isTrouble(error) ? error.message : error);
	process.exit(1);
}
