import type { StaffMember } from '#domain/office-wire';
import { ok, refuse } from '#domain/result';
import { badField, readBody, readId, readList, readText, readWord } from './fields.ts';
import type { Answer } from './replies.ts';
import { row, rows, type Db } from './sql.ts';
import { noteAct } from './staff-acts.ts';
import { addStaffRecord, readNewStaff, readPassword } from './staff-records.ts';
import { inTx } from './tx.ts';
import { requireVillageStaff, type Role } from './who.ts';

/** What a member of a village's staff may be; the town's office has its own accounts. */
const villageRoles: readonly Role[] = [
	'director',
	'recorder',
	'verifier',
	'storekeeper',
	'fund_keeper',
];

/** GET /api/office/staff: who works in the village's office. Only the director may see it. */
export function staffList(e: core.RequestEvent): Answer {
	const staff = requireVillageStaff(e, []);
	if (!staff.ok) return staff;
	const { village, town } = staff.value;
	const kept = rows<Omit<StaffMember, 'active'> & { active: number }>(
		$app,
		{ id: 'id', name: 'name', username: 'username', roles: 'json(roles)', active: 'active' },
		`FROM staff WHERE village = {:village} AND town = {:town}
		ORDER BY active DESC, name, username`,
		{ village, town },
	);
	return ok({
		staff: kept.map((each): StaffMember => ({ ...each, active: each.active === 1 })),
	});
}

/** POST /api/office/staff {name, username, password, roles}. Refuses `username_taken`. */
export function addStaff(e: core.RequestEvent): Answer {
	const body = readBody(e);
	const staff = requireVillageStaff(e, [], body);
	if (!staff.ok) return staff;
	const added = readNewStaff(body);
	if (!added.ok) return added;
	if (!added.value.roles.every((role) => villageRoles.includes(role))) {
		return refuse(badField('roles'));
	}
	const { village, town } = staff.value;
	return inTx<unknown>((tx) => {
		const record = addStaffRecord(tx, { ...added.value, village, town });
		if (!record.ok) return record;
		const id = record.value;
		const details = added.value.roles.join(' ');
		noteAct(tx, { ...staff.value, act: 'staff_added', subject: id, details });
		return ok({ id });
	});
}

/**
 * POST /api/office/staff/{id} {name?, roles?, active?, password?}. A new password and a closed
 * account end every token at once. Nobody takes the director's role or the account from himself
 * (`own_role_kept`, `own_account_kept`).
 */
export function editStaff(e: core.RequestEvent): Answer {
	const body = readBody(e);
	const staff = requireVillageStaff(e, [], body);
	if (!staff.ok) return staff;
	const id = readId(e.request?.pathValue('id')) ?? '';
	const name = body['name'] === undefined ? undefined : readText(body['name'], 40);
	if (body['name'] !== undefined && !name) return refuse(badField('name'));
	const given = body['roles'];
	const roles =
		given === undefined
			? undefined
			: readList(given, villageRoles.length, (role) => readWord(role, villageRoles));
	if (given !== undefined && (!roles || roles.length === 0)) return refuse(badField('roles'));
	const { active, password } = body;
	if (active !== undefined && typeof active !== 'boolean') return refuse(badField('active'));
	const fresh = password === undefined ? undefined : readPassword(password);
	if (fresh && !fresh.ok) return fresh;
	const { village } = staff.value;
	const isOwn = id === staff.value.id;
	if (isOwn && roles && !roles.includes('director')) return refuse({ code: 'own_role_kept' });
	if (isOwn && active === false) return refuse({ code: 'own_account_kept' });

	return inTx<unknown>((tx) => {
		const record = findIn(tx, village, id);
		if (!record) return refuse({ code: 'record_unknown' });
		if (name) record.set('name', name);
		if (roles) record.set('roles', roles);
		if (typeof active === 'boolean') record.set('active', active);
		if (fresh) record.setPassword(fresh.value);
		if (active === false || fresh) record.refreshTokenKey();
		(tx as core.App).save(record);
		const details = [
			...(roles ? [`roles ${roles.join(' ')}`] : []),
			...(active === undefined ? [] : [`active ${active}`]),
			...(fresh ? ['password'] : []),
		].join('; ');
		noteAct(tx, { ...staff.value, act: 'staff_edited', subject: id, details });
		return ok({ id });
	});
}

function findIn(tx: Db, village: string, id: string): core.Record | undefined {
	const found = row<{ id: string }>(
		tx,
		{ id: 'id' },
		'FROM staff WHERE id = {:id} AND village = {:village}',
		{ id, village },
	);
	return found && (tx as core.App).findRecordById('staff', found.id);
}
