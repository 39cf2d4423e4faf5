import { cycleOf } from '#domain/cycle';
import type { Day } from '#domain/day';
import type { OfficeGroup, OfficeMe, OfficeSettings, OfficeVillage } from '#domain/office-wire';
import { ok, refuse } from '#domain/result';
import { now, today } from './clock.ts';
import { cycleOn } from './cycles.ts';
import { readBody } from './fields.ts';
import type { Answer } from './replies.ts';
import { settingsOn } from './settings.ts';
import { figure, row, rows, type Db } from './sql.ts';
import { readPassword } from './staff-records.ts';
import { noteAct } from './staff-acts.ts';
import { inTx } from './tx.ts';
import { requireStaff, roles } from './who.ts';

/** GET /api/office/me: who is signed in, where, and what holds there today. */
export function officeMe(e: core.RequestEvent): Answer {
	const staff = requireStaff(e, roles);
	if (!staff.ok) return staff;
	const { id, name, town: townId, village, isTownOffice } = staff.value;
	const town = row<OfficeMe['town']>(
		$app,
		{ id: 'id', name: 'name', letter: 'letter' },
		'FROM towns WHERE id = {:town}',
		{ town: townId },
	);
	if (!town) throw new Error(`No town ${townId}`);
	const villages = rows<OfficeVillage>(
		$app,
		{ id: 'id', name: 'name', number: 'number' },
		'FROM villages WHERE town = {:town} ORDER BY number',
		{ town: townId },
	);
	const day = today();
	const cycle = cycleOn($app, townId, day) ?? cycleOf(day);
	const answer: OfficeMe = {
		person: {
			id,
			name,
			username: e.auth?.getString('username') ?? '',
			roles: staff.value.roles,
			isTownOffice,
		},
		town,
		village: villages.find((each) => each.id === village) ?? null,
		villages: isTownOffice ? villages : villages.filter((each) => each.id === village),
		day,
		at: now(),
		settings: village === '' ? null : settingsOfDay(village, day),
		cycle: { year: cycle.year, opensOn: cycle.opensOn, closesOn: cycle.closesOn },
		counts: { households: countHouseholds(village), withoutPassbook: countWithout(village) },
		groups: groupsOf($app, village),
	};
	return ok(answer);
}

/**
 * POST /api/office/me/password {old, new}: one's own password; every token of before ends. Refuses
 * `password_wrong`, `password_too_short` and `password_too_long`.
 */
export function changePassword(e: core.RequestEvent): Answer {
	const staff = requireStaff(e, roles);
	if (!staff.ok) return staff;
	const body = readBody(e);
	// Trying a password takes long, and everybody waits for a transaction: it is tried before.
	const asked = $app.findRecordById('staff', staff.value.id);
	const old = body['old'];
	if (typeof old !== 'string' || !asked.validatePassword(old)) {
		return refuse({ code: 'password_wrong' });
	}
	const fresh = readPassword(body['new']);
	if (!fresh.ok) return fresh;
	return inTx<unknown>((tx) => {
		const record = (tx as core.App).findRecordById('staff', asked.id);
		// Another password, or a closed account, came in between: the asker's token has ended.
		if (record.tokenKey() !== asked.tokenKey()) return refuse({ code: 'staff_unknown' });
		record.setPassword(fresh.value);
		(tx as core.App).save(record);
		noteAct(tx, { ...staff.value, act: 'password_changed', subject: record.id });
		return ok({ id: record.id });
	});
}

/** The groups of a village with how many households live in each. */
export function groupsOf(db: Db, village: string): OfficeGroup[] {
	return rows<OfficeGroup>(
		db,
		{
			id: 'g.id',
			number: 'g.number',
			name: 'g.name',
			households: `(SELECT COUNT(*) FROM households h
				WHERE h."group" = g.id AND h.standing != 'moved_out')`,
		},
		'FROM groups g WHERE g.village = {:village} ORDER BY g.number',
		{ village },
	);
}

function settingsOfDay(village: string, day: Day): OfficeSettings {
	const { fenPerPoint, receiptHead, openingDays, helper } = settingsOn($app, village, day);
	const fromDay =
		row<{ fromDay: string }>(
			$app,
			{ fromDay: 'from_day' },
			`FROM settings WHERE village = {:village} AND from_day <= {:day}
			ORDER BY from_day DESC, at DESC, id DESC`,
			{ village, day },
		)?.fromDay ?? day;
	const { name, phone } = helper;
	return { fromDay, fenPerPoint, receiptHead, openingDays, helperName: name, helperPhone: phone };
}

const present = "FROM households h WHERE h.village = {:village} AND h.standing != 'moved_out'";

function countHouseholds(village: string): number {
	return figure($app, 'COUNT(*)', present, { village });
}

function countWithout(village: string): number {
	return figure(
		$app,
		'COUNT(*)',
		`${present} AND NOT EXISTS (SELECT 1 FROM passbooks p
		WHERE p.household = h.id AND p.status = 'open')`,
		{ village },
	);
}
