import { existsSync } from 'node:fs';
import { lastLines, runProgram } from './run.ts';
import { during } from './say.ts';

/** Installs Debian packages as root, and gives the end of what apt said; else nothing is done. */
export async function installByApt(what: string, packages: readonly string[]): Promise<string> {
	const isRoot = process.getuid?.() === 0;
	if (!isRoot || !existsSync('/usr/bin/apt-get')) return '';
	const env = { DEBIAN_FRONTEND: 'noninteractive' };
	const install = async () => {
		const update = await runProgram('apt-get', ['update', '-q'], { env });
		const args = ['install', '-y', '-q', '--no-install-recommends'];
		const { output } = await runProgram('apt-get', [...args, ...packages], { env });
		return lastLines(update.output + output, 5);
	};
	return during(`Installing ${what} with apt`, install());
}
