import type { Page } from 'playwright/test';
import { looks, type Looks } from './looks.ts';

/** What is wrong with a page of the office as it stands, one sentence for each fault. */
export async function officeFaults(page: Page): Promise<readonly string[]> {
	await settle(page);
	const found = await page.evaluate<string[]>(`(${String(auditOffice)})((${String(looks)})())`);
	return [...new Set(found)];
}

/** Nothing moves in any more, and every answer that was asked for is there. */
async function settle(page: Page): Promise<void> {
	await page.waitForLoadState('networkidle');
	await page.waitForFunction(() =>
		document.getAnimations().every(({ playState, effect }) => {
			return playState === 'finished' || effect?.getComputedTiming().endTime === Infinity;
		}),
	);
}

/** Runs in the page. */
function auditOffice({ nameOf, isHidden, contrastOf }: Looks): string[] {
	/** A button or field for a mouse; a link within a text is as high as its line. */
	const least = { control: 32, link: 22 };
	const faults: string[] = [];
	const dialog = [...document.querySelectorAll('[role="dialog"]')].at(-1);
	const root = dialog ?? document.body;
	const seen = (selector: string) =>
		[...root.querySelectorAll<HTMLElement>(selector)].filter((element) => !isHidden(element));
	const titleOf = (element: Element) =>
		`${element.tagName.toLowerCase()} "${nameOf(element).slice(0, 40)}"`;

	function auditWidth(): void {
		const { scrollWidth } = document.documentElement;
		if (scrollWidth > window.innerWidth) faults.push(`the page is ${scrollWidth} px wide`);
		for (const element of seen('*')) {
			const { overflowX, textOverflow } = getComputedStyle(element);
			if (overflowX === 'visible' || element.scrollWidth <= element.clientWidth + 1) continue;
			if (element.matches('input') || element.classList.contains('visually-hidden')) continue;
			// A drawing may reach beyond its frame.
			if (/hidden|clip/.test(overflowX) && !cutsText(element)) continue;
			// What ends in dots can be read when it is pointed at.
			if (textOverflow === 'ellipsis' && element.title !== '') continue;
			const [needs, has] = [element.scrollWidth, element.clientWidth];
			faults.push(`${titleOf(element)} needs ${needs} px and has ${has}`);
		}
		for (const element of seen('main *')) {
			const { webkitLineClamp } = getComputedStyle(element);
			const isCut = element.scrollHeight > element.clientHeight + 4;
			if (webkitLineClamp !== 'none' && isCut && element.title === '') {
				faults.push(`${titleOf(element)} is cut and says nowhere what it is`);
			}
		}
	}

	function cutsText(element: HTMLElement): boolean {
		const range = document.createRange();
		const { right } = element.getBoundingClientRect();
		const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node; node = walker.nextNode()) {
			range.selectNodeContents(node);
			const isRead = node.parentElement !== null && !isHidden(node.parentElement);
			if (isRead && range.getBoundingClientRect().right > right + 1) return true;
		}
		return false;
	}

	function auditControls(): void {
		const controls = seen(
			'a[href], button, input, select, textarea, [role="combobox"], [role="option"]',
		);
		for (const control of controls) {
			// A row that opens is as good as the link in it.
			if (control.matches('a[tabindex="-1"]')) continue;
			const holder = control.matches('input[type="checkbox"], input[type="radio"]')
				? (control.closest('label') ?? control)
				: control;
			const { width, height } = holder.getBoundingClientRect();
			const isInline = control.matches('a') && getComputedStyle(control).display === 'inline';
			const must = isInline ? least.link : least.control;
			const side = Math.min(isInline ? height : width, height);
			if (side < must - 0.5) faults.push(`${titleOf(control)} is ${Math.round(side)} px`);
			if (!isNamed(control)) faults.push(`nobody is told what ${control.outerHTML} is`);
		}
	}

	function isNamed(control: HTMLElement): boolean {
		if (control.getAttribute('aria-label') || control.getAttribute('aria-labelledby')) return true;
		const { labels } = control as HTMLInputElement;
		if (labels && labels.length > 0) return true;
		return control.matches('a, button') && nameOf(control) !== '';
	}

	function auditTexts(): void {
		const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node; node = walker.nextNode()) {
			const element = node.parentElement;
			const text = node.textContent?.trim() ?? '';
			if (!element || text === '' || isHidden(element)) continue;
			if (element.closest('[disabled], [aria-disabled="true"], [data-disabled], script, style')) {
				continue;
			}
			const { fontSize, fontWeight } = getComputedStyle(element);
			const size = Number.parseFloat(fontSize);
			const isLarge = size >= 24 || (size >= 18.6 && Number(fontWeight) >= 700);
			const ratio = contrastOf(element);
			const must = isLarge ? 3 : 4.5;
			if (ratio < must) faults.push(`"${text}" has a contrast of ${ratio.toFixed(2)}`);
			if (size < 13) faults.push(`"${text}" is ${size} px`);
		}
	}

	function auditStructure(): void {
		const heads = document.querySelectorAll('main h1').length;
		if (document.querySelector('main') && heads !== 1) faults.push(`${heads} first headings`);
		for (const image of seen('img')) {
			if (!image.hasAttribute('alt')) faults.push(`a picture without words: ${image.outerHTML}`);
		}
		if (dialog && !dialog.getAttribute('aria-labelledby')) faults.push('a dialog without a name');
	}

	auditWidth();
	auditControls();
	auditTexts();
	auditStructure();
	return faults;
}

/** Walks through a page by the Tab key: how far, and the stops that do not show where one is. */
export async function walkByTab(
	page: Page,
	most: number,
): Promise<{ readonly count: number; readonly unseen: readonly string[] }> {
	const unseen: string[] = [];
	for (let count = 0; count < most; count += 1) {
		await page.keyboard.press('Tab');
		const fault = await page.evaluate(() => {
			const at = document.activeElement;
			if (!(at instanceof HTMLElement) || at === document.body) return 'end';
			const hasRing = (element: Element | null) => {
				if (!element) return false;
				const { outlineStyle, outlineWidth } = getComputedStyle(element);
				return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
			};
			const { width, height } = at.getBoundingClientRect();
			const isShown = hasRing(at) || hasRing(at.closest('label'));
			return isShown && width > 0 && height > 0 ? '' : at.outerHTML.slice(0, 160);
		});
		if (fault === 'end') return { count, unseen };
		if (fault !== '') unseen.push(fault);
	}
	return { count: most, unseen };
}
