import { yearOf } from '#domain/day';
import { standingIn } from '#domain/household-standing';
import { ok, refuse, type Result } from '#domain/result';
import { today } from './clock.ts';
import { openCycle, presentCycle } from './cycles.ts';
import {
	badField,
	readBody,
	readId,
	readOptionalText,
	readRequestKey,
	readWhole,
	type Body,
} from './fields.ts';
import { readHouseholdWords } from './household-fields.ts';
import {
	addHousehold,
	findHousehold,
	groupIn,
	nextNumber,
	withHead,
	villagersOf,
	writeVillagers,
	type HouseholdWords,
	type KeptHousehold,
} from './household-rows.ts';
import { endPassbook } from './passbook-rows.ts';
import type { Answer, Refusal } from './replies.ts';
import { onlyOnce } from './requests.ts';
import { execute, row, type Db } from './sql.ts';
import { noteAct } from './staff-acts.ts';
import { inTx } from './tx.ts';
import { villageOf } from './villages.ts';
import { requireVillageStaff, type Staff } from './who.ts';

/**
 * POST /api/office/households {requestKey, group, number?, head, members, residence}: a household
 * joins, with its account and base points (R13, R17). Without a number it gets the next one of its
 * group. Refuses `group_unknown`, `place_taken` and `group_full`.
 */
export function enrolHousehold(e: core.RequestEvent): Answer {
	const body = readBody(e);
	const staff = requireVillageStaff(e, ['recorder'], body);
	if (!staff.ok) return staff;
	const { village, id: by } = staff.value;
	const requestKey = readRequestKey(body['requestKey']);
	if (!requestKey) return refuse(badField('requestKey'));
	const group = readWhole(body['group'], 1, 99);
	if (group === undefined) return refuse(badField('group'));
	const wanted = readWhole(body['number'] ?? 0, 0, 999);
	if (wanted === undefined) return refuse(badField('number'));
	const day = today();
	const words = readHouseholdWords(body, yearOf(day));
	if (!words.ok) return words;

	return once(
		staff.value,
		{ requestKey, route: 'households' },
		[group, wanted, words.value],
		(tx) => {
			const groupId = groupIn(tx, village, group);
			if (!groupId) return refuse({ code: 'group_unknown' });
			const number = wanted || nextNumber(tx, village, group);
			if (number > 999) return refuse({ code: 'group_full' });
			const holder = row<{ code: string }>(
				tx,
				{ code: 'code' },
				`FROM households WHERE village = {:village} AND group_number = {:group}
			AND number = {:number}`,
				{ village, group, number },
			);
			if (holder) return refuse({ code: 'place_taken', household: holder.code });
			const place = villageOf(tx, village);
			const { id, code } = addHousehold(
				tx,
				{
					village: place,
					group: { id: groupId, number: group },
					number,
					cycle: openCycle(tx, place.town.id, day),
					day,
					by,
				},
				words.value,
			);
			noteAct(tx, { ...staff.value, act: 'household_enrolled', subject: id, details: code });
			return ok({ id, code });
		},
	);
}

/**
 * POST /api/office/households/{id} {requestKey, version, head, members, residence}: what the office
 * knows of a household. Who read an older version is told (`record_changed`).
 */
export function editHousehold(e: core.RequestEvent): Answer {
	const asked = askedHousehold(e);
	if (!asked.ok) return asked;
	const { staff, body, requestKey, version, id } = asked.value;
	const words = readHouseholdWords(body, yearOf(today()));
	if (!words.ok) return words;
	const { head, residence } = words.value;
	const content = [id, version, words.value];
	return once(staff, { requestKey, route: 'households/edit' }, content, (tx) => {
		const before = sameVersion(tx, staff.village, id, version);
		if (!before.ok) return before;
		const details = changes(tx, before.value, words.value);
		change(tx, id, `head_name = {:head}, residence = {:residence}`, { head, residence });
		writeVillagers(tx, staff.village, id, words.value);
		noteAct(tx, { ...staff, act: 'household_edited', subject: id, details });
		return ok({ id, version: version + 1 });
	});
}

/**
 * POST /api/office/households/{id}/move-out {requestKey, version, reason?, closesPassbook?}: the
 * household leaves the village today. Its entries stay, and what it has left may be spent until the
 * cycle ends (R13) unless its passbook is closed. A barred one stays until its bar ends
 * (`household_barred`): moving out and back must not lift it (R20).
 */
