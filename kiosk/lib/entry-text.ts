import type { EntryKind } from '#domain/ledger';
import type { PassbookLine } from '#domain/wire';

/** What the books write themselves, a screen can say in English; deeds bring their English. */
const ownKinds: readonly EntryKind[] = ['base', 'opening', 'redemption', 'reversal'];

/**
 * What a line of the passbook says in a language; `kind` is the screen's own word for its kind, to
 * which the slip's number is added. A deed that nobody has put into English is told in Chinese.
 */
export function entryText(
	entry: Pick<PassbookLine, 'kind' | 'text' | 'english'>,
	language: 'zh' | 'en',
	kind: string,
): string {
	const slip = /\d{2}-\d{6}-\d{4}/.exec(entry.text)?.[0] ?? '';
	const own = `${kind} ${slip}`.trim();
	if (language === 'zh') return entry.text || own;
	return entry.english || (ownKinds.includes(entry.kind) ? own : entry.text) || own;
}
