import type { Result } from '#domain/result';
import type { Refusal } from './replies.ts';
import { text, type Db } from './sql.ts';

/**
 * The only door to a transaction. What happens inside is on disk before anybody hears of it
 * (synchronous=FULL), and a refusal undoes all of it. Inside, only `tx` may be used: writing
 * through $app would wait for itself for ever.
 */
export function inTx<Value>(act: (tx: Db) => Result<Value, Refusal>): Result<Value, Refusal> {
	let outcome: Result<Value, Refusal> | undefined;
	// PocketBase: the one writing connection is reopened after idling, and then only NORMAL.
	$app.nonconcurrentDB().newQuery('PRAGMA synchronous=FULL').execute();
	try {
		$app.runInTransaction((tx) => {
			const synchronous = synchronousOf(tx);
			$app.store().set('love.synchronous', synchronous);
			if (synchronous !== 2) throw new Error('The transaction would not be durable');
			outcome = act(tx);
			if (!outcome.ok) throw new Error('refused, rolled back');
		});
	} catch (error) {
		if (outcome && !outcome.ok) return outcome;
		throw error;
	}
	if (!outcome) throw new Error('The transaction did not run');
	return outcome;
}

/** What PRAGMA synchronous reads on the connection of a transaction: 2 is FULL. */
export function synchronousOf(tx: Db): number {
	return Number(text(tx, 'PRAGMA synchronous') ?? -1);
}
