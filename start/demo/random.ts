/** A row of chances that is the same on every machine, so that every demo town is the same. */
export interface Chance {
	/** A number from 0 up to, but not including, 1. */
	next(): number;
	/** A whole number between two bounds, both included. */
	whole(least: number, most: number): number;
	/** One of a list. */
	pick<Item>(items: readonly Item[]): Item;
	/** True in so many of a hundred cases. */
	percent(share: number): boolean;
	/** The list in another order. */
	shuffle<Item>(items: readonly Item[]): Item[];
}

/** Begins a row of chances from a seed (mulberry32). */
export function chanceFrom(seed: number): Chance {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = state;
		mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
	const pick = <Item>(items: readonly Item[]): Item => {
		const item = items[whole(0, items.length - 1)];
		if (item === undefined) throw new Error('Nothing to pick from');
		return item;
	};
	const shuffle = <Item>(items: readonly Item[]): Item[] =>
		items
			.map((item) => ({ item, place: next() }))
			.sort((one, other) => one.place - other.place)
			.map(({ item }) => item);
	return { next, whole, pick, percent: (share) => next() * 100 < share, shuffle };
}
