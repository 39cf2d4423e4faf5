import { addDays, startOfDay, type Day } from '#domain/day';
import type { DueDevice, DueSlip, OfficeToday } from '#domain/office-shop-wire';
import type { PrintJobStatus } from '#domain/wire';
import { statusAt } from '#domain/print-job';
import { ok } from '#domain/result';
import { onShelf } from '#domain/stock';
import { dayAndClock, now, today } from './clock.ts';
import { dueGoods } from './due-goods.ts';
import { listedHouseholds } from './household-list.ts';
import { printerOf } from './printers.ts';
import type { Answer } from './replies.ts';
import { settingsOn } from './settings.ts';
import { productsOf } from './shelf.ts';
import { figure, row, rows, type Db } from './sql.ts';
import { requireVillageStaff, roles } from './who.ts';

const chartDays = 30;
/** A slip that nobody asked about for so many days is no longer today's work. */
const slipDays = 3;
const slipsMost = 20;
/** What is due beside the uncertain; what is under way is not, as long as it moves. */
const dueStatuses: readonly PrintJobStatus[] = ['blocked', 'expired', 'failed'];
const silentDeviceMs = 24 * 3_600_000;

/** GET /api/office/today: what is due in a village, and its last 30 days (C.1). */
export function officeToday(e: core.RequestEvent): Answer {
	const staff = requireVillageStaff(e, roles);
	if (!staff.ok) return staff;
	const { village } = staff.value;
	const day = today();
	const listed = listedHouseholds($app, village, day);
	const households = listed.filter(({ standing }) => standing !== 'moved_out');
	const products = productsOf($app, village);
	const spendable = listed.reduce((sum, { standing, isLeaving, spendable: own }) => {
		return standing === 'moved_out' && !isLeaving ? sum : sum + own;
	}, 0);
	const { fenPerPoint } = settingsOn($app, village, day);
	const answer: OfficeToday = {
		day,
		at: now(),
		lacking: [
			...(households.length === 0 ? (['households'] as const) : []),
			...(products.length === 0 ? (['products'] as const) : []),
			...(hasKiosk($app, village) ? [] : (['kiosk'] as const)),
		],
		withoutPassbook: households.filter(({ passbook }) => passbook === 'none').length,
		goods: dueGoods(products, day),
		slips: dueSlips($app, village, day),
		printer: printerOf(village).printer,
		devices: dueDevices($app, village),
		redeemed: redeemedOn($app, village, day),
		days: lastDays($app, village, day),
		cover: {
			spendable,
			fenPerPoint,
			liabilityFen: spendable * fenPerPoint,
			stockFen: products.reduce((sum, { batches, referencePriceFen }) => {
				return sum + onShelf(batches, day) * referencePriceFen;
			}, 0),
		},
	};
	return ok(answer);
}

/**
 * The newest copy of each slip of the last days that came to no good end, the uncertain ones first.
 * Of a reversed redemption nobody wants a slip any more.
 */
function dueSlips(db: Db, village: string, day: Day): DueSlip[] {
	const at = now();
	const found = rows<Omit<DueSlip, 'day' | 'clock'> & { createdAt: number; changedAt: number }>(
		db,
		{
			id: 'j.id',
			redemption: 'r.id',
			number: 'r.number',
			head: 'h.head_name',
			status: 'j.status',
			createdAt: 'j.created_at',
			changedAt: 'j.changed_at',
		},
		`FROM print_jobs j JOIN redemptions r ON r.id = j.redemption
		JOIN households h ON h.id = r.household
		WHERE j.village = {:village} AND j.created_at >= {:from}
		AND j.status NOT IN ('done', 'done_unconfirmed', 'cancelled')
		AND NOT EXISTS (SELECT 1 FROM reversals x WHERE x.redemption = r.id)
		AND j.copy = (SELECT MAX(k.copy) FROM print_jobs k WHERE k.redemption = j.redemption)
		ORDER BY j.created_at DESC`,
		{ village, from: startOfDay(addDays(day, 1 - slipDays)) },
	).map((slip) => ({ ...slip, status: statusAt(slip, at) }));
	const due = [
		...found.filter(({ status }) => status === 'uncertain'),
		...found.filter(({ status }) => dueStatuses.includes(status)),
	];
	return due
		.slice(0, slipsMost)
		.map(({ createdAt, changedAt: _, ...slip }) => ({ ...slip, ...dayAndClock(createdAt) }));
}

function dueDevices(db: Db, village: string): DueDevice[] {
	return rows<DueDevice>(
		db,
		{
			id: 'id',
			name: 'name',
			kind: 'kind',
			why: "CASE WHEN status = 'pairing' THEN 'pairing' ELSE 'silent' END",
			lastSeenAt: 'last_seen_at',
		},
		`FROM devices WHERE village = {:village}
		AND (status = 'pairing' OR (status = 'active' AND last_seen_at < {:before}))
		ORDER BY status, last_seen_at`,
		{ village, before: now() - silentDeviceMs },
	);
}

function hasKiosk(db: Db, village: string): boolean {
	const tail = `FROM devices
		WHERE village = {:village} AND kind = 'kiosk' AND status != 'revoked'`;
	return figure(db, 'COUNT(*)', tail, { village }) > 0;
}

const standing = `FROM redemptions r WHERE r.village = {:village}
	AND NOT EXISTS (SELECT 1 FROM reversals x WHERE x.redemption = r.id)`;

function redeemedOn(db: Db, village: string, day: Day): OfficeToday['redeemed'] {
	const nothing = { redemptions: 0, households: 0, points: 0 };
	return (
		row<OfficeToday['redeemed']>(
			db,
			{
				redemptions: 'COUNT(*)',
				households: 'COUNT(DISTINCT r.household)',
				points: 'COALESCE(SUM(r.cost), 0)',
			},
			`${standing} AND r.day = {:day}`,
			{ village, day },
		) ?? nothing
	);
}

function lastDays(db: Db, village: string, day: Day): OfficeToday['days'] {
	const from = addDays(day, 1 - chartDays);
	const found = rows<OfficeToday['days'][number]>(
		db,
		{ day: 'r.day', redemptions: 'COUNT(*)', points: 'SUM(r.cost)' },
		`${standing} AND r.day >= {:from} AND r.day <= {:day} GROUP BY r.day`,
		{ village, from, day },
	);
	return Array.from({ length: chartDays }, (_, index) => {
		const each = addDays(from, index);
		return found.find((sums) => sums.day === each) ?? { day: each, redemptions: 0, points: 0 };
	});
}
