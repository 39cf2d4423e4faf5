import type { Result } from '#domain/result';
import type { Refusal } from './replies.ts';
import { prepare, withPrepared } from './prepared.ts';
import { text, type Db } from './sql.ts';

/**
 * The only door to a transaction. What happens inside is on disk before anybody hears of it
 * (synchronous=FULL), and a refusal undoes all of it. Inside, only `tx` may be used: writing
 * through $app would wait for itself for ever.
 */
export function inTx<Value>(act: (tx: Db) => Result<Value, Refusal>): Result<Value, Refusal> {
	let outcome: Result<Value, Refusal> | undefined;
	let wanted: ReadonlySet<string> = new Set();
	let synchronous: number | undefined;
	/** Whether the connection keeps its word on durability; if not, nothing was done. */
	const attempt = (): boolean => {
		synchronous = undefined;
		try {
			$app.runInTransaction((tx) => {
				synchronous = synchronousOf(tx);
				$app.store().set('love.synchronous', synchronous);
				if (synchronous !== synchronousFull) throw new Error('not durable');
				wanted = withPrepared(tx, () => {
					outcome = act(tx);
				});
				if (!outcome?.ok) throw new Error('refused, rolled back');
			});
		} catch (error) {
			if (synchronous !== undefined && synchronous !== synchronousFull) return false;
			if (!outcome || outcome.ok) throw error;
		}
		return true;
	};
	if (!attempt()) {
		// PocketBase: the one writing connection is reopened after idling, and then only NORMAL.
		$app.nonconcurrentDB().newQuery('PRAGMA synchronous=FULL').execute();
		if (!attempt()) throw new Error('The transaction would not be durable');
	}
	prepare(wanted);
	if (!outcome) throw new Error('The transaction did not run');
	return outcome;
}

const synchronousFull = 2;

/** What PRAGMA synchronous reads on the connection of a transaction: 2 is FULL. */
export function synchronousOf(tx: Db): number {
	return Number(text(tx, 'PRAGMA synchronous') ?? -1);
}
