import { ok, refuse, type Result } from '#domain/result';
import { now } from './clock.ts';
import { readId, type Body } from './fields.ts';
import type { Refusal } from './replies.ts';
import { execute, row } from './sql.ts';

export type Role =
	'director' | 'recorder' | 'verifier' | 'storekeeper' | 'fund_keeper' | 'town_office';
export const roles: readonly Role[] = [
	'director',
	'recorder',
	'verifier',
	'storekeeper',
	'fund_keeper',
	'town_office',
];

/** A device that may act, and the village it is bound to. */
export interface Device {
	readonly id: string;
	readonly name: string;
	readonly village: string;
	readonly kind: 'kiosk' | 'print_agent';
}

/** A member of staff who may act, and the village it is done for. */
export interface Staff {
	readonly id: string;
	readonly name: string;
	readonly town: string;
	/** Empty when the town's office acts without naming a village. */
	readonly village: string;
	readonly roles: readonly Role[];
	readonly isTownOffice: boolean;
}

const seenEveryMs = 60_000;

/**
 * The device behind a request. Refuses a person's token, a revoked device and one of another kind
 * (`device_unknown`, `device_revoked`).
 */
export function requireDevice(e: core.RequestEvent, kind: Device['kind']): Result<Device, Refusal> {
	const record = askingRecord(e);
	if (!record || record.collection().name !== 'devices') return refuse({ code: 'device_unknown' });
	if (record.getString('status') !== 'active') return refuse({ code: 'device_revoked' });
	if (record.getString('kind') !== kind) return refuse({ code: 'device_unknown' });
	noteSeen(record);
	return ok({
		id: record.id,
		name: record.getString('name'),
		village: record.getString('village'),
		kind,
	});
}

/**
 * The member of staff behind a request, holding one of `allowed` roles (the director holds those of
 * the village's office). The town's office names the village it acts for in the query or the body
 * and stays within its own town. Refuses `staff_unknown`, `not_allowed`, `village_unknown`.
 */
export function requireStaff(
	e: core.RequestEvent,
	allowed: readonly Role[],
	body: Body = {},
): Result<Staff, Refusal> {
	const record = askingRecord(e);
	if (!record || record.collection().name !== 'staff' || !record.getBool('active')) {
		return refuse({ code: 'staff_unknown' });
	}
	const held = record.getStringSlice('roles') as Role[];
	const own = record.getString('village');
	const town = record.getString('town');
	const isTownOffice = own === '' && held.includes('town_office');
	const may =
		isTownOffice || held.includes('director') || allowed.some((role) => held.includes(role));
	if (!may) return refuse({ code: 'not_allowed' });
	const named = isTownOffice ? namedVillage(e, body, town) : own;
	if (named === undefined) return refuse({ code: 'village_unknown' });
	return ok({
		id: record.id,
		name: record.getString('name'),
		town,
		village: named,
		roles: held,
		isTownOffice,
	});
}

/** As `requireStaff`, for what only the town's own office may do. */
export function requireTownOffice(e: core.RequestEvent): Result<Staff, Refusal> {
	const staff = requireStaff(e, []);
	if (!staff.ok) return staff;
	return staff.value.isTownOffice ? staff : refuse({ code: 'not_allowed' });
}

/** As `requireStaff`; refuses as well when no village was named (`village_unknown`). */
export function requireVillageStaff(
	e: core.RequestEvent,
	allowed: readonly Role[],
	body: Body = {},
): Result<Staff, Refusal> {
	const staff = requireStaff(e, allowed, body);
	if (!staff.ok) return staff;
	return staff.value.village === '' ? refuse({ code: 'village_unknown' }) : staff;
}

/**
 * The record behind the token of a request. PocketBase takes a token that it could not look up for
 * none at all, and a kiosk would be told that nobody knows it when only the database is in trouble:
 * so a token that was not accepted is looked up again, and trouble is thrown.
 */
function askingRecord(e: core.RequestEvent): core.Record | undefined {
	if (e.auth) return e.auth;
	const token = String(e.request?.header.get('Authorization') ?? '').replace(/^bearer /i, '');
	const id = idIn(token);
	if (id === undefined) return undefined;
	const known = ['devices', 'staff'].some((table) =>
		row($app, { id: 'id' }, `FROM ${table} WHERE id = {:id}`, { id }),
	);
	if (!known) return undefined;
	try {
		return $app.findAuthRecordByToken(token, 'auth');
	} catch (error) {
		// Whatever is wrong with the token itself is said of a token; the rest is the database's.
		if (/\btoken\b|no rows in result set/.test(String(error))) return undefined;
		throw error;
	}
}

function idIn(token: string): string | undefined {
	try {
		return readId($security.parseUnverifiedJWT(token)['id']);
	} catch {
		// No token, or one that has expired.
		return undefined;
	}
}

function namedVillage(e: core.RequestEvent, body: Body, town: string): string | undefined {
	const asked = body['village'] ?? e.request?.url?.query().get('village');
	if (asked === undefined || asked === null || asked === '') return '';
	const id = readId(asked);
	if (!id) return undefined;
	return row<{ id: string }>(
		$app,
		{ id: 'id' },
		'FROM villages WHERE id = {:id} AND town = {:town}',
		{ id, town },
	)?.id;
}

function noteSeen(record: core.Record): void {
	const at = now();
	if (at - record.getInt('last_seen_at') < seenEveryMs) return;
	try {
		execute($app, 'UPDATE devices SET last_seen_at = {:at} WHERE id = {:id}', {
			at,
			id: record.id,
		});
	} catch (error) {
		// With a full disk a household may still look: only what must be written fails.
		$app.logger().warn('device not noted', 'device', record.id, 'cause', String(error));
	}
}
