import { standingIn } from '#domain/household-standing';
import type { PassbookCard, PassbookRow } from '#domain/office-wire';
import { ok, refuse } from '#domain/result';
import { presentCycle } from './cycles.ts';
import { badField, readBody, readId, readList, readRequestKey, readText } from './fields.ts';
import { findHousehold } from './household-rows.ts';
import { addPassbook, endPassbook, openPassbookOf } from './passbook-rows.ts';
import type { Answer } from './replies.ts';
import { onlyOnce } from './requests.ts';
import { unsealCode } from './secrets.ts';
import { rows, type Db } from './sql.ts';
import { noteAct } from './staff-acts.ts';
import { inTx } from './tx.ts';
import { requireVillageStaff, roles } from './who.ts';

const householdsMost = 1000;

/** GET /api/office/passbooks: every household of the village with its open passbook, by place. */
export function passbookList(e: core.RequestEvent): Answer {
	const staff = requireVillageStaff(e, roles);
	if (!staff.ok) return staff;
	const passbooks = rows<PassbookRow>(
		$app,
		{
			id: 'h.id',
			code: 'h.code',
			head: 'h.head_name',
			group: 'h.group_number',
			number: "COALESCE(substr(p.number, 1, 4) || ' ' || substr(p.number, 5), '')",
			openedAt: 'COALESCE(p.opened_at, 0)',
		},
		`FROM households h
		LEFT JOIN passbooks p ON p.household = h.id AND p.status = 'open'
		WHERE h.village = {:village} AND h.standing != 'moved_out'
		ORDER BY h.group_number, h.number`,
		{ village: staff.value.village },
	);
	return ok({ passbooks });
}

/**
 * POST /api/office/passbooks/open {requestKey, households: ids | 'all_without'}: a passbook for
 * each. Refuses `record_unknown`, `household_moved_out` and `passbook_open`, and opens none then.
 */
export function openPassbooks(e: core.RequestEvent): Answer {
	const body = readBody(e);
	const staff = requireVillageStaff(e, ['recorder'], body);
	if (!staff.ok) return staff;
	const { village, id: by } = staff.value;
	const key = readRequestKey(body['requestKey']);
	if (!key) return refuse(badField('requestKey'));
	const asked = body['households'];
	const ids = asked === 'all_without' ? undefined : readList(asked, householdsMost, readId);
	if (asked !== 'all_without' && !ids) return refuse(badField('households'));
	const content = JSON.stringify(ids ?? 'all_without');
	return inTx<unknown>((tx) =>
		onlyOnce(tx, { village, key, route: 'passbooks/open', content, askedBy: by }, () => {
			const cycle = presentCycle(tx, village);
			const households = ids ?? householdsWithout(tx, village);
			const opened: { household: string; passbook: string; number: string }[] = [];
			for (const household of households) {
				const found = findHousehold(tx, village, household);
				if (!found) return refuse({ code: 'record_unknown' });
				const { code } = found;
				if (standingIn(cycle, found) === 'moved_out') {
					return refuse({ code: 'household_moved_out', household: code });
				}
				if (openPassbookOf(tx, household)) {
					return refuse({ code: 'passbook_open', household: code });
				}
				const { id, number } = addPassbook(tx, { village, household, by });
				opened.push({ household, passbook: id, number });
			}
			const details = `${opened.length}`;
			noteAct(tx, { ...staff.value, act: 'passbooks_opened', details });
			return ok({ opened });
		}),
	);
}

/**
 * POST /api/office/passbooks/replace {requestKey, household, reason}: a new passbook in place of a
 * lost or copied one; the old code is dead at once (R16).
 */
export function replacePassbook(e: core.RequestEvent): Answer {
	const body = readBody(e);
	const staff = requireVillageStaff(e, ['recorder'], body);
	if (!staff.ok) return staff;
	const { village, id: by } = staff.value;
	const key = readRequestKey(body['requestKey']);
	if (!key) return refuse(badField('requestKey'));
	const household = readId(body['household']);
	if (!household) return refuse(badField('household'));
	const reason = readText(body['reason'], 200);
	if (!reason) return refuse(badField('reason'));
	const content = JSON.stringify([household, reason]);
	return inTx<unknown>((tx) =>
		onlyOnce(tx, { village, key, route: 'passbooks/replace', content, askedBy: by }, () => {
			const found = findHousehold(tx, village, household);
			if (!found) return refuse({ code: 'record_unknown' });
			if (standingIn(presentCycle(tx, village), found) === 'moved_out') {
				return refuse({ code: 'household_moved_out' });
			}
			const ended = endPassbook(tx, { household, status: 'replaced', reason, by });
			if (!ended) return refuse({ code: 'passbook_missing' });
			const { id, number } = addPassbook(tx, { village, household, by });
			noteAct(tx, { ...staff.value, act: 'passbook_replaced', subject: household });
			return ok({ household, passbook: id, number });
		}),
	);
}

/**
 * POST /api/office/passbooks/cards {households}: what is printed on the cards of open passbooks, in
 * the order of their places. Whoever asks is written down: a card is as good as its passbook.
 */
export function passbookCards(e: core.RequestEvent): Answer {
	const body = readBody(e);
	const staff = requireVillageStaff(e, ['recorder'], body);
	if (!staff.ok) return staff;
	const ids = readList(body['households'], householdsMost, readId);
	if (!ids || ids.length === 0) return refuse(badField('households'));
	const cards = cardsOf($app, staff.value.village, ids);
	if (cards.length !== new Set(ids).size) return refuse({ code: 'passbook_missing' });
	const details = cards.map((card) => card.householdCode).join(' ');
	return inTx<unknown>((tx) => {
		noteAct(tx, { ...staff.value, act: 'cards_printed', details: details.slice(0, 2000) });
		return ok({ cards });
	});
}

function cardsOf(db: Db, village: string, ids: readonly string[]): PassbookCard[] {
	// Ids are read by readId before: 15 letters and digits, nothing that could end the text.
	const list = ids.map((id) => `'${id}'`).join(', ');
	return rows<Omit<PassbookCard, 'code'> & { sealed: string }>(
		db,
		{
			household: 'h.id',
			householdCode: 'h.code',
			head: 'h.head_name',
			group: 'h.group_number',
			number: "substr(p.number, 1, 4) || ' ' || substr(p.number, 5)",
			openedAt: 'p.opened_at',
			sealed: 'p.sealed_code',
		},
		`FROM passbooks p JOIN households h ON h.id = p.household
		WHERE p.village = {:village} AND p.status = 'open' AND h.id IN (${list})
		ORDER BY h.group_number, h.number`,
		{ village },
	).map(({ sealed, ...card }) => ({ ...card, code: unsealCode(sealed) }));
}

function householdsWithout(db: Db, village: string): string[] {
	return rows<{ id: string }>(
		db,
		{ id: 'h.id' },
		`FROM households h WHERE h.village = {:village} AND h.standing != 'moved_out'
		AND NOT EXISTS (SELECT 1 FROM passbooks p WHERE p.household = h.id AND p.status = 'open')
		ORDER BY h.group_number, h.number`,
		{ village },
	).map(({ id }) => id);
}
