import { ok, refuse, type Result } from '#domain/result';
import { badField, isBody, readList, readText, readWord } from './fields.ts';
import type { Refusal } from './replies.ts';
import type { Db } from './sql.ts';
import { roles, type Role } from './who.ts';

/** A member of staff to be added. */
export interface NewStaff {
	readonly name: string;
	readonly username: string;
	readonly password: string;
	readonly roles: readonly Role[];
}

/** Reads a new member of staff; `given` roles go before those in the body. */
export function readNewStaff(value: unknown, given?: readonly Role[]): Result<NewStaff, Refusal> {
	const body = isBody(value) ? value : {};
	const name = readText(body['name'], 40);
	if (!name) return refuse(badField('name'));
	const username = readText(body['username'], 40);
	if (!username || !/^[^\s@]{2,40}$/.test(username)) return refuse(badField('username'));
	const password = readPassword(body['password']);
	if (!password) return refuse({ code: 'password_too_short', least: 8 });
	const held = given ?? readList(body['roles'], roles.length, (role) => readWord(role, roles));
	if (!held || held.length === 0) return refuse(badField('roles'));
	return ok({ name, username, password, roles: held });
}

/** A password of 8 to 70 characters (bcrypt reads no more). */
export function readPassword(value: unknown): string | undefined {
	if (typeof value !== 'string' || value.length < 8 || value.length > 70) return undefined;
	return value;
}

/** Writes a member of staff; PocketBase keeps the password as a hash. Throws when the name is taken. */
export function addStaffRecord(
	tx: Db,
	staff: NewStaff & { town: string; village: string },
): string {
	const app = tx as core.App;
	const record = new Record(app.findCollectionByNameOrId('staff'));
	record.set('name', staff.name);
	record.set('username', staff.username);
	record.set('roles', [...staff.roles]);
	record.set('town', staff.town);
	record.set('village', staff.village);
	record.set('active', true);
	record.setPassword(staff.password);
	app.save(record);
	return record.id;
}
