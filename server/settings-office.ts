import type { OfficeSettings, SettingsHistory } from '#domain/office-wire';
import { isAllowedRate } from '#domain/points';
import { ok, refuse, type Result } from '#domain/result';
import { now, today } from './clock.ts';
import {
	badField,
	readBody,
	readDay,
	readId,
	readList,
	readOptionalText,
	readRequestKey,
	readText,
	readWhole,
	type Body,
} from './fields.ts';
import type { Answer, Refusal } from './replies.ts';
import { onlyOnce } from './requests.ts';
import { execute, figure, insert, newId, row, rows, type Db } from './sql.ts';
import { noteAct } from './staff-acts.ts';
import { inTx } from './tx.ts';
import { requireVillageStaff, roles } from './who.ts';

/** GET /api/office/settings: what holds today, and all that was ever set, the latest first. */
export function settingsHistory(e: core.RequestEvent): Answer {
	const staff = requireVillageStaff(e, roles);
	if (!staff.ok) return staff;
	const history = historyOf($app, staff.value.village);
	const day = today();
	const current = history.find(({ fromDay }) => fromDay <= day);
	if (!current) throw new Error(`Village ${staff.value.village} has no settings on ${day}`);
	return ok({ version: history.length, current, history } satisfies SettingsHistory);
}

/**
 * POST /api/office/settings {requestKey, version, fromDay, fenPerPoint, receiptHead, openingDays,
 * helperName, helperPhone}: settings that hold from a day on, today or later; what was set stays on
 * record. Who has not seen the latest is told (`record_changed`). Refuses `day_too_early` and a rate
 * above 5.00 yuan (`rate_not_allowed`, R26).
 */
export function setSettings(e: core.RequestEvent): Answer {
	const body = readBody(e);
	const staff = requireVillageStaff(e, [], body);
	if (!staff.ok) return staff;
	const key = readRequestKey(body['requestKey']);
	if (!key) return refuse(badField('requestKey'));
	const version = readWhole(body['version'], 1, 1_000_000);
	if (version === undefined) return refuse(badField('version'));
	const settings = readSettings(body);
	if (!settings.ok) return settings;
	const { village, id: by } = staff.value;
	const { fromDay, fenPerPoint, receiptHead, openingDays, helperName, helperPhone } =
		settings.value;
	const content = JSON.stringify([version, settings.value]);
	return inTx<unknown>((tx) =>
		onlyOnce(tx, { village, key, route: 'settings', content, askedBy: by }, () => {
			// Asked again with the same key a day later, the first answer still stands.
			if (fromDay < today()) return refuse({ code: 'day_too_early' });
			// Settings are only ever added, so that their number is their version.
			const kept = figure(tx, 'COUNT(*)', 'FROM settings WHERE village = {:village}', { village });
			if (kept !== version) return refuse({ code: 'record_changed' });
			const id = newId(now());
			insert(tx, 'settings', {
				id,
				village,
				from_day: fromDay,
				fen_per_point: fenPerPoint,
				receipt_head: receiptHead,
				opening_days: openingDays.join(''),
				helper_name: helperName,
				helper_phone: helperPhone,
				set_by: by,
				at: now(),
			});
			const details = `${fromDay} ${fenPerPoint}`;
			noteAct(tx, { ...staff.value, act: 'settings_set', subject: id, details });
			return ok({ id, version: version + 1 });
		}),
	);
}

/** POST /api/office/groups {number, name}: a further group of the village. Refuses `group_taken`. */
export function addGroup(e: core.RequestEvent): Answer {
	const body = readBody(e);
	const staff = requireVillageStaff(e, [], body);
	if (!staff.ok) return staff;
	const number = readWhole(body['number'], 1, 99);
	if (number === undefined) return refuse(badField('number'));
	const name = readOptionalText(body['name'], 40);
	if (name === undefined) return refuse(badField('name'));
	const { village } = staff.value;
	return inTx<unknown>((tx) => {
		if (groupBy(tx, village, 'number', number)) return refuse({ code: 'group_taken' });
		const id = newId(now());
		insert(tx, 'groups', { id, village, number, name });
		noteAct(tx, { ...staff.value, act: 'group_added', subject: id, details: String(number) });
		return ok({ id });
	});
}

/** POST /api/office/groups/{id} {name}: a group's name; its number stands in household codes. */
export function renameGroup(e: core.RequestEvent): Answer {
	const body = readBody(e);
	const staff = requireVillageStaff(e, [], body);
	if (!staff.ok) return staff;
	const name = readOptionalText(body['name'], 40);
	if (name === undefined) return refuse(badField('name'));
	const id = readId(e.request?.pathValue('id')) ?? '';
	return inTx<unknown>((tx) => {
		if (!groupBy(tx, staff.value.village, 'id', id)) return refuse({ code: 'group_unknown' });
		execute(tx, 'UPDATE groups SET name = {:name} WHERE id = {:id}', { name, id });
		noteAct(tx, { ...staff.value, act: 'group_renamed', subject: id });
		return ok({ id });
	});
}

function groupBy(db: Db, village: string, column: 'id' | 'number', value: string | number) {
	return row<{ id: string }>(
		db,
		{ id: 'id' },
		`FROM groups WHERE village = {:village} AND ${column} = {:value}`,
		{ village, value },
	);
}

function historyOf(db: Db, village: string): SettingsHistory['history'] {
	const kept = rows<
		Omit<SettingsHistory['history'][number], 'openingDays'> & { openingDays: string }
	>(
		db,
		{
			id: 's.id',
			fromDay: 's.from_day',
			fenPerPoint: 's.fen_per_point',
			receiptHead: 's.receipt_head',
			openingDays: 's.opening_days',
			helperName: 's.helper_name',
			helperPhone: 's.helper_phone',
			setBy: "COALESCE((SELECT p.name FROM staff p WHERE p.id = s.set_by), '')",
			at: 's.at',
		},
		'FROM settings s WHERE s.village = {:village} ORDER BY s.from_day DESC, s.at DESC, s.id DESC',
		{ village },
	);
	return kept.map(({ openingDays, ...each }) => ({
		...each,
		openingDays: [...openingDays].map(Number),
	}));
}

function readSettings(body: Body): Result<OfficeSettings, Refusal> {
	const fromDay = readDay(body['fromDay']);
	if (!fromDay) return refuse(badField('fromDay'));
	const fenPerPoint = body['fenPerPoint'];
	if (!isAllowedRate(fenPerPoint)) return refuse({ code: 'rate_not_allowed' });
	const receiptHead = readText(body['receiptHead'], 40);
	if (!receiptHead) return refuse(badField('receiptHead'));
	const days = readList(body['openingDays'], 7, (day) => readWhole(day, 1, 7));
	if (!days || new Set(days).size !== days.length) return refuse(badField('openingDays'));
	const helperName = readOptionalText(body['helperName'], 40);
	if (helperName === undefined) return refuse(badField('helperName'));
	const helperPhone = readOptionalText(body['helperPhone'], 20);
	if (helperPhone === undefined) return refuse(badField('helperPhone'));
	const openingDays = days.toSorted((one, other) => one - other);
	return ok({ fromDay, fenPerPoint, receiptHead, openingDays, helperName, helperPhone });
}
