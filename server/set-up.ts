import { isAllowedRate } from '#domain/points';
import { ok, refuse, type Result } from '#domain/result';
import { openChains } from './chain.ts';
import { now, today } from './clock.ts';
import { openCycle } from './cycles.ts';
import {
	badField,
	isBody,
	readBody,
	readOptionalText,
	readText,
	readWhole,
	type Body,
} from './fields.ts';
import type { Answer, Refusal } from './replies.ts';
import { figure, insert, newId, row, type Db } from './sql.ts';
import { addStaffRecord, readNewStaff, type NewStaff } from './staff-records.ts';
import { inTx } from './tx.ts';
import { requireTownOffice } from './who.ts';

interface NewVillage {
	readonly name: string;
	readonly number: number;
	readonly groups: number;
	readonly fenPerPoint: number;
	readonly receiptHead: string;
	readonly helperName: string;
	readonly helperPhone: string;
}

/** Whether nobody has set this server up yet. */
export function isEmpty(): boolean {
	return figure($app, 'COUNT(*)', 'FROM towns') === 0;
}

/** GET /api/office/set-up: whether this server still waits for its town. */
export function setUpState(): Answer {
	return ok({ isEmpty: isEmpty() });
}

/**
 * POST /api/office/set-up {code, town, village, townOffice, director}: the town, its first village
 * and the first two accounts. Works once, with the code that the start script shows, or for whoever
 * holds the server itself.
 */
export function setUp(e: core.RequestEvent): Answer {
	const body = readBody(e);
	const expected = $os.getenv('LOVE_SETUP_CODE');
	const code = readText(body['code'], 64) ?? '';
	const knowsCode = expected !== '' && $security.equal(code, expected);
	if (!knowsCode && !e.hasSuperuserAuth()) return refuse({ code: 'set_up_code_wrong' });
	const town = isBody(body['town']) ? body['town'] : {};
	const name = readText(town['name'], 40);
	if (!name) return refuse(badField('town.name'));
	const letter = readText(town['letter'], 1);
	if (!letter) return refuse(badField('town.letter'));
	const village = readNewVillage(body['village']);
	if (!village.ok) return village;
	const office = readNewStaff(body['townOffice'], ['town_office']);
	if (!office.ok) return office;
	const director = readNewStaff(body['director'], ['director']);
	if (!director.ok) return director;

	return inTx<unknown>((tx) => {
		if (figure(tx, 'COUNT(*)', 'FROM towns') > 0) return refuse({ code: 'set_up_done' });
		const townId = newId(now());
		insert(tx, 'towns', { id: townId, name, letter });
		openCycle(tx, townId, today());
		const inTown = addStaffRecord(tx, { ...office.value, town: townId, village: '' });
		if (!inTown.ok) return inTown;
		const villageId = addVillageRows(tx, townId, village.value, 'set-up');
		const place = { town: townId, village: villageId };
		const inVillage = addStaffRecord(tx, { ...director.value, ...place });
		if (!inVillage.ok) return inVillage;
		return ok({ town: townId, village: villageId });
	});
}

/**
 * POST /api/office/villages {newVillage, director}: a further village of the town, with its director.
 * Refuses `village_taken` and `username_taken`.
 */
export function addVillage(e: core.RequestEvent): Answer {
	const staff = requireTownOffice(e);
	if (!staff.ok) return staff;
	const body = readBody(e);
	const village = readNewVillage(body['newVillage']);
	if (!village.ok) return village;
	const director = readNewStaff(body['director'], ['director']);
	if (!director.ok) return director;
	const { town, id } = staff.value;
	return inTx<unknown>((tx) => addVillageIn(tx, town, id, village.value, director.value));
}

function addVillageIn(
	tx: Db,
	town: string,
	by: string,
	village: NewVillage,
	director: NewStaff,
): Result<unknown, Refusal> {
	const taken = row<{ id: string }>(
		tx,
		{ id: 'id' },
		'FROM villages WHERE town = {:town} AND (number = {:number} OR name = {:name})',
		{ town, number: village.number, name: village.name },
	);
	if (taken) return refuse({ code: 'village_taken' });
	const id = addVillageRows(tx, town, village, by);
	const added = addStaffRecord(tx, { ...director, town, village: id });
	return added.ok ? ok({ village: id }) : added;
}

function addVillageRows(tx: Db, town: string, village: NewVillage, by: string): string {
	const at = now();
	const id = newId(at);
	insert(tx, 'villages', { id, town, name: village.name, number: village.number });
	for (let number = 1; number <= village.groups; number += 1) {
		insert(tx, 'groups', { id: newId(at), village: id, number, name: '' });
	}
	openChains(tx, id);
	insert(tx, 'settings', {
		id: newId(at),
		village: id,
		// The first settings hold for every day, so that no day of the village is without.
		from_day: '2000-01-01',
		fen_per_point: village.fenPerPoint,
		receipt_head: village.receiptHead,
		opening_days: '1234567',
		helper_name: village.helperName,
		helper_phone: village.helperPhone,
		set_by: by,
		at,
	});
	return id;
}

function readNewVillage(value: unknown): Result<NewVillage, Refusal> {
	const body: Body = isBody(value) ? value : {};
	const name = readText(body['name'], 40);
	if (!name) return refuse(badField('village.name'));
	const number = readWhole(body['number'], 1, 99);
	if (number === undefined) return refuse(badField('village.number'));
	const groups = readWhole(body['groups'], 1, 99);
	if (groups === undefined) return refuse(badField('village.groups'));
	const fenPerPoint = body['fenPerPoint'] ?? 200;
	if (!isAllowedRate(fenPerPoint)) return refuse({ code: 'rate_not_allowed' });
	const receiptHead = readOptionalText(body['receiptHead'], 40);
	if (receiptHead === undefined) return refuse(badField('village.receiptHead'));
	const helperName = readOptionalText(body['helperName'], 40);
	if (helperName === undefined) return refuse(badField('village.helperName'));
	const helperPhone = readOptionalText(body['helperPhone'], 20);
	if (helperPhone === undefined) return refuse(badField('village.helperPhone'));
	return ok({
		name,
		number,
		groups,
		fenPerPoint,
		receiptHead: receiptHead || `${name}爱心超市`,
		helperName,
		helperPhone,
	});
}
