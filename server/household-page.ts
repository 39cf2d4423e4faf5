import { cycleOf } from '#domain/cycle';
import type { Day } from '#domain/day';
import { emptyAccount, figuresOf, type EntryKind } from '#domain/ledger';
import type {
	HouseholdPage,
	MonthSums,
	OfficeEntry,
	OfficePassbook,
	OfficeRedemption,
} from '#domain/office-wire';
import { ok, refuse } from '#domain/result';
import { today } from './clock.ts';
import { accountIn, cycleOn } from './cycles.ts';
import { readId } from './fields.ts';
import { listedHouseholds } from './household-list.ts';
import { findHousehold, villagersOf } from './household-rows.ts';
import { figuresIn } from './household-view.ts';
import { goodsColumns } from './redemption-rows.ts';
import type { Answer } from './replies.ts';
import { rows, type Db } from './sql.ts';
import { villageOf } from './villages.ts';
import { requireVillageStaff, roles } from './who.ts';

const entriesMost = 400;
const redemptionsMost = 60;

/** GET /api/office/households/{id}: all that the office knows of a household and its year. */
export function householdPage(e: core.RequestEvent): Answer {
	const staff = requireVillageStaff(e, roles);
	if (!staff.ok) return staff;
	const { village } = staff.value;
	const kept = findHousehold($app, village, readId(e.request?.pathValue('id')));
	if (!kept) return refuse({ code: 'record_unknown' });
	const day = today();
	const { town } = villageOf($app, village);
	const cycle = cycleOn($app, town.id, day);
	const account = (cycle && accountIn($app, kept.id, cycle.id)) ?? '';
	const listed = listedHouseholds($app, village, day);
	const listedRow = listed.find(({ id }) => id === kept.id);
	if (!listedRow) throw new Error(`No household ${kept.id} in the list`);
	const { fits: _, isLeaving, ...row } = listedRow;
	const { version, enrolledOn, movedOutOn } = kept;
	const redeemsUntil = isLeaving ? (cycle ?? cycleOf(day)).closesOn : '';
	const page: HouseholdPage = {
		household: { ...row, version, enrolledOn, movedOutOn, redeemsUntil },
		ranked: listed.filter(({ rank }) => rank > 0).length,
		year: (cycle ?? cycleOf(day)).year,
		figures: account
			? figuresIn($app, account)
			: figuresOf({ ...emptyAccount(cycleOf(day).base), total: cycleOf(day).base }),
		villagers: villagersOf($app, kept.id),
		passbooks: passbooksOf($app, kept.id),
		entries: entriesOf($app, account),
		months: monthsOf($app, account, (cycle ?? cycleOf(day)).opensOn, day),
		categories: categoriesOf($app, account),
		redemptions: redemptionsOf($app, kept.id),
	};
	return ok(page);
}

function passbooksOf(db: Db, household: string): OfficePassbook[] {
	const nameOf = (column: string) =>
		`COALESCE((SELECT s.name FROM staff s WHERE s.id = p.${column}), '')`;
	return rows<OfficePassbook>(
		db,
		{
			id: 'p.id',
			number: "substr(p.number, 1, 4) || ' ' || substr(p.number, 5)",
			status: 'p.status',
			reason: 'p.reason',
			openedAt: 'p.opened_at',
			openedBy: nameOf('opened_by'),
			endedAt: 'p.ended_at',
			endedBy: nameOf('ended_by'),
		},
		'FROM passbooks p WHERE p.household = {:household} ORDER BY p.opened_at DESC, p.id DESC',
		{ household },
	);
}

function entriesOf(db: Db, account: string): OfficeEntry[] {
	return rows<Omit<OfficeEntry, 'points'> & { change: number; kind: EntryKind }>(
		db,
		{
			id: 'id',
			day: 'day',
			kind: 'kind',
			text: 'text',
			english: 'english',
			rule: 'rule',
			category: 'category',
			change: 'total_change + bonus_change - redeemed_change',
			totalAfter: 'total_after',
			spendableAfter: 'spendable_after',
			enteredAt: 'entered_at',
		},
		`FROM ledger_entries WHERE account = {:account} ORDER BY seq DESC LIMIT ${entriesMost}`,
		{ account },
	).map(({ change, ...entry }) => ({ ...entry, points: change }));
}

function monthsOf(db: Db, account: string, opensOn: Day, day: Day): MonthSums[] {
	const earned = 'total_change + bonus_change';
	const sums = rows<MonthSums>(
		db,
		{
			month: 'substr(day, 1, 7)',
			plus: `SUM(MAX(0, ${earned}))`,
			minus: `SUM(MIN(0, ${earned}))`,
			spent: 'SUM(redeemed_change)',
		},
		`FROM ledger_entries WHERE account = {:account} AND kind NOT IN ('base', 'opening')
		GROUP BY substr(day, 1, 7)`,
		{ account },
	);
	const months: MonthSums[] = [];
	for (let month = Number(opensOn.slice(5, 7)); month <= Number(day.slice(5, 7)); month += 1) {
		const name = `${day.slice(0, 4)}-${String(month).padStart(2, '0')}`;
		const found = sums.find((each) => each.month === name);
		months.push(found ?? { month: name, plus: 0, minus: 0, spent: 0 });
	}
	return months;
}

function categoriesOf(db: Db, account: string): HouseholdPage['categories'] {
	return rows<HouseholdPage['categories'][number]>(
		db,
		{ category: 'category', points: 'SUM(total_change + bonus_change)' },
		`FROM ledger_entries WHERE account = {:account} AND category != ''
		GROUP BY category ORDER BY SUM(total_change + bonus_change) DESC, category`,
		{ account },
	);
}

function redemptionsOf(db: Db, household: string): OfficeRedemption[] {
	return rows<Omit<OfficeRedemption, 'reversed'> & { reversals: number }>(
		db,
		{
			id: 'r.id',
			number: 'r.number',
			day: 'r.day',
			cost: 'r.cost',
			...goodsColumns,
			reversals: '(SELECT COUNT(*) FROM reversals x WHERE x.redemption = r.id)',
		},
		`FROM redemptions r WHERE r.household = {:household}
		ORDER BY r.at DESC LIMIT ${redemptionsMost}`,
		{ household },
	).map(({ reversals, ...redemption }) => ({ ...redemption, reversed: reversals > 0 }));
}
