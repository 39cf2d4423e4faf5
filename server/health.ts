import { ok } from '#domain/result';
import { now } from './clock.ts';
import type { Answer } from './replies.ts';
import { hashCode } from './secrets.ts';
import { executeOne, insert, newId } from './sql.ts';
import { inTx } from './tx.ts';

/**
 * GET /api/shop/health: whether a write goes through durably and the key is there. PocketBase's own
 * health answers even when its writer hangs.
 */
export function health(): Answer {
	hashCode('health');
	return inTx((tx) => {
		// A row that comes and goes: what changes no row is not written, and passes on a full disk.
		const row = { id: newId(now()), username: ' health' };
		insert(tx, 'sign_in_failures', { ...row, count: 0, locked_until: 0 });
		executeOne(tx, 'DELETE FROM sign_in_failures WHERE id = {:id}', { id: row.id });
		return ok({ at: now() });
	});
}
