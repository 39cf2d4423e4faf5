import { plainCode } from '#domain/passbook';
import { ok, refuse, type Result } from '#domain/result';
import { now } from './clock.ts';
import { badField, readBody, readId, readText, readWord } from './fields.ts';
import type { Answer, Refusal } from './replies.ts';
import { hashCode } from './secrets.ts';
import { row, updated, type Db } from './sql.ts';
import { noteAct } from './staff-acts.ts';
import { inTx } from './tx.ts';
import { requireVillageStaff } from './who.ts';

/** Letters that are not mistaken for one another: 8 of them make about 34 bits (RFC 8628). */
const pairingLetters = 'BCDFGHJKMNPQRSTVWXZ';
const pairingLastsMs = 10 * 60_000;
// Ten years: a device is let go by revoking it, never by surprise.
const tokenNanoseconds = 10 * 365 * 24 * 3600 * 1e9;

/**
 * POST /api/devices/pair {code}: a device shows the code from the back office and gets its token.
 * Refuses `pairing_code_wrong` and `pairing_code_expired`; a code works once.
 */
export function pairDevice(e: core.RequestEvent): Answer {
	const code = readText(readBody(e)['code'], 20);
	if (!code) return refuse(badField('code'));
	const hash = hashCode(`pairing ${plainCode(code)}`);
	return inTx<unknown>((tx) => {
		// Whoever takes the code away has it: of several who show it at once, one is paired.
		const claimed = updated<{ id: string }>(
			tx,
			`UPDATE devices SET pairing_hash = '', status = 'active', paired_at = {:at}, last_seen_at = {:at}
			WHERE pairing_hash = {:hash} AND pairing_hash != '' AND pairing_expires_at >= {:at}`,
			{ id: 'id' },
			{ hash, at: now() },
		);
		if (!claimed) {
			return refuse({ code: isWaiting(tx, hash) ? 'pairing_code_expired' : 'pairing_code_wrong' });
		}
		const record = (tx as core.App).findRecordById('devices', claimed.id);
		record.refreshTokenKey();
		(tx as core.App).save(record);
		return ok({
			token: record.newStaticAuthToken(tokenNanoseconds as unknown as time.Duration),
			device: { id: record.id, name: record.getString('name'), kind: record.getString('kind') },
			village: record.getString('village'),
		});
	});
}

/**
 * POST /api/office/devices {name, kind}: a new device, and the code that pairs it. Refuses a name
 * that another one at work or waiting has (`device_name_taken`).
 */
export function addDevice(e: core.RequestEvent): Answer {
	const body = readBody(e);
	const staff = requireVillageStaff(e, [], body);
	if (!staff.ok) return staff;
	const name = readText(body['name'], 40);
	if (!name) return refuse(badField('name'));
	const kind = readWord(body['kind'], ['kiosk', 'print_agent']);
	if (!kind) return refuse(badField('kind'));
	const record = new Record($app.findCollectionByNameOrId('devices'));
	record.set('name', name);
	record.set('kind', kind);
	record.set('village', staff.value.village);
	record.setRandomPassword();
	return inTx((tx) => offerCode(tx, record, staff.value));
}

/**
 * POST /api/office/devices/{id}/code: a fresh pairing code for a device; its old token ends. Refuses
 * to bring back a revoked one whose name another has by now (`device_name_taken`).
 */
export function renewDeviceCode(e: core.RequestEvent): Answer {
	const staff = requireVillageStaff(e, [], readBody(e));
	if (!staff.ok) return staff;
	return inTx<unknown>((tx) => {
		const record = deviceIn(tx, e, staff.value.village);
		return record ? offerCode(tx, record, staff.value) : refuse({ code: 'record_unknown' });
	});
}

/** POST /api/office/devices/{id}/revoke: the device's token ends at once. */
export function revokeDevice(e: core.RequestEvent): Answer {
	const staff = requireVillageStaff(e, [], readBody(e));
	if (!staff.ok) return staff;
	return inTx<unknown>((tx) => {
		const record = deviceIn(tx, e, staff.value.village);
		if (!record) return refuse({ code: 'record_unknown' });
		record.set('status', 'revoked');
		record.set('revoked_at', now());
		record.set('pairing_hash', '');
		// The token names its device by this key: with a new key every old token is worthless.
		record.refreshTokenKey();
		(tx as core.App).save(record);
		noteAct(tx, { ...staff.value, act: 'device_revoked', subject: record.id });
		return ok({ id: record.id, status: 'revoked' });
	});
}

function offerCode(
	tx: Db,
	record: core.Record,
	staff: { id: string; village: string },
): Result<unknown, Refusal> {
	if (isNameTaken(tx, staff.village, record)) return refuse({ code: 'device_name_taken' });
	const code = $security.randomStringWithAlphabet(8, pairingLetters);
	const expiresAt = now() + pairingLastsMs;
	record.set('status', 'pairing');
	record.set('pairing_hash', hashCode(`pairing ${code}`));
	record.set('pairing_expires_at', expiresAt);
	record.refreshTokenKey();
	(tx as core.App).save(record);
	noteAct(tx, { ...staff, act: 'device_code', subject: record.id });
	return ok({ id: record.id, code, expiresAt });
}

// Who revokes a kiosk, or reads on a slip's page where it came from, must know which one it is.
function isNameTaken(tx: Db, village: string, device: core.Record): boolean {
	const other = row<{ id: string }>(
		tx,
		{ id: 'id' },
		`FROM devices WHERE village = {:village} AND name = {:name} COLLATE NOCASE
		AND status != 'revoked' AND id != {:id}`,
		{ village, name: device.getString('name'), id: device.id },
	);
	return other !== undefined;
}

// Asked after the claim was missed: then a code that is still there has run out.
function isWaiting(tx: Db, hash: string): boolean {
	const waiting = "FROM devices WHERE pairing_hash = {:hash} AND pairing_hash != ''";
	return row(tx, { id: 'id' }, waiting, { hash }) !== undefined;
}

function deviceIn(tx: Db, e: core.RequestEvent, village: string): core.Record | undefined {
	const id = readId(e.request?.pathValue('id')) ?? '';
	const found = row<{ id: string }>(
		tx,
		{ id: 'id' },
		'FROM devices WHERE id = {:id} AND village = {:village}',
		{ id, village },
	);
	return found && (tx as core.App).findRecordById('devices', found.id);
}
