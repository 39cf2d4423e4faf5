import { ok, refuse, type Result } from '#domain/result';
import { now } from './clock.ts';
import type { KeptAnswer, Refusal } from './replies.ts';
import { insert, newId, row, type Db } from './sql.ts';

/** A request that changes something: made once, however often it is sent. */
export interface KeyedRequest {
	readonly village: string;
	readonly key: string;
	readonly route: string;
	/** What was asked, as text: the same key with other content is refused. */
	readonly content: string;
	readonly askedBy: string;
}

/**
 * Answers a keyed request inside its transaction. A key seen before with the same content gets the
 * first answer again, byte for byte; with other content it is refused (`request_conflict`). A
 * refusal leaves nothing behind, so that the same key may be tried again.
 */
export function onlyOnce(
	tx: Db,
	request: KeyedRequest,
	act: () => Result<unknown, Refusal>,
): Result<KeptAnswer, Refusal> {
	const hash = $security.sha256(`${request.route}\n${request.content}`);
	const seen = row<{ hash: string; answer: string }>(
		tx,
		{ hash: 'hash', answer: 'answer' },
		'FROM requests WHERE village = {:village} AND request_key = {:key}',
		{ village: request.village, key: request.key },
	);
	if (seen) {
		if (seen.hash !== hash) return refuse({ code: 'request_conflict' });
		return ok({ keptText: seen.answer });
	}
	const outcome = act();
	if (!outcome.ok) return outcome;
	const text = JSON.stringify(outcome.value ?? null);
	const at = now();
	insert(tx, 'requests', {
		id: newId(at),
		village: request.village,
		request_key: request.key,
		route: request.route,
		hash,
		answer: text,
		asked_by: request.askedBy,
		at,
	});
	return ok({ keptText: text });
}
