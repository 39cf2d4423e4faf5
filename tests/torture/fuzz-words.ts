import { dayAt } from '#domain/day';
import type { Chance } from '#start/demo/random';
import type { Asker, World } from './fuzz-world.ts';

/** A question as a client of ours asks it: who, about what, with which words. */
export interface Question {
	readonly asker: Asker;
	/** A token that nobody was given, in the place of the asker's. */
	readonly forged?: string;
	/** The id in its address. */
	readonly id?: string;
	readonly query?: Readonly<Record<string, string>>;
	readonly body?: object;
	/** A file in the place of words. */
	readonly file?: Uint8Array;
}

/** A picture of one white point, without anything else in it. */
export const photo = Uint8Array.from(
	atob(
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
	),
	(character) => character.charCodeAt(0),
);

let made = 0;

/** A name that nothing has yet. */
export function fresh(what: string): string {
	made += 1;
	return `${what} ${made}`;
}

/** A request key of this run. */
export function requestKey(chance: Chance): string {
	return Array.from({ length: 24 }, () => chance.whole(0, 35).toString(36)).join('');
}

/** A new member of staff. */
export function person(roles: readonly string[]): object {
	const username = fresh('xinren').replace(' ', '-');
	return { name: '新人', username, password: 'demo-only-new', roles };
}

/** The day on which the world stands still. */
export function dayIn(world: World): string {
	const day = world.witness.read("SELECT MAX(day) FROM ledger_entries WHERE kind = 'award'");
	return String(day ?? dayAt(Date.now()));
}
