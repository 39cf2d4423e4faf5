import type { Page } from 'playwright/test';
import { en } from '#kiosk/lib/words/en.ts';
import { zh } from '#kiosk/lib/words/zh.ts';
import { looks, type Looks } from './looks.ts';
import type { Viewport } from './till.ts';

/** What every villager's screen must keep, in CSS pixels of the screen it is laid out for. */
export interface Limits {
	/** 16 mm: every control. */
	readonly control: number;
	/** 20 mm: the one next step and the keys of number pads. */
	readonly key: number;
	/** 6 mm of dead space beside a control that is smaller than a key. */
	readonly gap: number;
	/** 3 mm between the keys of one pad, where a wrong one is seen and erased. */
	readonly keyGap: number;
	/** Between neighbours of 20 mm and more, which fingers seldom miss. */
	readonly gutter: number;
	/** Capitals of 0.7 degrees at the distance one stands. */
	readonly text: number;
}

export const limits: Readonly<Record<Viewport, Limits>> = {
	portrait: { control: 65, key: 81, gap: 25, keyGap: 12, gutter: 24, text: 36 },
	landscape: { control: 89, key: 112, gap: 34, keyGap: 17, gutter: 24, text: 48 },
	tablet: { control: 95, key: 118, gap: 36, keyGap: 18, gutter: 16, text: 40 },
};

/** What is wrong with the screen as it stands, one sentence for each fault. */
export async function faultsOf(
	page: Page,
	viewport: Viewport,
	change: Partial<Limits> = {},
): Promise<readonly string[]> {
	await settle(page);
	const all = JSON.stringify({ ...limits[viewport], ...change });
	const found = await page.evaluate<string[]>(
		`(${String(auditPage)})(${all}, (${String(looks)})())`,
	);
	return [...new Set(found)];
}

/**
 * What is wrong with the screen in Chinese and English, with normal and larger letters; each fault
 * says where. Leaves it in Chinese with normal letters, and does not count as a touch.
 */
export async function faultsInEveryWay(
	page: Page,
	viewport: Viewport,
	change: Partial<Limits> = {},
): Promise<readonly string[]> {
	const found: string[] = [];
	for (const way of ways) {
		await page.evaluate(seeIn, { ...way, names: [zh.header.language, en.header.language] });
		const letters = way.isLarge ? 'A+' : 'A';
		const faults = await faultsOf(page, viewport, change);
		found.push(...faults.map((fault) => `${way.lang} ${letters}: ${fault}`));
	}
	return found;
}

/** The last one is how a screen is found. */
const ways = [
	{ lang: 'zh-CN', isLarge: true },
	{ lang: 'en', isLarge: true },
	{ lang: 'en', isLarge: false },
	{ lang: 'zh-CN', isLarge: false },
];

/** Runs in the page: presses the header's keys, also behind a dialog. */
function seeIn(way: { lang: string; isLarge: boolean; names: readonly string[] }): void {
	const press = (...labels: readonly string[]) => {
		const keys = [...document.querySelectorAll<HTMLElement>('header button')];
		keys.find((key) => labels.includes(key.innerText.trim()))?.click();
	};
	if (document.documentElement.lang !== way.lang) press(...way.names);
	if ((document.querySelector('.villager.large') === null) === way.isLarge) press('A+', 'A\u2212');
}

/** Pictures have come, nothing moves in any more, and what may be touched can be. */
async function settle(page: Page): Promise<void> {
	await page.waitForFunction(() => {
		const isStill = document.getAnimations().every(({ playState, effect }) => {
			return playState === 'finished' || effect?.getComputedTiming().endTime === Infinity;
		});
		const hasCome = [...document.images].every((image) => image.complete);
		return isStill && hasCome && !document.querySelector('[inert]');
	});
}

