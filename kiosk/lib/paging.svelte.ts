import { pageWith } from './pages.ts';

/** Which page of a list is seen, when what a page holds is measured on the screen. */
export class Paging {
	/** The index of each page's first line. */
	starts = $state.raw<readonly number[]>([0]);
	/** The line that stays in sight when the pages are laid out anew. */
	#top = $state(0);
	readonly pages = $derived(this.starts.length);
	readonly page = $derived(pageWith(this.starts, this.#top));

	/** Turns to a page, from 0. */
	show(page: number): void {
		this.#top = this.starts[page] ?? 0;
	}

	/** Whether the line of that index stands on the page that is seen. */
	has(index: number): boolean {
		return (
			index >= (this.starts[this.page] ?? 0) && index < (this.starts[this.page + 1] ?? Infinity)
		);
	}

	/** Whether it is the first one there. */
	isFirst(index: number): boolean {
		return index === this.starts[this.page];
	}
}
