/** A field as it was before a scanner began to type into it. */
export interface TypedField {
	/** Gives back what a person typed while it was not yet known who types. */
	insert(text: string): void;
	/** Takes out what a scanner typed, be it through an input method that still composes. */
	restore(isComposing: boolean): void;
}

/** Remembers a field that can be typed into; nothing else needs to be put right. */
export function rememberField(element: Element | null): TypedField | undefined {
	if (!isTextField(element) || element.readOnly || element.disabled) return undefined;
	const { value, selectionStart, selectionEnd } = element;
	return {
		insert(text) {
			const room = element.maxLength < 0 ? text.length : element.maxLength - element.value.length;
			const fitting = text.slice(0, Math.max(0, room));
			// Number fields have no caret.
			if (element.selectionStart === null) element.value += fitting;
			else element.setRangeText(fitting, element.selectionStart, element.selectionEnd ?? 0, 'end');
			tell(element);
		},
		restore(isComposing) {
			// Without the focus the input method gives up composing.
			if (isComposing) element.blur();
			element.value = value;
			if (selectionStart !== null) element.setSelectionRange(selectionStart, selectionEnd);
			tell(element);
		},
	};
}

/** Whether an element is one that keys write into. */
export function isTextField(
	element: Element | null,
): element is HTMLInputElement | HTMLTextAreaElement {
	if (element instanceof HTMLTextAreaElement) return true;
	return element instanceof HTMLInputElement && !withoutText.includes(element.type);
}

function tell(element: HTMLElement): void {
	element.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

const withoutText = [
	'button',
	'checkbox',
	'color',
	'file',
	'image',
	'radio',
	'range',
	'reset',
	'submit',
];
