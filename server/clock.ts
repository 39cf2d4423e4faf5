import { clockAt, dayAt, type Day } from '#domain/day';

/** The one clock of the server: milliseconds since 1970 (UTC). */
export function now(): number {
	// Only the stage, which tests and the making of the demo use, ever sets it.
	const stage: unknown = $app.store().get('love.clock');
	return typeof stage === 'string' && stage !== '' ? Number(stage) : Date.now();
}

/** The server's day in Asia/Shanghai; it decides everywhere (house decision 3). */
export function today(): Day {
	return dayAt(now());
}

/** The day and the time of the day at an instant, as they stand on a receipt. */
export function dayAndClock(instantMs: number): { day: Day; clock: string } {
	return { day: dayAt(instantMs), clock: clockAt(instantMs) };
}
