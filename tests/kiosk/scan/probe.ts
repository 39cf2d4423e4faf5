import { expect, type Page } from 'playwright/test';
import { zh } from '#kiosk/lib/words/zh.ts';
import type { Screen } from '#kiosk/lib/screens.ts';

export type Dialog = 'notice' | 'switch' | 'helper' | 'idle';

/** What stands on the screen, and what keys have done to it since the last look. */
export interface Look {
	readonly screen: Screen | 'unknown';
	/** Whose home it is, as 三组 012 号. */
	readonly place: string;
	readonly dialogs: readonly Dialog[];
	/** Digits on the number pad, characters on the pairing pad. */
	readonly echo: string;
	/** Language, letters, sound, address and the page's own life. */
	readonly settings: string;
	/** The focus stands where the last look left it. */
	readonly isFocusKept: boolean;
	/** Buttons that were pressed, though no finger was on them. */
	readonly pressed: readonly string[];
	/** Keys with a meaning to the browser or a button that nobody held up. */
	readonly escaped: readonly string[];
}

/** A look into a page that was opened with `watchKeys`. */
export interface Probe {
	/** Waits until the page has come to rest behind the last key, and looks. */
	look(): Promise<Look>;
	/** Waits until a screen stands there and can be used. */
	arrived(screen: Screen): Promise<void>;
	/** The name of the sheet that lies on top, or nothing. */
	top(): Promise<string>;
	/** Puts the focus on the button of that number, in the open sheet if there is one. */
	focusButton(number: number): Promise<void>;
	/** The page has no time for anything, from the key of that number on. */
	stallAt(key: number, ms: number): Promise<void>;
	/** So much time passes for the kiosk's idle clock. */
	hurry(ms: number): Promise<void>;
}

/** To be done to a page before it is opened: it notes what keys do. */
export async function watchKeys(page: Page): Promise<void> {
	await page.addInitScript(install);
}

/** The probe of such a page. */
export function probeOf(page: Page): Probe {
	return {
		async look() {
			const { heading, dialogs, hasAlert, ...seen } = await page.evaluate(
				(restMs) => window.probe.look(restMs),
				restMs,
			);
			return { ...seen, screen: screenOf(heading, hasAlert), dialogs: dialogs.map(dialogOf) };
		},
		async arrived(screen) {
			const standing = async () => {
				const { heading, hasAlert, isUsable } = await page.evaluate(() => window.probe.read());
				return `${screenOf(heading, hasAlert)}${isUsable ? '' : ', not to be used yet'}`;
			};
			await expect.poll(standing, { timeout: 15_000, intervals: [50] }).toBe(screen);
		},
		top: () => page.evaluate(() => window.probe.top()?.ariaLabel ?? ''),
		focusButton: (number) => page.evaluate((it) => window.probe.focusButton(it), number),
		stallAt: (key, ms) =>
			page.evaluate(([at, long]) => window.probe.stallAt(at, long), [key, ms] as const),
		hurry: (ms) => page.evaluate((it) => window.probe.hurry(it), ms),
	};
}

/** Longer than the kiosk waits for a further key, in milliseconds. */
const restMs = 170;

const headings: Readonly<Record<Screen, readonly string[]>> = {
	pairing: [zh.pairing.title],
	measure: [zh.measure.title],
	attract: [],
	help: [zh.help.title],
	home: [zh.home.title],
	record: [zh.record.title],
	goods: [zh.goods.title],
	basket: [zh.basket.title],
	confirm: [zh.confirm.title],
	settling: [zh.settling.title, zh.settling.unknown],
	done: [zh.done.title],
	receipt: [zh.receipt.genuine],
	trouble: [],
};

function screenOf(heading: string, hasAlert: boolean): Screen | 'unknown' {
	if (hasAlert) return 'trouble';
	const found = Object.entries(headings).find(([, texts]) => texts.includes(heading));
	if (found) return found[0] as Screen;
	return heading.includes(zh.shop) ? 'attract' : 'unknown';
}

