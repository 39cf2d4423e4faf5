import { yearOf, type Day } from '#domain/day';
import { effectOf } from '#domain/ledger';
import type { ImportOutcome } from '#domain/office-wire';
import { points } from '#domain/points';
import { ok, refuse, type Result } from '#domain/result';
import {
	planRoster,
	type RosterFault,
	type RosterMember,
	type RosterRow,
	type RosterStep,
} from '#domain/roster';
import { today } from './clock.ts';
import { openAccount, openCycle, type OpenCycle } from './cycles.ts';
import { badField, isBody, readBody, readList, readRequestKey } from './fields.ts';
import {
	addHousehold,
	findHousehold,
	knownHouseholds,
	villagersOf,
	withHead,
	writeVillagers,
} from './household-rows.ts';
import { enterEntry, readAccount } from './ledger.ts';
import { groupsOf } from './office-me.ts';
import type { Answer, Refusal } from './replies.ts';
import { onlyOnce } from './requests.ts';
import { execute, row, type Db } from './sql.ts';
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
	const body = readBody(e) ?? {};
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

// The import itself is tried and undone: what it says is exactly what it will do.
function preview(rows: readonly RosterRow[], staff: Staff): Answer {
	let outcome: ImportOutcome | undefined;
	const undone: Result<never, Refusal> = inTx((tx) => {
		outcome = takeOver(tx, rows, staff);
		return refuse({ code: 'preview' });
	});
	return outcome ? ok(outcome) : undone;
}

function takeOver(tx: Db, rows: readonly RosterRow[], staff: Staff): ImportOutcome {
	const village = villageOf(tx, staff.village);
	const day = today();
	const groups = groupsOf(tx, village.id);
	const plan = planRoster(
		rows,
		{
			groups: groups.map(({ number }) => number),
			households: knownHouseholds(tx, village.id),
		},
		yearOf(day),
	);
	const faults: RosterFault[] = [...plan.faults];
	const counts = { added: 0, changed: 0, unchanged: 0, openings: 0 };
	if (faults.length > 0) return { ...counts, faults };
	const place = { village, cycle: openCycle(tx, village.town.id, day), day, by: staff.id };
	for (const step of plan.steps) {
		const group = groups.find(({ number }) => number === step.row.group);
		if (!group) throw new Error(`No group ${step.row.group}`);
		const settled =
			step.household === ''
				? join(tx, place, group, step)
				: { ...bringUpToDate(tx, place, step), kind: 'known' as const };
		const opening = enterOpening(tx, place, settled, step.row);
		if (opening === 'differs') {
			const text = String(step.row.total);
			faults.push({ row: step.row.row, reason: 'opening_differs', text });
		}
		if (opening === 'entered') counts.openings += 1;
		if (settled.kind === 'new') counts.added += 1;
		else if (settled.isChanged || opening === 'entered') counts.changed += 1;
		else counts.unchanged += 1;
	}
	return { ...counts, faults };
}

interface Place {
	readonly village: Village;
	readonly cycle: OpenCycle;
	readonly day: Day;
	readonly by: string;
}

function join(tx: Db, place: Place, group: { id: string; number: number }, step: RosterStep) {
	const { head, members, residence } = step.row;
	const { id, account } = addHousehold(
		tx,
		{ ...place, group, number: step.number },
		{ head, members, residence: residence || 'living_here' },
	);
	return { household: id, account, kind: 'new' as const, isChanged: true };
}

// What the file leaves empty stays as it is: it takes nobody out of a household.
function bringUpToDate(tx: Db, place: Place, { household, row }: RosterStep) {
	const known = findHousehold(tx, place.village.id, household);
	if (!known) throw new Error(`No household ${household}`);
	const { cycle, day, by } = place;
	const account = openAccount(tx, { village: place.village.id, household, cycle, day, by });
	const residence = row.residence || known.residence;
	const before = villagersOf(tx, household);
	const members = row.members.length > 0 ? keepYear(row.members, before) : before;
	const isChanged =
		residence !== known.residence ||
		JSON.stringify(withHead(known.head, members)) !== JSON.stringify(before);
	if (isChanged) {
		execute(
			tx,
			'UPDATE households SET residence = {:residence}, version = version + 1 WHERE id = {:id}',
			{ residence, id: household },
		);
		writeVillagers(tx, place.village.id, household, { head: known.head, members });
	}
	return { household, account, isChanged };
}

function keepYear(members: readonly RosterMember[], before: readonly RosterMember[]) {
	const head = before.find(({ relation }) => relation === 'head');
	const isTold = members.some(({ relation }) => relation === 'head');
	return isTold || !head ? members : [head, ...members];
}

/** The opening entry makes the account's total what the paper ledger says (R16). */
function enterOpening(
	tx: Db,
	place: Place,
	{ household, account }: { household: string; account: string },
	{ total }: RosterRow,
): 'none' | 'entered' | 'same' | 'differs' {
	if (total === null) return 'none';
	const entered = row<{ totalAfter: number }>(
		tx,
		{ totalAfter: 'total_after' },
		"FROM ledger_entries WHERE account = {:account} AND kind = 'opening'",
		{ account },
	);
	if (entered) return entered.totalAfter === total ? 'same' : 'differs';
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
	return 'entered';
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