/** Runs in the page. */
function auditPage(limits: Limits, { nameOf, isHidden, contrastOf, colourOf }: Looks): string[] {
	const faults: string[] = [];
	const lines: Line[] = [];
	const open = [...document.querySelectorAll<HTMLElement>('dialog[open]')].at(-1);
	const root = open ?? document.body;

	const all = [...root.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea')];
	const controls = all.filter((control) => !isHidden(control));

	function auditControls(): void {
		if (controls.length === 0) faults.push('nothing can be touched');
		for (const control of controls) {
			const { width, height } = control.getBoundingClientRect();
			const label = `"${nameOf(control)}"`;
			const isKey = control.matches('button.primary, .pad button');
			const least = isKey ? limits.key : limits.control;
			const side = Math.min(width, height);
			if (side < least - 0.5) faults.push(`${label} is ${Math.round(side)} px, not ${least}`);
			if (nameOf(control) === '') faults.push(`a control has no name: ${control.outerHTML}`);
			auditPlace(control.getBoundingClientRect(), control.parentElement, label);
		}
		for (const [index, one] of controls.entries()) {
			for (const other of controls.slice(index + 1)) auditGap(one, other);
		}
	}

	function auditGap(one: HTMLElement, other: HTMLElement): void {
		const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
		const across = Math.max(a.left, b.left) - Math.min(a.right, b.right);
		const down = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
		const gap = Math.max(across, down);
		const side = across > down ? Math.min(a.width, b.width) : Math.min(a.height, b.height);
		const pad = one.closest('.pad');
		const arePadKeys = pad !== null && pad === other.closest('.pad');
		const isLarge = side >= limits.key - 0.5;
		const least = arePadKeys ? limits.keyGap : isLarge ? limits.gutter : limits.gap;
		if (gap > least - 0.5) return;
		faults.push(
			`"${nameOf(one)}" and "${nameOf(other)}": ${Math.round(gap)} px apart, not ${least}`,
		);
	}

	function auditTexts(): void {
		const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node; node = walker.nextNode()) {
			const element = node.parentElement;
			const text = node.textContent?.trim() ?? '';
			if (!element || text === '' || isHidden(element)) continue;
			auditText(node, element, text);
		}
	}

	function auditText(node: Node, element: HTMLElement, text: string): void {
		const style = getComputedStyle(element);
		const size = Number.parseFloat(style.fontSize);
		if (size < limits.text - 0.1) faults.push(`"${text}" is ${size} px, not ${limits.text}`);
		const ratio = contrastOf(element);
		const least = size >= 40 ? 4.5 : 7;
		if (ratio < least) faults.push(`"${text}" has a contrast of ${ratio.toFixed(2)}, not ${least}`);

		const range = document.createRange();
		range.selectNodeContents(node);
		for (const line of range.getClientRects()) {
			if (isToldElsewhere(line, element)) continue;
			// The line's box is higher than its letters.
			const middle = line.top + line.height / 2;
			const letters = new DOMRect(line.left, middle - size / 2, line.width, size);
			lines.push({ text, element, letters });
			const foot = descending.test(text) ? 0.62 : 0.54;
			const reach = new DOMRect(line.left, middle - size * 0.45, line.width, size * (0.45 + foot));
			auditPlace(reach, element, `"${text}"`);
			const top = document.elementFromPoint(line.left + line.width / 2, middle);
			const isCovered = top && !top.contains(element) && !element.contains(top) && isSolid(top);
			if (isCovered) faults.push(`"${text}" is covered by ${top.className}`);
		}
	}

	/** The feet of letters reach below the others. */
	const descending = /[gjpqyQ,;()，；（）]/;

	function auditPlace(place: DOMRect, element: HTMLElement | null, what: string): void {
		for (const holder of holdersOf(element)) {
			if (isInside(place, holder.getBoundingClientRect())) continue;
			faults.push(`${what} leaves its ${holder.tagName} ${holder.className}`);
			return;
		}
	}

	/** What cuts something off, or is left by it: whatever clips or can be seen, and the screen. */
	function* holdersOf(element: HTMLElement | null): Generator<HTMLElement> {
		const around = open?.parentElement ?? document.body;
		for (let at = element; at && at !== around; at = at.parentElement) {
			const { overflow, borderTopWidth, borderLeftWidth } = getComputedStyle(at);
			const hasEdge = borderTopWidth !== '0px' && borderLeftWidth !== '0px';
			if (at.matches('button') || overflow !== 'visible' || hasEdge || isSolid(at)) yield at;
		}
	}

	/** The end of a long name that a key has cut short: whoever listens is told, the basket shows it. */
	function isToldElsewhere(line: DOMRect, element: HTMLElement): boolean {
		const isBelow = line.top + line.height / 2 >= element.getBoundingClientRect().bottom;
		return isBelow && isShortened(element) && isNamedBy(element);
	}

	function isShortened(element: HTMLElement): boolean {
		const { textOverflow, webkitLineClamp } = getComputedStyle(element);
		return textOverflow === 'ellipsis' || webkitLineClamp !== 'none';
	}

	function isNamedBy(element: HTMLElement): boolean {
		const key = element.closest('button');
		return key !== null && nameOf(key).includes(nameOf(element));
	}

	function isInside(letters: DOMRect, { left, top, right, bottom }: DOMRect): boolean {
		const isAcross = letters.left >= left - 1 && letters.right <= right + 1;
		return isAcross && letters.top >= top - 1 && letters.bottom <= bottom + 1;
	}

	function isSolid(element: Element): boolean {
		const isSeen = element.checkVisibility({ opacityProperty: true });
		return isSeen && colourOf(getComputedStyle(element).backgroundColor)[3] > 0;
	}

	function auditOverlaps(): void {
		for (const [index, one] of lines.entries()) {
			for (const other of lines.slice(index + 1)) {
				if (one.element === other.element && one.text === other.text) continue;
				const across =
					Math.min(one.letters.right, other.letters.right) -
					Math.max(one.letters.left, other.letters.left);
				const down =
					Math.min(one.letters.bottom, other.letters.bottom) -
					Math.max(one.letters.top, other.letters.top);
				if (across > 1 && down > 1) faults.push(`"${one.text}" lies on "${other.text}"`);
			}
			for (const control of controls) {
				if (control.contains(one.element) || isSeenThrough(one.element)) continue;
				const { left, top, right, bottom } = control.getBoundingClientRect();
				const { letters } = one;
				const isApart = letters.right <= left + 1 || letters.left >= right - 1;
				if (isApart || letters.bottom <= top + 1 || letters.top >= bottom - 1) continue;
				faults.push(`"${one.text}" lies on the key "${nameOf(control)}"`);
			}
		}
	}

	/** What hands every touch on to the key below it may lie there. */
	const isSeenThrough = (element: Element) => getComputedStyle(element).pointerEvents === 'none';

	/** Who does not read chooses by the drawing; a name of two lines may take half of it. */
	function auditPictures(): void {
		for (const card of root.querySelectorAll<HTMLElement>('[data-product]')) {
			const name = card.querySelector<HTMLElement>('.name');
			const rows = (name?.offsetHeight ?? 0) / Number.parseFloat(getComputedStyle(card).lineHeight);
			const high = card.querySelector('img')?.getBoundingClientRect().height ?? 0;
			const least = limits.text * (rows > 1.5 ? 0.5 : 1.5);
			if (high >= least || rows > 2.5) continue;
			faults.push(`the drawing of "${name?.innerText}" is ${Math.round(high)} px high`);
		}
	}

	/** What would end in an ellipsis or scroll when it has too much to say has not. */
	function auditCuts(): void {
		for (const holder of root.querySelectorAll<HTMLElement>('*')) {
			const { overflowX, overflowY } = getComputedStyle(holder);
			const isScrolled = /auto|scroll/.test(overflowX + overflowY);
			if (isHidden(holder) || !(isShortened(holder) || isScrolled)) continue;
			if (isShortened(holder) && isNamedBy(holder)) continue;
			const { scrollWidth, clientWidth, scrollHeight, clientHeight } = holder;
			// A line of text reaches above and below its letters, and those are measured by themselves.
			const isText = holder.childElementCount === 0;
			if (scrollWidth <= clientWidth && (isText || scrollHeight <= clientHeight)) continue;
			const [needs, has] = [`${scrollWidth} x ${scrollHeight}`, `${clientWidth} x ${clientHeight}`];
			faults.push(`"${nameOf(holder)}" needs ${needs} px, its ${holder.tagName} has ${has}`);
		}
	}

	function auditWidth(): void {
		const { scrollWidth } = document.documentElement;
		if (scrollWidth > window.innerWidth) faults.push(`${scrollWidth} px wide`);
	}

	interface Line {
		readonly text: string;
		readonly element: HTMLElement;
		readonly letters: DOMRect;
	}
	auditControls();
	auditTexts();
	auditOverlaps();
	auditPictures();
	auditCuts();
	auditWidth();
	return faults;
}
