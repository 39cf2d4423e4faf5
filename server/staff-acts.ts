import { now } from './clock.ts';
import { insert, newId, type Db } from './sql.ts';

/** Writes down what a member of staff did (R41); the list is append-only. */
export function noteAct(
	db: Db,
	act: { id: string; village: string; act: string; subject?: string; details?: string },
): void {
	const at = now();
	insert(db, 'staff_acts', {
		id: newId(at),
		village: act.village,
		staff: act.id,
		act: act.act,
		subject: act.subject ?? '',
		details: act.details ?? '',
		at,
	});
}
