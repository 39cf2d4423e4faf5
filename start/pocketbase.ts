import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from './folders.ts';
import { downloadRelease } from './pocketbase-release.ts';
import { lastLines, runProgram } from './run.ts';
import { during, trouble } from './say.ts';

/** The version that go.mod pins, that our migrations are written for and our tests run with. */
export const pocketbaseVersion = '0.39.11';

/** Where the program lies once it has been obtained: below $LOVE_CACHE or the project's .cache. */
export function pocketbasePath(): string {
	const cache = process.env['LOVE_CACHE'] || join(projectRoot, '.cache');
	return join(cache, 'pocketbase', `pocketbase-${pocketbaseVersion}`);
}

/**
 * The PocketBase program: the cached one, else built from the pinned module, else the official
 * release with its checksum verified. Trouble when none of the three is to be had.
 */
export async function obtainPocketbase(): Promise<string> {
	const path = pocketbasePath();
	if (await answers(path)) return path;
	const unfinished = `${path}.unfinished-${process.pid}`;
	try {
		mkdirSync(dirname(path), { recursive: true });
		const built = await build(unfinished);
		const reason = built === '' ? '' : await download(unfinished);
		if (reason !== '') throw noneToBeHad(path, built, reason);
		chmodSync(unfinished, 0o755);
		if (!(await answers(unfinished))) {
			throw trouble(`PocketBase was obtained, but ${unfinished} does not run on this machine.`);
		}
		renameSync(unfinished, path);
		return path;
	} finally {
		rmSync(unfinished, { force: true });
	}
}

async function answers(path: string): Promise<boolean> {
	if (!existsSync(path)) return false;
	const { code, output } = await runProgram(path, ['--version']);
	return code === 0 && output.includes(pocketbaseVersion);
}

/** Nothing when it was built, else the reason why not. */
async function build(path: string): Promise<string> {
	if ((await runProgram('go', ['version'])).code !== 0) return 'there is no Go on this machine';
	const version = `-X github.com/pocketbase/pocketbase.Version=${pocketbaseVersion}`;
	const args = ['build', '-trimpath', '-ldflags', `-s -w ${version}`, '-o', path];
	const { code, output } = await during(
		`Building PocketBase ${pocketbaseVersion} with Go (some 80 s the first time)`,
		runProgram('go', [...args, 'github.com/pocketbase/pocketbase/examples/base'], {
			cwd: join(projectRoot, 'server', 'pocketbase'),
			env: { CGO_ENABLED: '0' },
		}),
	);
	return code === 0 ? '' : `Go could not build it (${lastLines(output, 3)})`;
}

/** Nothing when it was downloaded, else the reason why not. */
async function download(path: string): Promise<string> {
	try {
		const program = await during(
			`Downloading PocketBase ${pocketbaseVersion}`,
			downloadRelease(pocketbaseVersion),
		);
		writeFileSync(path, program);
		return '';
	} catch (error) {
		return (error as Error).message;
	}
}

function noneToBeHad(path: string, noBuild: string, noDownload: string): Error {
	return trouble(
		`PocketBase ${pocketbaseVersion} is not to be had: ${noBuild}, and ${noDownload}. ` +
			`Install Go 1.26, or put the program at ${path}, and start again.`,
	);
}
