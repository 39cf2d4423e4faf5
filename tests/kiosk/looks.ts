/** Red, green and blue from 0 to 255, and alpha from 0 to 1. */
type Colour = [number, number, number, number];

/** How the audits look at a page. */
export interface Looks {
	/** What somebody who listens is told of it. */
	nameOf(element: Element): string;
	isHidden(element: Element): boolean;
	/** The worst contrast of a text with whatever may lie behind it. */
	contrastOf(element: Element): number;
	colourOf(text: string): Colour;
}

/** Runs in the page, beside an audit: it may use nothing from outside itself. */
export function looks(): Looks {
	const nameOf = (element: Element) =>
		(element.getAttribute('aria-label') ?? (element as HTMLElement).innerText ?? '')
			.replace(/\s+/g, ' ')
			.trim();
	const isHidden = (element: Element) =>
		!element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ||
		element.closest('.sr-only, [aria-hidden="true"]') !== null ||
		getComputedStyle(element).clipPath !== 'none';

	/** The worst contrast of a text with whatever may lie behind it. */
	function contrastOf(element: Element): number {
		const text = colourOf(getComputedStyle(element).color);
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

	return { nameOf, isHidden, contrastOf, colourOf };
}