export function moveOutHousehold(e: core.RequestEvent): Answer {
	const asked = askedHousehold(e);
	if (!asked.ok) return asked;
	const { staff, body, requestKey, version, id } = asked.value;
	const reason = readOptionalText(body['reason'], 200);
	if (reason === undefined) return refuse(badField('reason'));
	const closes = body['closesPassbook'] ?? false;
	if (typeof closes !== 'boolean') return refuse(badField('closesPassbook'));
	const content = [id, version, reason, closes];
	return once(staff, { requestKey, route: 'households/move-out' }, content, (tx) => {
		const before = sameVersion(tx, staff.village, id, version);
		if (!before.ok) return before;
		const { standing } = before.value;
		if (standing === 'moved_out') return refuse({ code: 'household_moved_out' });
		if (standing === 'barred') return refuse({ code: 'household_barred' });
		change(tx, id, `standing = 'moved_out', moved_out_on = {:day}`, { day: today() });
		if (closes) endPassbook(tx, { household: id, status: 'closed', reason, by: staff.id });
		noteAct(tx, { ...staff, act: 'household_moved_out', subject: id, details: reason });
		return ok({ id, version: version + 1 });
	});
}

/**
 * POST /api/office/households/{id}/return {requestKey, version}: a household that moved out is in
 * the village again, with the account it had. Its passbook goes on when it left in this cycle; an
 * older one may be anywhere by now and is closed.
 */
export function returnHousehold(e: core.RequestEvent): Answer {
	const asked = askedHousehold(e);
	if (!asked.ok) return asked;
	const { staff, requestKey, version, id } = asked.value;
	return once(staff, { requestKey, route: 'households/return' }, [id, version], (tx) => {
		const before = sameVersion(tx, staff.village, id, version);
		if (!before.ok) return before;
		if (before.value.standing !== 'moved_out') return refuse({ code: 'household_present' });
		if (standingIn(presentCycle(tx, staff.village), before.value) === 'moved_out') {
			endPassbook(tx, { household: id, status: 'closed', reason: '', by: staff.id });
		}
		change(tx, id, `standing = 'good', moved_out_on = ''`, {});
		noteAct(tx, { ...staff, act: 'household_returned', subject: id });
		return ok({ id, version: version + 1 });
	});
}

interface AskedHousehold {
	readonly staff: Staff;
	readonly body: Body;
	readonly requestKey: string;
	readonly version: number;
	readonly id: string;
}

function askedHousehold(e: core.RequestEvent): Result<AskedHousehold, Refusal> {
	const body = readBody(e);
	const staff = requireVillageStaff(e, ['recorder'], body);
	if (!staff.ok) return staff;
	const requestKey = readRequestKey(body['requestKey']);
	if (!requestKey) return refuse(badField('requestKey'));
	const version = readWhole(body['version'], 1, 1_000_000);
	if (version === undefined) return refuse(badField('version'));
	const id = readId(e.request?.pathValue('id'));
	if (!id) return refuse({ code: 'record_unknown' });
	return ok({ staff: staff.value, body, requestKey, version, id });
}

function sameVersion(
	tx: Db,
	village: string,
	id: string,
	version: number,
): Result<KeptHousehold, Refusal> {
	const found = findHousehold(tx, village, id);
	if (!found) return refuse({ code: 'record_unknown' });
	return found.version === version ? ok(found) : refuse({ code: 'record_changed' });
}

function change(tx: Db, id: string, set: string, values: Record<string, string>): void {
	execute(tx, `UPDATE households SET ${set}, version = version + 1 WHERE id = {:id}`, {
		...values,
		id,
	});
}

// Which fields were changed, never what stood in them: the list of acts holds no names.
function changes(tx: Db, before: KeptHousehold, words: HouseholdWords): string {
	const villagers = JSON.stringify(villagersOf(tx, before.id));
	return [
		...(before.head === words.head ? [] : ['head']),
		...(before.residence === words.residence ? [] : ['residence']),
		...(JSON.stringify(withHead(words.head, words.members)) === villagers ? [] : ['members']),
	].join(' ');
}

function once(
	staff: Staff,
	{ requestKey, route }: { requestKey: string; route: string },
	content: unknown,
	act: (tx: Db) => Result<unknown, Refusal>,
): Answer {
	return inTx<unknown>((tx) =>
		onlyOnce(
			tx,
			{
				village: staff.village,
				key: requestKey,
				route,
				content: JSON.stringify(content),
				askedBy: staff.id,
			},
			() => act(tx),
		),
	);
}
