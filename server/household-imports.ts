import type { Day } from '#domain/day';
import { effectOf } from '#domain/ledger';
import type { ImportOutcome } from '#domain/office-wire';
import { points } from '#domain/points';
import { ok, refuse } from '#domain/result';
import type { RosterMember, RosterRow } from '#domain/roster';
import { today } from './clock.ts';
import { openAccount, openCycle, type OpenCycle } from './cycles.ts';
import { badField, isBody, readBody, readList, readRequestKey } from './fields.ts';
import { addHousehold, writeVillagers } from './household-rows.ts';
import { enterEntry, readAccount } from './ledger.ts';
import type { Answer } from './replies.ts';
import { onlyOnce } from './requests.ts';
import { settleRoster, type SettledStep } from './roster-steps.ts';
import { executeOne, type Db } from './sql.ts';
import { noteAct } from './staff-acts.ts';
import { inTx } from './tx.ts';
import { villageOf, type Village } from './villages.ts';
import { requireVillageStaff, type Staff } from './who.ts';

const rowsMost = 1000;

/**
 * POST /api/office/imports/households {requestKey, commit, rows}: a village's roster, all of it or
 * nothing. Without `commit` it only says what it would do and what is wrong. A row that says what
 * is known changes nothing; a total becomes one dated opening entry a year. Refuses
 * `import_has_faults` with every fault.
 */
export function importHouseholds(e: core.RequestEvent): Answer {
	const body = readBody(e);
	const staff = requireVillageStaff(e, ['recorder'], body);
	if (!staff.ok) return staff;
	const key = readRequestKey(body['requestKey']);
	if (!key) return refuse(badField('requestKey'));
	const rows = readList(body['rows'], rowsMost, readRow);
	if (!rows) return refuse(badField('rows'));
	const { village, id: askedBy } = staff.value;
	if (body['commit'] !== true) return preview(rows, staff.value);
	const request = { village, key, route: 'imports/households', askedBy };
	return inTx<unknown>((tx) =>
		onlyOnce(tx, { ...request, content: JSON.stringify(rows) }, () => {
			const outcome = takeOver(tx, rows, staff.value);
			if (outcome.faults.length > 0) {
				return refuse({ code: 'import_has_faults', faults: outcome.faults });
			}
			const { added, changed, unchanged, openings } = outcome;
			const details = JSON.stringify({ added, changed, unchanged, openings });
			noteAct(tx, { ...staff.value, act: 'households_imported', details });
			return ok(outcome);
		}),
	);
}

/** Reading alone: whoever redeems meanwhile waits for nobody. The import settles it all again. */
function preview(roster: readonly RosterRow[], staff: Staff): Answer {
	return ok(settleRoster($app, roster, villageOf($app, staff.village), today()).outcome);
}

function takeOver(tx: Db, roster: readonly RosterRow[], staff: Staff): ImportOutcome {
	const village = villageOf(tx, staff.village);
	const day = today();
	const { steps, outcome } = settleRoster(tx, roster, village, day);
	if (outcome.faults.length > 0) return outcome;
	const place = { village, cycle: openCycle(tx, village.town.id, day), day, by: staff.id };
	for (const step of steps) {
		const at = step.household === '' ? join(tx, place, step) : bringUpToDate(tx, place, step);
		if (step.opening !== null) enterOpening(tx, place, at, step.opening);
	}
	return outcome;
}

interface Place {
	readonly village: Village;
	readonly cycle: OpenCycle;
	readonly day: Day;
	readonly by: string;
}

interface At {
	readonly household: string;
	readonly account: string;
}

function join(tx: Db, place: Place, step: SettledStep): At {
	const { id, account } = addHousehold(tx, { ...place, ...step }, step);
	return { household: id, account };
}

function bringUpToDate(tx: Db, place: Place, step: SettledStep): At {
	const { household, residence, isChanged } = step;
	const village = place.village.id;
	const account = openAccount(tx, { ...place, village, household });
	if (isChanged) {
		executeOne(
			tx,
			'UPDATE households SET residence = {:residence}, version = version + 1 WHERE id = {:id}',
			{ residence, id: household },
		);
		writeVillagers(tx, village, household, step);
	}
	return { household, account };
}

/** The opening entry makes the account's total what the paper ledger says (R16). */
function enterOpening(tx: Db, place: Place, { household, account }: At, total: number): void {
	enterEntry(tx, {
		village: place.village.id,
		household,
		account,
		kind: 'opening',
		effect: effectOf('opening', points(total - readAccount(tx, account).total)),
		day: place.day,
		text: `期初：按原台账转入，总积分 ${total} 分`,
		requestKey: `opening-${place.cycle.year}-${household}`,
		enteredBy: place.by,
	});
}

// Only the shape is read here: what stands in a row is the rules' business, row by row.
function readRow(value: unknown): RosterRow | undefined {
	if (!isBody(value)) return undefined;
	const { row: at, group, number, head, residence, total } = value;
	const members = readList(value['members'] ?? [], 30, readMember);
	if (typeof at !== 'number' || typeof group !== 'number' || typeof head !== 'string') {
		return undefined;
	}
	if (!members || (typeof number !== 'number' && number !== null && number !== undefined)) {
		return undefined;
	}
	if (typeof total !== 'number' && total !== null && total !== undefined) return undefined;
	return {
		row: at,
		group,
		number: number ?? 0,
		head: head.trim(),
		members,
		residence: typeof residence === 'string' ? (residence as RosterRow['residence']) : '',
		total: total ?? null,
	};
}

function readMember(value: unknown): RosterMember | undefined {
	if (!isBody(value)) return undefined;
	const { name, relation, birthYear } = value;
	if (typeof name !== 'string' || typeof relation !== 'string') return undefined;
	if (birthYear !== undefined && typeof birthYear !== 'number') return undefined;
	return {
		name: name.trim(),
		relation: relation as RosterMember['relation'],
		birthYear: birthYear ?? 0,
	};
}
