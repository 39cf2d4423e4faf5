import { ok, refuse, type Result } from '#domain/result';
import { badField, isBody, readList, readText, readWord } from './fields.ts';
import type { Refusal } from './replies.ts';
import { row, type Db } from './sql.ts';
import { roles, type Role } from './who.ts';

/** A member of staff to be added. */
export interface NewStaff {
	readonly name: string;
	readonly username: string;
	readonly password: string;
	readonly roles: readonly Role[];
}

/** bcrypt reads no more. */
const passwordBytesMost = 71;
const passwordLeast = 8;

/** Reads a new member of staff; `given` roles go before those in the body. */
export function readNewStaff(value: unknown, given?: readonly Role[]): Result<NewStaff, Refusal> {
	const body = isBody(value) ? value : {};
	const name = readText(body['name'], 40);
	if (!name) return refuse(badField('name'));
	const username = readText(body['username'], 40);
	if (!username || [...username].length < 2 || /[\s@]/.test(username)) {
		return refuse(badField('username'));
	}
	const password = readPassword(body['password']);
	if (!password.ok) return password;
	const held = given ?? readList(body['roles'], roles.length, (role) => readWord(role, roles));
	if (!held || held.length === 0) return refuse(badField('roles'));
	return ok({ name, username, password: password.value, roles: held });
}

/**
 * A password of at least 8 characters and at most 71 bytes. Refuses `password_too_short` and
 * `password_too_long`.
 */
export function readPassword(value: unknown): Result<string, Refusal> {
	if (typeof value !== 'string' || [...value].length < passwordLeast) {
		return refuse({ code: 'password_too_short', least: passwordLeast });
	}
	const bytes = [...value].reduce((sum, character) => sum + bytesOf(character), 0);
	if (bytes > passwordBytesMost) return refuse({ code: 'password_too_long' });
	return ok(value);
}

function bytesOf(character: string): number {
	const code = character.codePointAt(0) ?? 0;
	if (code < 0x80) return 1;
	if (code < 0x800) return 2;
	return code < 0x10000 ? 3 : 4;
}

/**
 * Writes a member of staff; PocketBase keeps the password as a hash. Refuses `username_taken`, for
 * which small and capital letters are the same.
 */
export function addStaffRecord(
	tx: Db,
	staff: NewStaff & { town: string; village: string },
): Result<string, Refusal> {
	const { username } = staff;
	const taken = 'FROM staff WHERE username = {:username} COLLATE NOCASE';
	if (row(tx, { id: 'id' }, taken, { username })) return refuse({ code: 'username_taken' });
	const app = tx as core.App;
	const record = new Record(app.findCollectionByNameOrId('staff'));
	record.set('name', staff.name);
	record.set('username', username);
	record.set('roles', [...staff.roles]);
	record.set('town', staff.town);
	record.set('village', staff.village);
	record.set('active', true);
	record.setPassword(staff.password);
	app.save(record);
	return ok(record.id);
}
