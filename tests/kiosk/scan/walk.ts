import { randomUUID } from 'node:crypto';
import type { Route } from 'playwright/test';
import type { Screen } from '#kiosk/lib/screens.ts';
import type { Shop } from '../../server/shop.ts';
import { expect, type Till } from '../till.ts';
import { plenty, type Drawer } from './drawer.ts';
import { dialogOf, type Probe } from './probe.ts';

/** Somebody who knows the way to every screen, by finger and with real passbooks. */
export interface Walker {
	/** The household that stands on the screen, or nobody's code. */
	owner(): string;
	/** What the screen shows was brought about by a scan. */
	moved(screen: Screen, owner: string): void;
	/** Goes to a screen from wherever the kiosk stands. */
	walkTo(screen: Screen): Promise<void>;
	/** Closes whatever lies over the screen. */
	clear(): Promise<void>;
	/** How often the one button that moves points was pressed, and it was done. */
	redemptions(): number;
}

/** Begins at the screen where the kiosk stands. */
export function walkerAt(
	till: Till,
	probe: Probe,
	shop: Shop,
	drawer: Drawer,
	begin: Screen,
	/** Shows a code to the hand scanner, well apart from whatever it typed before. */
	show: (code: string) => Promise<unknown>,
): Walker {
	const { words, page } = till;
	let [screen, owner, hasGoods, done] = [begin, '', false, 0];
	const held: Route[] = [];
	const wayOut = {
		notice: words.yes,
		helper: words.yes,
		switch: words.switching.stay,
		idle: words.idle.go,
	};

	const choose = async () => {
		if (!hasGoods) await till.choose(plenty);
		hasGoods = true;
	};
	const ways: Readonly<Record<Screen, Partial<Record<Screen, () => Promise<unknown>>>>> = {
		pairing: {},
		measure: {},
		attract: {
			help: async () => {
				await till.tap(new RegExp(words.attract.ask));
				for (const digit of '123') await till.tap(digit);
			},
			home: showNext,
			receipt: () => show(drawer.slip()),
		},
		help: { attract: () => till.tap(words.help.back), home: showNext },
		home: {
			attract: () => till.tap(words.home.leave),
			record: () => till.tap(words.home.record),
			goods: () => till.tap(words.home.choose),
			receipt: () => show(drawer.slip()),
		},
		record: { home: () => till.tap(words.record.back) },
		goods: {
			home: () => till.tap(words.goods.back),
			basket: async () => {
				await choose();
				await till.tap(words.goods.openBasket);
			},
			confirm: async () => {
				await choose();
				await till.tap(words.goods.ready);
			},
		},
		basket: {
			goods: () => till.tap(words.basket.back),
			confirm: () => till.tap(words.basket.ready),
		},
		confirm: {
			goods: () => till.tap(words.confirm.change),
			attract: () => till.tap(words.confirm.cancel),
			settling: async () => {
				await page.route(redemptions, (route) => void held.push(route));
				await till.tap(words.confirm.redeem);
			},
			trouble: async () => {
				await shop.director.post('/api/office/passbooks/replace', {
					requestKey: randomUUID(),
					household: drawer.find(owner)?.household,
					reason: '丢失',
				});
				drawer.drop(owner);
				await till.tap(words.confirm.redeem);
			},
		},
		settling: {
			done: async () => {
				await page.unroute(redemptions);
				// One that the kiosk has given up meanwhile is asked again.
				for (const route of held.splice(0)) await route.continue().catch(() => {});
				done += 1;
			},
		},
		done: { attract: () => till.tap(/^好了 \(/), home: showNext },
		receipt: { attract: () => till.tap(words.receipt.back), home: showNext },
		trouble: { attract: () => till.tap(words.trouble.start), home: showNext },
	};

	async function showNext(): Promise<void> {
		const { code } = drawer.passbook();
		await show(code);
		move('home', code);
	}

	function move(next: Screen, code: string): void {
		[screen, owner, hasGoods] = [next, code, false];
	}

	return {
		owner: () => owner,
		moved: move,
		redemptions: () => done,
		async walkTo(wanted) {
			for (const step of wayFrom(screen, wanted, ways)) {
				await ways[screen][step]?.();
				if (step === 'done' || step === 'attract' || step === 'receipt') hasGoods = false;
				screen = step;
				await probe.arrived(step);
			}
		},
		async clear() {
			for (let name = await probe.top(); name !== ''; name = await probe.top()) {
				const sheet = page.getByRole('dialog', { name, exact: true });
				await till.tap(sheet.getByRole('button', { name: wayOut[dialogOf(name)] }));
				await expect(sheet).toHaveCount(0);
			}
		},
	};
}

const redemptions = '**/api/shop/redemptions';

/** The screens on the shortest way. Throws when there is none. */
function wayFrom(
	from: Screen,
	to: Screen,
	ways: Readonly<Record<Screen, Partial<Record<Screen, unknown>>>>,
): readonly Screen[] {
	const queue: (readonly Screen[])[] = [[from]];
	const seen = new Set<Screen>([from]);
	for (let way = queue.shift(); way; way = queue.shift()) {
		const last = way.at(-1) ?? from;
		if (last === to) return way.slice(1);
		for (const next of Object.keys(ways[last]) as Screen[]) {
			if (!seen.has(next)) queue.push([...way, next]);
			seen.add(next);
		}
	}
	throw new Error(`No way from ${from} to ${to}`);
}
