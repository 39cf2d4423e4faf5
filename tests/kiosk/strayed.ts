import type { Page } from 'playwright/test';

/** What of the strip or the first screen lies outside, by its text. */
export function strayed(page: Page): Promise<string[]> {
	return page.evaluate(() =>
		[...document.querySelectorAll('.strips b, main figcaption *, main .start span')]
			.filter((element) => element.children.length === 0 && element.textContent?.trim() !== '')
			.filter((element) => {
				const frame = element.closest('figure, main, .strips')?.getBoundingClientRect();
				const { left, right, top, bottom } = element.getBoundingClientRect();
				if (!frame) return true;
				const isInside = left >= frame.left - 1 && right <= frame.right + 1;
				return !isInside || top < frame.top - 1 || bottom > frame.bottom + 1;
			})
			.map((element) => element.textContent ?? ''),
	);
}
