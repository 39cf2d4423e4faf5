import { isDay, type Day } from '#domain/day';
import { isPlainText } from '#domain/plain-text';
import { isWhole } from '#domain/points';
import { platformStatus } from './faults.ts';
import type { Refusal } from './replies.ts';

/** The body of a request as plain JSON. */
export type Body = Readonly<Record<string, unknown>>;

/** PocketBase's answer to a body above the limit of its route. */
export const tooLarge = 413;

/** A body that was cut off on its way, or is no JSON object: `answer` refuses it for every route. */
export class UnreadableBody extends Error {}

/**
 * Reads the JSON body of a request; an empty object when there is none. Throws `UnreadableBody`:
 * half a request is never taken for one that leaves its fields out.
 */
export function readBody(e: core.RequestEvent): Body {
	let body: unknown;
	try {
		// PocketBase: the body is a Go map; the round trip makes plain values of it.
		body = JSON.parse(JSON.stringify(e.requestInfo().body));
	} catch (error) {
		if (platformStatus(error) === tooLarge) throw error;
		throw new UnreadableBody();
	}
	if (!isBody(body)) throw new UnreadableBody();
	return body;
}

/** Whether a value is a JSON object. */
export function isBody(value: unknown): value is Body {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text of whole characters that can be seen, trimmed, of 1 to `most` characters. */
export function readText(value: unknown, most: number): string | undefined {
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	if (text === '' || [...text].length > most || !isPlainText(text)) return undefined;
	return text;
}

/** A text as `readText`, which may be empty or missing. */
export function readOptionalText(value: unknown, most: number): string | undefined {
	if (value === undefined || value === null || value === '') return '';
	return typeof value === 'string' && value.trim() === '' ? '' : readText(value, most);
}

/** A whole number between two bounds, both included. */
export function readWhole(value: unknown, least: number, most: number): number | undefined {
	return isWhole(value) && value >= least && value <= most ? value : undefined;
}

/** A calendar day. */
export function readDay(value: unknown): Day | undefined {
	return isDay(value) ? value : undefined;
}

/** A record's id. */
export function readId(value: unknown): string | undefined {
	return typeof value === 'string' && /^[a-z0-9]{15}$/.test(value) ? value : undefined;
}

/** A request key as clients make them: 16 to 64 letters, digits and hyphens. */
export function readRequestKey(value: unknown): string | undefined {
	return typeof value === 'string' && /^[A-Za-z0-9-]{16,64}$/.test(value) ? value : undefined;
}

/** One of a fixed set of words. */
export function readWord<Word extends string>(
	value: unknown,
	words: readonly Word[],
): Word | undefined {
	return words.find((word) => word === value);
}

/** A list of at most `most` items, each read by `read`; nothing when one is unreadable. */
export function readList<Item>(
	value: unknown,
	most: number,
	read: (item: unknown) => Item | undefined,
): Item[] | undefined {
	if (!Array.isArray(value) || value.length > most) return undefined;
	const items: Item[] = [];
	for (const each of value) {
		const item = read(each);
		if (item === undefined) return undefined;
		items.push(item);
	}
	return items;
}

/** The refusal of a request whose field is missing or not what it must be. */
export function badField(field: string): Refusal {
	return { code: 'request_invalid', field };
}
