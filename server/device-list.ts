import type { DeviceList, DeviceRow } from '#domain/office-shop-wire';
import { ok } from '#domain/result';
import { now } from './clock.ts';
import { printerOf } from './printers.ts';
import type { Answer } from './replies.ts';
import { rows } from './sql.ts';
import { requireVillageStaff } from './who.ts';

/** GET /api/office/devices: kiosks and print agents of the village, those at work first. */
export function deviceList(e: core.RequestEvent): Answer {
	const staff = requireVillageStaff(e, ['storekeeper']);
	if (!staff.ok) return staff;
	const { village } = staff.value;
	const devices = rows<DeviceRow>(
		$app,
		{
			id: 'id',
			name: 'name',
			kind: 'kind',
			status: 'status',
			lastSeenAt: 'last_seen_at',
			pairedAt: 'paired_at',
			revokedAt: 'revoked_at',
			codeExpiresAt: "CASE WHEN status = 'pairing' THEN pairing_expires_at ELSE 0 END",
			printer: "CASE WHEN printer = '' THEN 'unknown' ELSE printer END",
		},
		`FROM devices WHERE village = {:village}
		ORDER BY CASE status WHEN 'active' THEN 0 WHEN 'pairing' THEN 1 ELSE 2 END, kind, name, id`,
		{ village },
	);
	const answer: DeviceList = { at: now(), printer: printerOf(village).printer, devices };
	return ok(answer);
}
