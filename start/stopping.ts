import { say } from './say.ts';
import type { Shop } from './shop.ts';

/**
 * Waits until the shop is to stop: by Ctrl-C, by a signal, because start/up.mjs is gone, or because
 * a part keeps failing. Stops it and gives the exit code; 130 when it was not up yet.
 */
export async function untilStopped(bringingUp: Promise<Shop>): Promise<number> {
	const stopped = stopRequested();
	const shop = await Promise.race([bringingUp, stopped]);
	// What has been started by then is ended as this process exits (start/children.ts).
	if (shop === 'stopped') return 130;
	const sentence = await Promise.race([shop.failed, stopped]);
	say(sentence === 'stopped' ? '\nStopping ...' : sentence);
	await shop.stop();
	return sentence === 'stopped' ? 0 : 1;
}

function stopRequested(): Promise<'stopped'> {
	return new Promise((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			// Not once: a second Ctrl-C must not cut the orderly stop short.
			process.on(signal, () => resolve('stopped'));
		}
		process.on('disconnect', () => resolve('stopped'));
	});
}
