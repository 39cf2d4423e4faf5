import { createSubscriber } from 'svelte/reactivity';
import { clockAt } from '#domain/day';

const firstHour = 21;
const lastHour = 6;

/** Whether a screen on which nobody stands should be dim: from nine in the evening until six. */
export function isNight(hour: number): boolean {
	return hour >= firstHour || hour < lastHour;
}

const everyMinute = createSubscriber((update) => {
	const timer = setInterval(update, 60_000);
	return () => clearInterval(timer);
});

/**
 * Whether it is night in the village by the kiosk's own clock, which decides nothing but how bright
 * it is. Many a machine is left in another time zone: the hour is Shanghai's in any case.
 */
export function isNightNow(): boolean {
	everyMinute();
	return isNight(Number(clockAt(Date.now()).slice(0, 2)));
}
