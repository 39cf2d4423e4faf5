import { sections, type Section } from '#domain/stock';
import type { ShelfItem } from '#domain/wire';

/** What a card of the goods page says about itself. */
export type GoodsState = Exclude<ShelfItem['state'], 'on_shelf'> | 'available' | 'short';

/** State of a product of which so many are chosen, for who is `missing` points for one more. */
export function goodsState(item: ShelfItem, missing: number, chosen: number): GoodsState {
	if (item.state !== 'on_shelf') return item.state;
	if (item.left <= 0) return 'sold_out';
	return missing > 0 && chosen === 0 ? 'short' : 'available';
}

/** The sections that have something in them, in the plan's order (R14). */
export function sectionsOf(items: readonly ShelfItem[]): readonly Section[] {
	return sections.filter((section) => items.some((item) => item.section === section));
}

/** The goods of one section, or all: what can be redeemed stands before what cannot. */
export function goodsOf(
	items: readonly ShelfItem[],
	section: Section | 'all',
): readonly ShelfItem[] {
	const shown = section === 'all' ? items : items.filter((item) => item.section === section);
	const canGo = (item: ShelfItem) => item.state === 'on_shelf' && item.left > 0;
	return [...shown.filter(canGo), ...shown.filter((item) => !canGo(item))];
}

/** What came in last, newest first; only what can be redeemed. */
export function newestOf(items: readonly ShelfItem[], most: number): readonly ShelfItem[] {
	return items
		.filter((item) => item.state === 'on_shelf' && item.left > 0)
		.sort((one, other) => (one.newOn < other.newOn ? 1 : one.newOn > other.newOn ? -1 : 0))
		.slice(0, most);
}

/** The items of one page (from 0), and how many pages there are; at least one. */
export function pageOf<Item>(items: readonly Item[], page: number, perPage: number) {
	const pages = Math.max(1, Math.ceil(items.length / perPage));
	const shown = Math.min(Math.max(0, page), pages - 1);
	return { items: items.slice(shown * perPage, (shown + 1) * perPage), page: shown, pages };
}
