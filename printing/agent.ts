import { readAgentSettings } from './agent-settings.ts';
import { takeFolder } from './agent-folder.ts';
import { workUntilStopped } from './agent-work.ts';
import { logLine } from './log-line.ts';
import type { PrinterProfile } from './profiles.ts';
import type { Transport } from './transports/transport.ts';

/** 打印代理: what the program beside the printer needs. */
export interface AgentOptions {
	/** http://127.0.0.1:8090 */
	readonly server: string;
	readonly token: string;
	/** Holds the journal and the lock; one agent works in it. */
	readonly dataFolder: string;
	readonly transport: Transport;
	readonly profile: PrinterProfile;
	/** Between two questions for work when there was none. */
	readonly pollMs?: number;
	/** Between two looks at a printer that is idle, or that cannot print: its state is seen so soon. */
	readonly lookMs?: number;
	/** The printer's state is told at least this often, while it prints as well. */
	readonly statusMs?: number;
	/** The first wait after trouble; doubles up to 15 times itself. */
	readonly retryMs?: number;
	readonly say?: (line: string) => void;
}

export interface RunningAgent {
	/** Lets the job at hand end and gives the folder back. */
	stop(): Promise<void>;
	/** Settles when the agent has ended; rejects when it had to give up. */
	readonly ended: Promise<void>;
}

/**
 * Takes print jobs from the server one after the other, prints each at most once and reports what
 * became of it. Opens no port. Throws when another agent works in the same folder.
 */
export function runAgent(options: AgentOptions): RunningAgent {
	const folder = takeFolder(options.dataFolder);
	const stopping = new AbortController();
	const ended = workUntilStopped(options, folder, stopping.signal);
	return {
		ended,
		async stop() {
			stopping.abort();
			await ended;
		},
	};
}

if (import.meta.main) {
	try {
		const settings = readAgentSettings(process.argv.slice(2), process.env);
		const agent = runAgent({ ...settings, say: logLine });
		const stop = () => void agent.stop();
		process.on('SIGTERM', stop);
		process.on('SIGINT', stop);
		await agent.ended;
	} catch (error) {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		process.exitCode = 1;
	}
}
