/**
 * Whether a text holds whole characters that can be seen: no control characters, no half of a
 * character (a lone surrogate, from a text that was cut), no sign that one was lost (U+FFFD).
 */
export function isPlainText(text: string): boolean {
	for (const character of text) {
		const code = character.codePointAt(0) ?? 0;
		if (code < 32 || (code >= 127 && code < 160) || code === 0xfffd) return false;
		if (code >= 0xd800 && code <= 0xdfff) return false;
	}
	return true;
}

/** A text as a sentence may quote it: at most 40 characters, then three dots. */
export function excerpt(text: string): string {
	// A character takes two units at most: no need to take apart what may be a whole book.
	const characters = Array.from(text.slice(0, 2 * (excerptMost + 1)));
	if (characters.length <= excerptMost) return text;
	return `${characters.slice(0, excerptMost).join('')}…`;
}

const excerptMost = 40;
