import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installByApt } from './apt.ts';
import { runProgram } from './run.ts';
import { trouble } from './say.ts';

/**
 * The strace that records what a server writes: the machine's, else installed by apt for root.
 * Trouble when there is none, or when it may not look at a program here.
 */
export async function obtainStrace(): Promise<string> {
	const reason = findStrace() ? '' : await installByApt('strace', ['strace']);
	const strace = findStrace();
	if (!strace) {
		throw trouble(
			'There is no strace for the tests of a power cut, and none could be installed. Install ' +
				`Debian's package "strace".\n${reason}`,
		);
	}
	// As the tests use it: beside the program (-D), which then ends as if nothing had looked at it.
	const { code, output } = await runProgram(strace, ['-D', '-f', '-o', '/dev/null', 'true']);
	if (code === 0 && output === '') return strace;
	throw trouble(
		'strace may not look at programs here, so that a power cut cannot be tried. In a container, ' +
			`allow ptrace (docker run --cap-add SYS_PTRACE).\n${output}`,
	);
}

function findStrace(): string | undefined {
	const folders = ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)];
	return folders.map((folder) => join(folder, 'strace')).find((path) => existsSync(path));
}
