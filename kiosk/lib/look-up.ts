import { plainCode, type ScannedCode } from '#domain/passbook';
import type { Scanned } from '#domain/wire';
import { scan, type Answer } from './shop.ts';
import type { Shown } from './stay.svelte.ts';
import { findInCopy, noteFigures } from './village-copy.ts';

/** Whose code it is, and whether that is only what the kiosk remembers. */
export interface LookedUp {
	readonly scanned: Scanned;
	readonly isCopied: boolean;
}

type Trouble = Extract<Answer<unknown>, { kind: 'trouble' }>;

/**
 * The household or receipt behind a code: the server's answer, or while the line is down the last
 * known figures from the kiosk's own copy, which knows passbooks by their code and not by their
 * number. `isDown` tells that the line is known to be down, so
 * that nobody waits for an answer that will not come.
 */
export async function lookUp(
	token: string,
	text: string,
	read: ScannedCode,
	isDown: boolean,
): Promise<Answer<LookedUp>> {
	if (isDown) {
		const remembered = await rememberedOf(read);
		if (remembered) return remembered;
	}
	const answer = await scan(token, plainCode(text));
	if (answer.kind === 'trouble') return (await rememberedOf(read)) ?? inPlainWords(answer, read);
	if (answer.kind !== 'value') return answer;
	if (answer.value.kind === 'household') {
		const { id, figures } = answer.value.household;
		void noteFigures(id, figures);
	}
	return { kind: 'value', value: { scanned: answer.value, isCopied: false } };
}

/** The household of a passbook whose figures were only remembered, as the server knows it now. */
export async function lookAgain(token: string, shown: Shown): Promise<Answer<Shown>> {
	const answer = await scan(token, plainCode(shown.text));
	if (answer.kind !== 'value') return answer;
	if (answer.value.kind !== 'household') return { kind: 'trouble', why: 'unreadable' };
	const { household } = answer.value;
	void noteFigures(household.id, household.figures);
	return { kind: 'value', value: { ...shown, household, isCopied: false } };
}

// Whoever typed a number has the passbook in hand: its code works while the line is down.
function inPlainWords(trouble: Trouble, read: ScannedCode): Trouble {
	const isCut = trouble.why === 'no_network' || trouble.why === 'no_answer_in_time';
	return isCut && read.kind === 'number' ? { ...trouble, why: 'number_needs_line' } : trouble;
}

async function rememberedOf(read: ScannedCode): Promise<Answer<LookedUp> | undefined> {
	const household = await findInCopy(read);
	return (
		household && {
			kind: 'value',
			value: { scanned: { kind: 'household', household }, isCopied: true },
		}
	);
}
