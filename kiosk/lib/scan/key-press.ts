import { isTextField } from './typed-field.ts';

/**
 * What a key would press: Enter and the space bar the button that has the focus, Escape the sheet
 * that lies on top. Nothing where they belong to a field. Called later, it still presses only what
 * had the focus then.
 */
export function pressOf(event: KeyboardEvent, page: Document): (() => void) | undefined {
	const { code, key } = event;
	const focused = page.activeElement;
	if (isTextField(focused)) return undefined;
	if (/^(Enter|NumpadEnter|Space)$/.test(code || (key === ' ' ? 'Space' : key))) {
		return () => {
			if (focused !== page.activeElement || !focused?.matches(pressable)) return;
			(focused as HTMLElement).click();
		};
	}
	if ((code || key) !== 'Escape') return undefined;
	return () => {
		const sheet = focused?.closest('dialog') ?? [...page.querySelectorAll('dialog[open]')].at(-1);
		sheet?.dispatchEvent(new Event('cancel', { cancelable: true }));
	};
}

const pressable = 'a[href], button, input, select, summary';