/** Which sheet it is, by its name. */
export function dialogOf(label: string): Dialog {
	if (label === zh.switching.title) return 'switch';
	if (label === zh.helper.title) return 'helper';
	return label === zh.idle.title ? 'idle' : 'notice';
}

/** What the page itself can tell. */
type Told = Omit<Look, 'screen' | 'dialogs'> & {
	readonly heading: string;
	readonly hasAlert: boolean;
	readonly dialogs: readonly string[];
	readonly isUsable: boolean;
};

declare global {
	interface Window {
		probe: {
			look(restMs: number): Promise<Told>;
			read(): Told;
			top(): Element | null;
			focusButton(number: number): void;
			stallAt(key: number, ms: number): void;
			hurry(ms: number): void;
		};
	}
}

/** Runs in the page, before anything of ours. */
function install(): void {
	const life = Math.random();
	const pressed: string[] = [];
	const escaped: string[] = [];
	let [keyedAt, untilStall, stallMs, aheadMs] = [0, 0, 0, 0];
	let kept: Element | null = null;

	// Keys carry a time that this does not move; whoever compares it with none of them may hurry.
	const now = performance.now.bind(performance);
	performance.now = () => now() + aheadMs;

	addEventListener(
		'keydown',
		() => {
			keyedAt = now();
			if (untilStall > 0 && --untilStall === 0) {
				const end = now() + stallMs;
				while (now() < end);
				keyedAt = end;
			}
		},
		{ capture: true },
	);
	addEventListener(
		'click',
		(event) => {
			// A finger is named; a key, and whoever presses in its place, is not.
			if (event instanceof PointerEvent && event.pointerType !== '') return;
			const button = event.target instanceof Element ? event.target.closest('button') : null;
			pressed.push(button?.textContent?.trim() || String(button?.ariaLabel ?? event.target));
		},
		{ capture: true },
	);
	addEventListener('keydown', (event) => {
		const { code, ctrlKey, altKey, metaKey, defaultPrevented } = event;
		const means = /^(Enter|NumpadEnter|Space|Escape|F\d+|Browser\w+|ContextMenu)$/.test(code);
		if (defaultPrevented || !(means || ctrlKey || altKey || metaKey)) return;
		escaped.push(
			`${ctrlKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${metaKey ? 'Meta+' : ''}${code}`,
		);
	});

	const isFree = (element: Element | null) => element?.closest('[inert]') === null;
	const read = (): Told => {
		const heading = document.querySelector('.screen h1');
		const open = [...document.querySelectorAll('dialog[open]')];
		const toggles = [...document.querySelectorAll('header [aria-pressed]')];
		const scale = visualViewport?.scale ?? 1;
		return {
			heading: heading?.textContent?.trim() ?? '',
			hasAlert: document.querySelector('.screen [role=alert]') !== null,
			isUsable: open.length > 0 || (document.activeElement === heading && isFree(heading)),
			place: document.querySelector('.who > span')?.textContent?.trim() ?? '',
			dialogs: open.map((dialog) => dialog.ariaLabel ?? ''),
			echo: document.querySelector('output')?.textContent?.trim() ?? '',
			settings: [
				document.documentElement.lang,
				...toggles.map((toggle) => toggle.ariaPressed),
				location.href,
				history.length,
				scale,
				life,
			].join(' '),
			isFocusKept: document.activeElement === kept,
			pressed: [...pressed],
			escaped: [...escaped],
		};
	};

	const top = () =>
		document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('dialog') ?? null;

	window.probe = {
		read,
		top,
		async look(restMs) {
			while (now() - keyedAt < restMs) await new Promise((go) => setTimeout(go, 10));
			await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
			const told = read();
			kept = document.activeElement;
			pressed.length = escaped.length = 0;
			return told;
		},
		focusButton(number) {
			const buttons = [...(top() ?? document).querySelectorAll<HTMLElement>('button:enabled')];
			const free = buttons.filter(isFree);
			free[number % free.length]?.focus();
			kept = document.activeElement;
		},
		stallAt(key, ms) {
			[untilStall, stallMs] = [key, ms];
		},
		hurry(ms) {
			aheadMs += ms;
		},
	};
}
