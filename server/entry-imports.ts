import { isDay, type Day } from '#domain/day';
import { isOpenOn } from '#domain/cycle';
import { readHouseholdCode } from '#domain/household';
import { standingIn, type KeptStanding } from '#domain/household-standing';
import { effectOf, isEntryAmount } from '#domain/ledger';
import type { Points } from '#domain/points';
import { ok, refuse, type Result } from '#domain/result';
import { today } from './clock.ts';
import { openAccount, openCycle, type OpenCycle } from './cycles.ts';
import {
	badField,
	isBody,
	readBody,
	readId,
	readList,
	readOptionalText,
	readRequestKey,
	readText,
} from './fields.ts';
import { enterEntry } from './ledger.ts';
import type { Answer, Refusal } from './replies.ts';
import { onlyOnce } from './requests.ts';
import { row, type Db } from './sql.ts';
import { noteAct } from './staff-acts.ts';
import { inTx } from './tx.ts';
import { villageOf } from './villages.ts';
import { requireVillageStaff, type Staff } from './who.ts';

interface PaperLine {
	readonly row: number;
	readonly household: string;
	readonly day: string;
	readonly rule: string;
	readonly category: string;
	readonly text: string;
	readonly english: string;
	readonly points: number;
	readonly isBonus: boolean;
}

/** What is wrong with a line of the paper ledger. */
type LineFault =
	| 'household_unknown'
	| 'household_moved_out'
	| 'day_wrong'
	| 'day_outside_cycle'
	| 'points_wrong'
	| 'bonus_not_positive';

const linesMost = 5000;

/**
 * POST /api/office/imports/entries {requestKey, rows: [{row, household, day, rule, category, text,
 * english?, points, bonus?}]}: lines of the paper ledger carried over into the present cycle, all
 * or none. Only the director may. Refuses `import_has_faults` with every fault.
 */
export function importEntries(e: core.RequestEvent): Answer {
	const body = readBody(e);
	const staff = requireVillageStaff(e, [], body);
	if (!staff.ok) return staff;
	const key = readRequestKey(body['requestKey']);
	if (!key) return refuse(badField('requestKey'));
	const lines = readList(body['rows'], linesMost, readLine);
	if (!lines) return refuse(badField('rows'));
	const { village, id: askedBy } = staff.value;
	const content = JSON.stringify(lines);
	return inTx<unknown>((tx) =>
		onlyOnce(tx, { village, key, route: 'imports/entries', content, askedBy }, () =>
			enterLines(tx, staff.value, key, lines),
		),
	);
}

function enterLines(
	tx: Db,
	staff: Staff,
	key: string,
	lines: readonly PaperLine[],
): Result<unknown, Refusal> {
	const day = today();
	const cycle = openCycle(tx, villageOf(tx, staff.village).town.id, day);
	const faults: { row: number; reason: LineFault; text: string }[] = [];
	for (const [index, line] of lines.entries()) {
		const wrong = (reason: LineFault, text: string) => faults.push({ row: line.row, reason, text });
		const household = householdBy(tx, staff.village, line.household);
		if (!household) {
			wrong('household_unknown', line.household);
			continue;
		}
		const on = line.day;
		// What was done before the day it left still counts while it may be spent (R13).
		const isLate = standingIn(cycle, household) !== 'leaving' || on > household.movedOutOn;
		if (household.standing === 'moved_out' && isLate) wrong('household_moved_out', line.household);
		if (!isDay(on)) wrong('day_wrong', on);
		else if (!isOpenOn(cycle, on) || on > day) wrong('day_outside_cycle', on);
		if (!isEntryAmount(line.points)) wrong('points_wrong', String(line.points));
		else if (line.isBonus && line.points < 0) wrong('bonus_not_positive', String(line.points));
		if (faults.length > 0 || !isDay(on) || !isEntryAmount(line.points)) continue;
		enterLine(tx, staff, { ...line, day: on, points: line.points }, household.id, {
			cycle,
			requestKey: `${key}-${index + 1}`,
		});
	}
	if (faults.length > 0) return refuse({ code: 'import_has_faults', faults });
	noteAct(tx, { ...staff, act: 'entries_imported', details: String(lines.length) });
	return ok({ entered: lines.length });
}

function enterLine(
	tx: Db,
	staff: Staff,
	line: PaperLine & { day: Day; points: Points },
	household: string,
	{ cycle, requestKey }: { cycle: OpenCycle; requestKey: string },
): void {
	const { village, id: by } = staff;
	const kind = line.isBonus ? 'bonus' : line.points > 0 ? 'award' : 'deduction';
	const entered = enterEntry(tx, {
		village,
		household,
		account: openAccount(tx, { village, household, cycle, day: line.day, by }),
		kind,
		effect: effectOf(kind, line.points),
		day: line.day,
		text: line.text,
		english: line.english,
		rule: line.rule,
		category: line.category,
		requestKey,
		enteredBy: by,
	});
	if (!entered) throw new Error('An account vanished while its lines were entered');
}

function householdBy(tx: Db, village: string, named: string) {
	const place = readHouseholdCode(named);
	const byPlace = 'village = {:village} AND group_number = {:group} AND number = {:number}';
	const found = row<{
		id: string;
		standing: KeptStanding;
		movedOutOn: Day | '';
		letter: string;
		village: number;
	}>(
		tx,
		{
			id: 'h.id',
			standing: 'h.standing',
			movedOutOn: 'h.moved_out_on',
			letter: `(SELECT t.letter FROM villages v JOIN towns t ON t.id = v.town
				WHERE v.id = h.village)`,
			village: '(SELECT v.number FROM villages v WHERE v.id = h.village)',
		},
		`FROM households h WHERE ${place ? byPlace : 'village = {:village} AND id = {:id}'}`,
		place
			? { village, group: place.group, number: place.household }
			: { village, id: readId(named) ?? '' },
	);
	// A code of another village may name a place that this one has too.
	if (found && place && (place.townLetter !== found.letter || place.village !== found.village)) {
		return undefined;
	}
	return found;
}

function readLine(value: unknown): PaperLine | undefined {
	if (!isBody(value)) return undefined;
	const household = readText(value['household'], 20);
	const day = readText(value['day'], 10);
	const rule = readOptionalText(value['rule'], 20);
	const category = readOptionalText(value['category'], 20);
	const text = readText(value['text'], 200);
	const english = readOptionalText(value['english'], 400);
	const { points, bonus, row: at } = value;
	if (!household || !day || !text) return undefined;
	if (rule === undefined || category === undefined || english === undefined) return undefined;
	if (typeof points !== 'number' || typeof at !== 'number') return undefined;
	const isBonus = bonus === true;
	return { row: at, household, day, rule, category, text, english, points, isBonus };
}
