import { ok } from '#domain/result';
import { now } from './clock.ts';
import type { Answer } from './replies.ts';
import { hashCode } from './secrets.ts';
import { execute } from './sql.ts';
import { inTx } from './tx.ts';

/**
 * GET /api/shop/health: whether a write goes through durably and the key is there. PocketBase's own
 * health answers even when its writer hangs.
 */
export function health(): Answer {
	hashCode('health');
	return inTx((tx) => {
		execute(tx, "UPDATE sign_in_failures SET count = count WHERE username = ''");
		return ok({ at: now() });
	});
}
