import { ok, refuse, type Result } from '#domain/result';
import { now } from './clock.ts';
import type { KeptAnswer, Refusal } from './replies.ts';
import { insert, newId, row, type Db } from './sql.ts';
import { inTx } from './tx.ts';

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
	const seen = seenBefore(tx, request);
	if (seen) return seen;
	const outcome = act();
	if (!outcome.ok) return outcome;
	return ok({ keptText: keep(tx, request, outcome.value ?? null) });
}

/**
 * Decides a keyed request for ever, in transactions of its own: as onlyOnce, but a refusal is kept
 * under its key too. Else an earlier try that arrives late could still be done when stock or points
 * came in meanwhile, after its client was told no.
 */
export function decideOnce(
	request: KeyedRequest,
	act: (tx: Db) => Result<unknown, Refusal>,
): Result<KeptAnswer, Refusal> {
	const outcome = inTx((tx) => onlyOnce(tx, request, () => act(tx)));
	if (outcome.ok || outcome.refusal.code === 'request_conflict') return outcome;
	const kept = inTx((tx) => {
		// Another try of the same request may have been decided in between: then that counts.
		const seen = seenBefore(tx, request);
		if (seen) return ok(seen);
		keep(tx, request, { refusal: outcome.refusal });
		return ok(outcome);
	});
	return kept.ok ? kept.value : kept;
}

const keptColumns = { hash: 'hash', answer: 'answer' };

function seenBefore(tx: Db, request: KeyedRequest): Result<KeptAnswer, Refusal> | undefined {
	const seen = row<{ hash: string; answer: string }>(
		tx,
		keptColumns,
		'FROM requests WHERE village = {:village} AND request_key = {:key}',
		{ village: request.village, key: request.key },
	);
	if (!seen) return undefined;
	if (seen.hash !== hashOf(request)) return refuse({ code: 'request_conflict' });
	const { refusal } = Object(JSON.parse(seen.answer)) as { readonly refusal?: Refusal };
	return refusal ? refuse(refusal) : ok({ keptText: seen.answer });
}

function keep(tx: Db, request: KeyedRequest, answer: unknown): string {
	const text = JSON.stringify(answer);
	const at = now();
	insert(tx, 'requests', {
		id: newId(at),
		village: request.village,
		request_key: request.key,
		route: request.route,
		hash: hashOf(request),
		answer: text,
		asked_by: request.askedBy,
		at,
	});
	return text;
}

function hashOf({ route, content }: KeyedRequest): string {
	return $security.sha256(`${route}\n${content}`);
}
