import { spawn } from 'node:child_process';
import { projectRoot } from './folders.ts';
import { trouble } from './say.ts';

export interface Outcome {
	/** 0 when all went well; 127 when there is no such program. */
	readonly code: number;
	/** All it printed, both streams as they came. */
	readonly output: string;
}

export interface RunOptions {
	readonly cwd?: string;
	readonly env?: Readonly<Record<string, string>>;
	/** Lets its output through to the terminal as it comes. */
	readonly loud?: boolean;
}

/** Runs a program to its end, from the project's folder unless told. */
export function runProgram(
	program: string,
	args: readonly string[],
	{ cwd = projectRoot, env = {}, loud = false }: RunOptions = {},
): Promise<Outcome> {
	return new Promise((resolve) => {
		const parts: string[] = [];
		const child = spawn(program, args, {
			cwd,
			env: { ...process.env, ...coloursFor(loud), ...env },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		for (const [stream, out] of [
			[child.stdout, process.stdout],
			[child.stderr, process.stderr],
		] as const) {
			stream.setEncoding('utf8').on('data', (text: string) => {
				parts.push(text);
				if (loud) out.write(text);
			});
		}
		child.on('error', (error) => resolve({ code: 127, output: error.message }));
		child.on('close', (code) => resolve({ code: code ?? 1, output: parts.join('') }));
	});
}

/** Runs one of our own programs, or of the packages, with this Node. */
export function runNode(args: readonly string[], options?: RunOptions): Promise<Outcome> {
	return runProgram(process.execPath, args, options);
}

/** The output of a program that must succeed. Trouble, with its last lines, when it does not. */
export function mustSucceed(what: string, { code, output }: Outcome): string {
	if (code === 0) return output;
	throw trouble(`${what} failed:\n${lastLines(output, 25)}`);
}

/** The last `count` lines of a text. */
export function lastLines(text: string, count: number): string {
	return text.trimEnd().split('\n').slice(-count).join('\n');
}

/** Colours for a terminal that watches; what is kept for later is read without them. */
function coloursFor(loud: boolean): Readonly<Record<string, string>> {
	return loud && process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
}
