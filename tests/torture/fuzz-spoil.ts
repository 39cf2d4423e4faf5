import type { Chance } from '#start/demo/random';
import { forgedToken, horrorText, spoil, spoilFile, type Spoilt } from './fuzz-horrors.ts';
import type { Question } from './fuzz-words.ts';
import type { Asker, World } from './fuzz-world.ts';

const queries = ['village', 'page', 'group', 'search', 'day', 'show', 'sort', 'fields', 'expand'];

/** Spoils a question somewhere: who asks, about what, or with which words. */
export function spoilQuestion(
	world: World,
	chance: Chance,
	plain: Question,
): Question & { readonly spoilt?: Spoilt } {
	const askers = Object.keys(world.tokens) as Asker[];
	const isForged = chance.percent(5);
	const asker = isForged ? 'stranger' : chance.percent(75) ? plain.asker : chance.pick(askers);
	const anyId = () => world.anyId(chance);
	const query = { ...plain.query };
	if (chance.percent(20)) {
		const value = chance.percent(30) ? anyId() : horrorText(chance);
		query[chance.pick([...queries, ...Object.keys(query)])] = value;
	}
	const id = plain.id === undefined ? {} : { id: spoiltId(chance, plain.id, anyId) };
	const words =
		plain.file && chance.percent(70)
			? { file: spoilFile(chance, plain.file) }
			: { spoilt: spoil(chance, plain.body ?? {}, anyId) };
	const forged = isForged ? { forged: forgedToken(chance, world.tokens.kiosk) } : {};
	return { ...plain, ...id, ...words, ...forged, asker, query };
}

function spoiltId(chance: Chance, id: string, anyId: () => string): string {
	const roll = chance.whole(1, 100);
	if (roll <= 75) return id;
	// An address without an id, or with dots for one, is another address.
	return roll <= 92 ? anyId() : `~${horrorText(chance)}`;
}
