import type { Day } from '#domain/day';
import { emptyAccount, figuresOf, type Account } from '#domain/ledger';
import { standingIn } from '#domain/household-standing';
import type { HouseholdList, HouseholdRow } from '#domain/office-wire';
import { points } from '#domain/points';
import { plainCode } from '#domain/passbook';
import { ok } from '#domain/result';
import { rankByTotal } from '#domain/standing';
import { cycleOf } from '#domain/cycle';
import { today } from './clock.ts';
import { cycleOn } from './cycles.ts';
import { readText, readWord } from './fields.ts';
import type { Answer } from './replies.ts';
import { rows, type Db } from './sql.ts';
import { villageOf } from './villages.ts';
import { requireVillageStaff, roles } from './who.ts';

const perPage = 25;

/** What the list is narrowed to: people who live here unless those who left are asked for. */
const shownWords = ['present', 'living_here', 'away', 'returned', 'moved_out', 'without'] as const;
type Shown = (typeof shownWords)[number];

/**
 * GET /api/office/households?search=&group=&show=&sort=&page=: 25 a page. The search looks at
 * names, household codes and passbook numbers.
 */
export function householdList(e: core.RequestEvent): Answer {
	const staff = requireVillageStaff(e, roles);
	if (!staff.ok) return staff;
	const query = e.request?.url?.query();
	const search = readText(query?.get('search'), 40) ?? '';
	const group = Number(query?.get('group') ?? 0);
	const show = readWord(query?.get('show'), shownWords) ?? 'present';
	const sort = readWord(query?.get('sort'), ['place', 'total'] as const) ?? 'place';
	const found = listedHouseholds($app, staff.value.village, today(), search).filter(
		(each) => each.fits && (!group || each.group === group) && isShown(each, show),
	);
	// Rows come by place; sorting by total keeps that order among equals.
	if (sort === 'total') found.sort((one, other) => other.total - one.total);
	const pages = Math.max(1, Math.ceil(found.length / perPage));
	const asked = Math.floor(Number(query?.get('page') ?? 1)) || 1;
	const page = Math.min(pages, Math.max(1, asked));
	const answer: HouseholdList = {
		page,
		perPage,
		total: found.length,
		rows: found
			.slice((page - 1) * perPage, page * perPage)
			.map(({ fits: _, isLeaving: __, ...row }) => row),
	};
	return ok(answer);
}

/**
 * All households of a village with their figures and ranks, by place. `fits` says what is found,
 * `isLeaving` who has moved out and may still spend.
 */
export function listedHouseholds(
	db: Db,
	village: string,
	day: Day,
	search = '',
): (HouseholdRow & { fits: boolean; isLeaving: boolean })[] {
	const { town } = villageOf(db, village);
	const cycle = cycleOn(db, town.id, day);
	const base = cycle?.base ?? cycleOf(day).base;
	// In the first days of a year an account may still be missing: it will begin with the base.
	const unopened = { ...emptyAccount(base), total: base };
	const kept = rows<KeptRow>(db, columns, tail, {
		village,
		cycle: cycle?.id ?? '',
		search,
		plain: plainCode(search),
	});
	const figures = kept.map((row) => figuresOf(accountOfRow(row) ?? unopened));
	const ranks = rankByTotal(
		kept.flatMap((row, index) => {
			const { id, residence, standing } = row;
			const total = figures[index]?.total ?? points(0);
			return standing === 'moved_out' ? [] : [{ household: id, total, residence }];
		}),
	);
	return kept.map((row, index) => {
		const { total = 0, spendable = 0, redeemed = 0, missing = 0 } = figures[index] ?? {};
		const { id, code, group, number, head, villagers, residence, standing, passbook } = row;
		return {
			id,
			code,
			group,
			number,
			head,
			villagers,
			residence,
			standing,
			total,
			spendable,
			redeemed,
			missing,
			rank: ranks.get(id) ?? 0,
			passbook: passbook > 0 ? 'open' : 'none',
			fits: row.fits > 0,
			isLeaving: standingIn(cycle ?? cycleOf(day), row) === 'leaving',
		};
	});
}

type KeptRow = Omit<HouseholdRow, 'passbook' | 'rank' | 'spendable' | 'missing'> & {
	readonly passbook: number;
	readonly movedOutOn: Day | '';
	readonly fits: number;
	readonly base: number | null;
	readonly bonus: number | null;
	readonly held: number | null;
};

const columns: Readonly<Record<keyof KeptRow, string>> = {
	id: 'h.id',
	code: 'h.code',
	group: 'h.group_number',
	number: 'h.number',
	head: 'h.head_name',
	residence: 'h.residence',
	standing: 'h.standing',
	movedOutOn: 'h.moved_out_on',
	villagers: '(SELECT COUNT(*) FROM villagers v WHERE v.household = h.id)',
	passbook: `(SELECT COUNT(*) FROM passbooks p WHERE p.household = h.id AND p.status = 'open')`,
	base: 'a.base',
	total: 'a.total',
	bonus: 'a.bonus',
	redeemed: 'a.redeemed',
	held: 'a.held',
	fits: `({:search} = '' OR instr(h.head_name, {:search}) > 0
		OR instr(replace(h.code, '-', ''), {:plain}) > 0
		OR EXISTS (SELECT 1 FROM villagers v
			WHERE v.household = h.id AND instr(v.name, {:search}) > 0)
		OR EXISTS (SELECT 1 FROM passbooks p
			WHERE p.household = h.id AND p.status = 'open' AND p.number = {:plain}))`,
};

const tail = `FROM households h
	LEFT JOIN accounts a ON a.household = h.id AND a.cycle = {:cycle}
	WHERE h.village = {:village} ORDER BY h.group_number, h.number`;

function accountOfRow(row: KeptRow): Account | undefined {
	if (row.base === null) return undefined;
	return {
		base: points(row.base),
		total: points(row.total),
		bonus: points(row.bonus ?? 0),
		redeemed: points(row.redeemed),
		held: points(row.held ?? 0),
	};
}

function isShown(row: HouseholdRow, show: Shown): boolean {
	if (show === 'moved_out') return row.standing === 'moved_out';
	if (row.standing === 'moved_out') return false;
	if (show === 'present') return true;
	if (show === 'without') return row.passbook === 'none';
	return row.residence === show;
}
