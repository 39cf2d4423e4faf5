/** Prints one line for the person at the terminal. */
export function say(line: string): void {
	console.log(line);
}

/**
 * Trouble: the world failed and a person can mend it. Its message is one clear sentence that names
 * the thing and the next step; start/main.ts prints it without a stack and exits with 1.
 */
export function trouble(sentence: string): Error {
	return Object.assign(new Error(sentence), { name: 'Trouble' });
}

/** Whether an error is trouble, and not a defect of ours. */
export function isTrouble(error: unknown): error is Error {
	return error instanceof Error && error.name === 'Trouble';
}

/** Shows that a long step is going on, with its seconds, until `work` settles; passes it on. */
export async function during<Value>(what: string, work: Promise<Value>): Promise<Value> {
	const startedMs = Date.now();
	const seconds = () => ((Date.now() - startedMs) / 1000).toFixed(0);
	const live = process.stdout.isTTY;
	if (live) process.stdout.write(`${what} ...`);
	else say(`${what} ...`);
	const ticker = setInterval(
		() => {
			if (live) process.stdout.write(`\r${what} ... ${seconds()} s`);
			else say(`${what} ... ${seconds()} s`);
		},
		live ? 1000 : 15_000,
	);
	try {
		return await work;
	} finally {
		clearInterval(ticker);
		if (live) process.stdout.write(`\r${what} ... ${seconds()} s\n`);
	}
}
