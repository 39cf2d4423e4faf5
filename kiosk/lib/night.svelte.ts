import { createSubscriber } from 'svelte/reactivity';

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

/** Whether it is night by the kiosk's own clock, which decides nothing but how bright it is. */
export function isNightNow(): boolean {
	everyMinute();
	return isNight(new Date().getHours());
}
