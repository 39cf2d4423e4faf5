import type { Page } from 'playwright/test';
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
	const found = await page.evaluate(auditPage, { ...limits[viewport], ...change });
	return [...new Set(found)];
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
function auditPage(limits: Limits): string[] {
	const faults: string[] = [];
	const lines: { readonly text: string; readonly letters: DOMRect }[] = [];
	const open = [...document.querySelectorAll<HTMLElement>('dialog[open]')].at(-1);
	const root = open ?? document.body;

	const nameOf = (element: Element) =>
		(element.getAttribute('aria-label') ?? (element as HTMLElement).innerText ?? '')
			.replace(/\s+/g, ' ')
			.trim();
	const isHidden = (element: Element) =>
		!element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ||
		element.closest('.sr-only, [aria-hidden="true"]') !== null ||
		getComputedStyle(element).clipPath !== 'none';

	function auditControls(): void {
		const all = [...root.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea')];
		const controls = all.filter((control) => !isHidden(control));
		if (controls.length === 0) faults.push('nothing can be touched');
		for (const control of controls) {
			const { width, height } = control.getBoundingClientRect();
			const label = `"${nameOf(control)}"`;
			const isKey = control.matches('button.primary, .pad button');
			const least = isKey ? limits.key : limits.control;
			const side = Math.min(width, height);
			if (side < least - 0.5) faults.push(`${label} is ${Math.round(side)} px, not ${least}`);
			if (nameOf(control) === '') faults.push(`a control has no name: ${control.outerHTML}`);
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
		const ratio = contrastOf(element, style);
		const least = size >= 40 ? 4.5 : 7;
		if (ratio < least) faults.push(`"${text}" has a contrast of ${ratio.toFixed(2)}, not ${least}`);

		const range = document.createRange();
		range.selectNodeContents(node);
		for (const line of range.getClientRects()) {
			// The line's box is higher than its letters.
			const middle = line.top + line.height / 2;
			const letters = new DOMRect(line.left, middle - size / 2, line.width, size);
			lines.push({ text, letters });
			for (const holder of holdersOf(element)) {
				if (isInside(letters, holder.getBoundingClientRect())) continue;
				faults.push(`"${text}" leaves its ${holder.tagName} ${holder.className}`);
				break;
			}
			const top = document.elementFromPoint(line.left + line.width / 2, middle);
			const isCovered = top && !top.contains(element) && !element.contains(top) && isSolid(top);
			if (isCovered) faults.push(`"${text}" is covered by ${top.className}`);
		}
	}

	/** What cuts a text off, or is left by it: its button, whatever clips, and the screen. */
	function* holdersOf(element: HTMLElement | null): Generator<HTMLElement> {
		for (let at = element; at; at = at.parentElement) {
			if (at.matches('button') || getComputedStyle(at).overflow !== 'visible') yield at;
		}
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
				const across =
					Math.min(one.letters.right, other.letters.right) -
					Math.max(one.letters.left, other.letters.left);
				const down =
					Math.min(one.letters.bottom, other.letters.bottom) -
					Math.max(one.letters.top, other.letters.top);
				if (across > 1 && down > 1) faults.push(`"${one.text}" lies on "${other.text}"`);
			}
		}
	}

	/** What would end in an ellipsis or scroll when it has too much to say has not. */
	function auditCuts(): void {
		for (const holder of root.querySelectorAll<HTMLElement>('*')) {
			const { textOverflow, webkitLineClamp, overflowX, overflowY } = getComputedStyle(holder);
			const isShortened = textOverflow === 'ellipsis' || webkitLineClamp !== 'none';
			const isScrolled = /auto|scroll/.test(overflowX + overflowY);
			if (isHidden(holder) || !(isShortened || isScrolled)) continue;
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

	/** The worst contrast of a text with whatever may lie behind it. */
	function contrastOf(element: Element, style: CSSStyleDeclaration): number {
		const text = colourOf(style.color);
		return Math.min(
			...groundsOf(element).map((ground) => {
				const [one, other] = [luminance(over(text, ground)), luminance(ground)];
				return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
			}),
		);
	}

	/** Walks up until something is opaque; every stop of a gradient is a ground of its own. */
	function groundsOf(element: Element | null): Colour[] {
		if (!element) return [[255, 255, 255, 1]];
		const { backgroundColor, backgroundImage } = getComputedStyle(element);
		const stops = [...backgroundImage.matchAll(/rgba?\([^)]*\)/g)].map(([stop]) => colourOf(stop));
		const flat = colourOf(backgroundColor);
		const layers = stops.length > 0 ? stops.map((stop) => over(stop, flat)) : [flat];
		if (layers.every(([, , , alpha]) => alpha >= 1)) return layers;
		const behind = element.matches('dialog') ? groundsOf(null) : groundsOf(element.parentElement);
		return layers.flatMap((layer) => behind.map((ground) => over(layer, ground)));
	}

	function colourOf(text: string): Colour {
		const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
		return [red, green, blue, alpha];
	}

	function over(front: Colour, back: Colour): Colour {
		const alpha = front[3] + back[3] * (1 - front[3]);
		const mix = (at: 0 | 1 | 2) =>
			alpha === 0 ? 0 : (front[at] * front[3] + back[at] * back[3] * (1 - front[3])) / alpha;
		return [mix(0), mix(1), mix(2), alpha];
	}

	function luminance([red, green, blue]: Colour): number {
		const [r = 0, g = 0, b = 0] = [red, green, blue].map((value) => {
			const part = value / 255;
			return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
		});
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	}

	type Colour = [number, number, number, number];
	auditControls();
	auditTexts();
	auditOverlaps();
	auditCuts();
	auditWidth();
	return faults;
}
