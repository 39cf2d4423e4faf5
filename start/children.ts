import { spawn, type ChildProcess } from 'node:child_process';
import {
	existsSync,
	openSync,
	closeSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
} from 'node:fs';
import { basename } from 'node:path';
import { projectRoot } from './folders.ts';
import { lastLines } from './run.ts';
import { say } from './say.ts';

/** A program that is to run beside us. */
export interface Program {
	readonly name: string;
	readonly program: string;
	readonly args: readonly string[];
	readonly env?: Readonly<Record<string, string>>;
	/** The file that takes what it prints; the previous one is kept as .old when it grows large. */
	readonly log: string;
}

export interface Child {
	/** 0 when it could not be started at all. */
	readonly pid: number;
	/** Settles when it has ended, with how: "code 1", "signal SIGKILL" or why it did not start. */
	readonly ended: Promise<string>;
	/** Asks it to stop, and ends it after 5 s. Settles when it is gone. */
	stop(): Promise<void>;
	/** Ends it at once, as a power cut would. */
	kill(): Promise<void>;
}

const patienceMs = 5000;
const largestLog = 5_000_000;

/** What still runs when this process exits without having stopped it is asked to end. */
const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGTERM')));

/**
 * Starts a program of its own session, so that Ctrl-C reaches us alone and we stop our children in
 * order. On Linux it is stopped by the system when we die without a chance to do so.
 */
export function startChild({ program, args, env = {}, log }: Program): Child {
	const out = openLog(log);
	const leash = leashFor(program);
	const child = spawn(leash[0] ?? program, [...leash.slice(1), ...args], {
		cwd: projectRoot,
		env: { ...process.env, ...env },
		stdio: ['ignore', out, out],
		detached: true,
	});
	closeSync(out);
	running.add(child);
	const ended = new Promise<string>((resolve) => {
		child.once('error', (error) => resolve(error.message));
		child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `code ${code}`));
	});
	void ended.then(() => running.delete(child));
	const end = async (signal: NodeJS.Signals) => {
		child.kill(signal);
		const impatient = setTimeout(() => child.kill('SIGKILL'), patienceMs);
		await ended;
		clearTimeout(impatient);
	};
	return {
		pid: child.pid ?? 0,
		ended,
		stop: () => end('SIGTERM'),
		kill: () => end('SIGKILL'),
	};
}

/**
 * Keeps a program running: started again a second after it ended by itself. More than five ends
 * within a minute are too many; `givenUp` then gets a sentence with the end of its log.
 */
export function keepRunning(
	program: Program,
	givenUp: (sentence: string) => void,
	first: Child = startChild(program),
): Pick<Child, 'stop'> {
	let child = first;
	let stopping = false;
	const endings: number[] = [];
	const watch = async () => {
		while (!stopping) {
			const how = await child.ended;
			if (stopping) return;
			endings.push(Date.now());
			if (endings.filter((at) => at > Date.now() - 60_000).length > 5) {
				return givenUp(`The ${program.name} keeps ending (${how}):\n${logTail(program.log)}`);
			}
			say(`The ${program.name} ended (${how}) and is started again; see ${program.log}.`);
			await new Promise((resolve) => setTimeout(resolve, 1000));
			// While we waited, the order to stop may have come.
			if (!stopping) child = startChild(program);
		}
	};
	void watch();
	return {
		stop: () => {
			stopping = true;
			return child.stop();
		},
	};
}

/** The last lines of a log, or where it should be. */
export function logTail(log: string, lines = 12): string {
	return existsSync(log) ? lastLines(readFileSync(log, 'utf8'), lines) : `(no log at ${log})`;
}

function openLog(path: string): number {
	if (existsSync(path) && statSync(path).size > largestLog) {
		rmSync(`${path}.old`, { force: true });
		renameSync(path, `${path}.old`);
	}
	return openSync(path, 'a');
}

/** On Linux, util-linux can ask the system to pass our death on; elsewhere there is no leash. */
function leashFor(program: string): readonly string[] {
	const leash = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));
	if (process.platform !== 'linux' || !leash || basename(program) === 'setpriv') return [];
	return [leash, '--pdeathsig', 'TERM', program];
}
