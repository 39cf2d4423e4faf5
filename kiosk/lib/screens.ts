import type { IdlePlan } from './idle.svelte.ts';

export type Screen =
	| 'pairing'
	| 'measure'
	| 'attract'
	| 'help'
	| 'home'
	| 'record'
	| 'goods'
	| 'basket'
	| 'confirm'
	| 'settling'
	| 'done'
	| 'receipt'
	| 'trouble';

/** How long a screen waits; the ones that are missing wait for ever. */
export const idlePlans: Readonly<Partial<Record<Screen, IdlePlan>>> = {
	// Only language and letters are chosen there, by somebody who may have walked away.
	attract: { quietMs: 60_000, warnMs: 0 },
	help: { quietMs: 40_000, warnMs: 0 },
	home: { quietMs: 60_000, warnMs: 30_000 },
	record: { quietMs: 60_000, warnMs: 30_000 },
	goods: { quietMs: 60_000, warnMs: 30_000 },
	basket: { quietMs: 60_000, warnMs: 30_000 },
	confirm: { quietMs: 45_000, warnMs: 30_000 },
	settling: { quietMs: 60_000, warnMs: 30_000 },
	done: { quietMs: 15_000, warnMs: 0 },
	receipt: { quietMs: 30_000, warnMs: 0 },
	trouble: { quietMs: 30_000, warnMs: 30_000 },
};

/** How long the done screen waits for the slip, or for an answer about it. */
export const slipPlan: IdlePlan = { quietMs: 30_000, warnMs: 0 };

/** Whether what is shown to the scanner now is read at all. */
export function readsOn(screen: Screen): boolean {
	return screen !== 'pairing' && screen !== 'measure' && screen !== 'settling';
}

/** Whether a passbook shown now would throw away what its villager is doing. */
export function isBusyOn(screen: Screen): boolean {
	return screen === 'goods' || screen === 'basket' || screen === 'confirm';
}

/** Settles when what is shown now has been painted, or would have been on a screen that is off. */
export function painted(): Promise<unknown> {
	const isPainted = new Promise((resolve) => {
		requestAnimationFrame(() => requestAnimationFrame(resolve));
	});
	const isOff = new Promise((resolve) => setTimeout(resolve, 1000));
	return Promise.race([isPainted, isOff]);
}
