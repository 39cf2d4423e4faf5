import { statusAt } from '#domain/print-job';
import { addDays, type Day } from '#domain/day';
import type {
	OfficePrintJob,
	RedeemedGoods,
	RedemptionDay,
	RedemptionPage,
	RedemptionRow,
} from '#domain/office-shop-wire';
import { ok, refuse } from '#domain/result';
import { returnDaysMost, reverseRedemption } from '#domain/reversal';
import { dayAndClock, now, today } from './clock.ts';
import { badField, readDay, readId } from './fields.ts';
import { readAccount } from './ledger.ts';
import { redemptionFacts } from './redemption-facts.ts';
import { goodsColumns } from './redemption-rows.ts';
import type { Answer } from './replies.ts';
import { reversibleRedemption } from './reversals.ts';
import { row, rows, type Db } from './sql.ts';
import { requireVillageStaff } from './who.ts';

/** GET /api/office/redemptions?day=: all that was redeemed on a day, today when none is named. */
export function redemptionList(e: core.RequestEvent): Answer {
	const staff = requireVillageStaff(e, ['storekeeper']);
	if (!staff.ok) return staff;
	const { village } = staff.value;
	const asked = e.request?.url?.query().get('day') ?? '';
	const day = asked === '' ? today() : readDay(asked);
	if (!day) return refuse(badField('day'));
	const found = rowsOn($app, village, day);
	const standing = found.filter(({ reversed }) => !reversed);
	const goods = goodsOn($app, village, day);
	const nearest = (sql: string, sign: string) =>
		row<{ day: string | null }>(
			$app,
			{ day: sql },
			`FROM redemptions WHERE village = {:village} AND day ${sign} {:day}`,
			{ village, day },
		)?.day ?? '';
	const answer: RedemptionDay = {
		day,
		totals: {
			redemptions: standing.length,
			households: new Set(standing.map(({ household }) => household)).size,
			points: standing.reduce((sum, { cost }) => sum + cost, 0),
			pieces: goods.reduce((sum, { quantity }) => sum + quantity, 0),
			reversed: found.length - standing.length,
		},
		goods,
		before: nearest('MAX(day)', '<'),
		after: nearest('MIN(day)', '>'),
		rows: found,
	};
	return ok(answer);
}

/** GET /api/office/redemptions/{id}: the slip, its prints, and whether it can be reversed. */
export function redemptionPage(e: core.RequestEvent): Answer {
	const staff = requireVillageStaff(e, ['storekeeper']);
	if (!staff.ok) return staff;
	const { village } = staff.value;
	const id = readId(e.request?.pathValue('id')) ?? '';
	const redemption = reversibleRedemption($app, id, village);
	if (!redemption) return refuse({ code: 'record_unknown' });
	const about = row<{ head: string; device: string }>(
		$app,
		{ head: 'h.head_name', device: 'd.name' },
		`FROM redemptions r JOIN households h ON h.id = r.household
		LEFT JOIN devices d ON d.id = r.device WHERE r.id = {:id}`,
		{ id },
	);
	const allowed = reverseRedemption(redemption, readAccount($app, redemption.account), today());
	const lastDay = addDays(redemption.day, returnDaysMost);
	const { closesOn } = redemption.cycle;
	const page: RedemptionPage = {
		facts: redemptionFacts($app, id),
		household: redemption.household,
		head: about?.head ?? '',
		device: about?.device ?? '',
		printJobs: printJobsOf($app, id),
		reversal: reversalOf($app, id),
		reversibleUntil: lastDay < closesOn ? lastDay : closesOn,
		notReversible: allowed.ok ? '' : allowed.refusal.code,
	};
	return ok(page);
}

function rowsOn(db: Db, village: string, day: Day): RedemptionRow[] {
	const latest = `(SELECT json_object('status', j.status, 'copy', j.copy,
		'createdAt', j.created_at, 'changedAt', j.changed_at) FROM print_jobs j WHERE j.redemption = r.id ORDER BY j.copy DESC LIMIT 1)`;
	return rows<
		Omit<RedemptionRow, 'clock' | 'print' | 'copy' | 'reversed'> & {
			reversals: number;
			job: {
				status: RedemptionRow['print'];
				copy: number;
				createdAt: number;
				changedAt: number;
			};
		}
	>(
		db,
		{
			id: 'r.id',
			at: 'r.at',
			number: 'r.number',
			household: 'r.household',
			head: 'h.head_name',
			householdCode: 'h.code',
			...goodsColumns,
			cost: 'r.cost',
			device: "COALESCE(d.name, '')",
			reversals: '(SELECT COUNT(*) FROM reversals x WHERE x.redemption = r.id)',
			job: `json(${latest})`,
		},
		`FROM redemptions r JOIN households h ON h.id = r.household
		LEFT JOIN devices d ON d.id = r.device
		WHERE r.village = {:village} AND r.day = {:day} ORDER BY r.at DESC, r.number DESC`,
		{ village, day },
	).map(({ reversals, job, ...rest }) => ({
		...rest,
		clock: dayAndClock(rest.at).clock.slice(0, 5),
		print: statusAt(job, now()),
		copy: job.copy,
		reversed: reversals > 0,
	}));
}

function goodsOn(db: Db, village: string, day: Day): RedeemedGoods[] {
	return rows<RedeemedGoods>(
		db,
		{
			id: 'l.product',
			name: 'MAX(l.name)',
			english: 'MAX(l.english)',
			unit: 'MAX(l.unit)',
			quantity: 'SUM(l.quantity)',
			points: 'SUM(l.points)',
		},
		`FROM redemption_lines l JOIN redemptions r ON r.id = l.redemption
		WHERE r.village = {:village} AND r.day = {:day}
		AND NOT EXISTS (SELECT 1 FROM reversals x WHERE x.redemption = r.id)
		GROUP BY l.product ORDER BY SUM(l.quantity) DESC, SUM(l.points) DESC, MAX(l.name)`,
		{ village, day },
	);
}

function printJobsOf(db: Db, redemption: string): OfficePrintJob[] {
	return rows<Omit<OfficePrintJob, 'day' | 'clock'> & { createdAt: number; changedAt: number }>(
		db,
		{
			id: 'j.id',
			template: 'j.template',
			copy: 'j.copy',
			status: 'j.status',
			message: 'j.message',
			reason: 'j.reason',
			askedBy: "COALESCE(s.name, d.name, '')",
			createdAt: 'j.created_at',
			changedAt: 'j.changed_at',
		},
		`FROM print_jobs j LEFT JOIN staff s ON s.id = j.asked_by
		LEFT JOIN devices d ON d.id = j.asked_by
		WHERE j.redemption = {:redemption} ORDER BY j.copy`,
		{ redemption },
	).map(({ createdAt, changedAt, ...job }) => ({
		...job,
		...dayAndClock(createdAt),
		status: statusAt({ status: job.status, createdAt, changedAt }, now()),
	}));
}

function reversalOf(db: Db, redemption: string): RedemptionPage['reversal'] {
	const found = row<{ at: number; by: string; reason: string }>(
		db,
		{ at: 'x.at', by: "COALESCE(s.name, '')", reason: 'x.reason' },
		'FROM reversals x LEFT JOIN staff s ON s.id = x.by WHERE x.redemption = {:redemption}',
		{ redemption },
	);
	return found ? { ...found, ...dayAndClock(found.at) } : null;
}
