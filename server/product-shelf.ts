import { ok, refuse } from '#domain/result';
import { badField, readBody, readId, readText } from './fields.ts';
import type { Answer } from './replies.ts';
import { execute } from './sql.ts';
import { noteAct } from './staff-acts.ts';
import { inTx } from './tx.ts';
import { requireVillageStaff } from './who.ts';

/** POST /api/office/products/{id}/suspend {reason}: off the shelf at once, until resumed (R9). */
export function suspendProduct(e: core.RequestEvent): Answer {
	const reason = readText(readBody(e)['reason'], 200);
	return reason ? setSuspended(e, reason) : refuse(badField('reason'));
}

/** POST /api/office/products/{id}/resume: on the shelf again. */
export function resumeProduct(e: core.RequestEvent): Answer {
	return setSuspended(e, '');
}

function setSuspended(e: core.RequestEvent, reason: string): Answer {
	const staff = requireVillageStaff(e, ['storekeeper'], readBody(e));
	if (!staff.ok) return staff;
	const id = readId(e.request?.pathValue('id')) ?? '';
	const { village } = staff.value;
	return inTx<unknown>((tx) => {
		const touched = execute(
			tx,
			`UPDATE products SET suspended = {:suspended}, suspended_reason = {:reason},
			version = version + 1 WHERE id = {:id} AND village = {:village}`,
			{ suspended: reason !== '', reason, id, village },
		);
		if (touched === 0) return refuse({ code: 'record_unknown' });
		const act = reason === '' ? 'product_resumed' : 'product_suspended';
		noteAct(tx, { ...staff.value, act, subject: id, details: reason });
		return ok({ id, suspended: reason !== '' });
	});
}
