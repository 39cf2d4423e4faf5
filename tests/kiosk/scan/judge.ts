import { readScan } from '#domain/passbook';
import { isBusyOn, readsOn, type Screen } from '#kiosk/lib/screens.ts';
import type { Burst } from './bursts.ts';
import type { Drawer } from './drawer.ts';
import type { Dialog, Look } from './probe.ts';

/** What stood on the screen before and after a burst, and what the kiosk asked the server about. */
export interface Scene {
	readonly before: Look;
	readonly after: Look;
	readonly burst: Burst;
	readonly asked: readonly string[];
	readonly drawer: Drawer;
}

/** What keys have done that only a finger may do. */
export function harmIn({ before, after, asked, burst }: Scene): readonly string[] {
	const isStill =
		asked.length === 0 &&
		after.screen === before.screen &&
		after.dialogs.join() === before.dialogs.join();
	return [
		...after.pressed.map((button) => `pressed ${button}`),
		...after.escaped.map((key) => `let ${key} through`),
		...asked.filter((code) => !burst.genuine.includes(code)).map((code) => `took ${code}`),
		...(asked.length > new Set(asked).size ? [`took one twice: ${asked.join()}`] : []),
		...(after.settings === before.settings ? [] : [`${before.settings} became ${after.settings}`]),
		...(isStill && !after.isFocusKept ? ['moved the focus'] : []),
	];
}

/** What is not yet, or will never be, as it has to be after the burst. */
export function faultsIn(scene: Scene, owner: string): readonly string[] {
	const { before, after, asked } = scene;
	const wanted = outcomeOf(scene, owner);
	const lying: readonly Dialog[] = after.dialogs.filter((dialog) => dialog !== 'idle');
	const missing = wanted.dialogs.filter((dialog) => !lying.includes(dialog));
	const tooMuch = lying.filter((each) => ![...wanted.dialogs, ...wanted.maybe].includes(each));
	const isEchoed = after.screen !== before.screen || after.echo === before.echo;
	const isAsking = after.dialogs.includes('idle');
	return [
		...(wanted.isWaitedFor ? ['nothing was taken'] : []),
		...(after.screen === wanted.screen ? [] : [`${after.screen} instead of ${wanted.screen}`]),
		...(after.place === wanted.place ? [] : [`${after.place} instead of ${wanted.place}`]),
		...missing.map((dialog) => `no ${dialog}`),
		...tooMuch.map((dialog) => `a ${dialog}`),
		...(isEchoed ? [] : [`the pad shows ${after.echo}`]),
		...(isAsking && (asked.length > 0 || !before.dialogs.includes('idle')) ? ['a warning'] : []),
	];
}

interface Outcome {
	readonly screen: Look['screen'];
	readonly place: string;
	readonly dialogs: readonly Dialog[];
	/** These may lie there as well. */
	readonly maybe: readonly Dialog[];
	readonly isWaitedFor: boolean;
}

function outcomeOf({ before, burst, asked, drawer }: Scene, owner: string): Outcome {
	const { screen, place } = before;
	const lying = before.dialogs.filter((dialog) => dialog !== 'idle');
	const same = { screen, place, dialogs: lying, maybe: [], isWaitedFor: false };
	if (!readsOn(screen as Screen)) {
		return asked.length > 0 ? { ...same, screen: 'unknown' } : same;
	}
	const last = asked.at(-1);
	if (last === undefined) return { ...same, maybe: ['notice'], isWaitedFor: burst.isTaken };
	// Of two cards the second may be refused when it comes too soon.
	const maybe: readonly Dialog[] = burst.genuine.length > 1 ? ['notice'] : [];
	if (isBusyOn(screen as Screen)) {
		// Who has not finished is told so of a slip, and asked about another passbook.
		const isOther = asked.some((code) => code !== owner && drawer.find(code));
		if (!isOther) return { ...same, dialogs: [...lying, 'notice'] };
		return { ...same, dialogs: [...lying, 'switch'], maybe: ['notice'] };
	}
	const paper = drawer.find(last);
	if (paper) return { ...same, screen: 'home', place: paper.place, dialogs: [], maybe };
	if (isSlip(last)) return { ...same, screen: 'receipt', place: '', dialogs: [], maybe };
	return { ...same, dialogs: [...lying, 'notice'] };
}

/** Whether a code is that of a slip. */
export function isSlip(code: string): boolean {
	const read = readScan(code);
	return read.ok && read.value.kind === 'receipt';
}
