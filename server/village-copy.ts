import type { Cycle } from '#domain/cycle';
import type { Day } from '#domain/day';
import { maskName } from '#domain/household';
import { figuresOf } from '#domain/ledger';
import { points } from '#domain/points';
import { standingIn, type KeptStanding } from '#domain/household-standing';
import { ok } from '#domain/result';
import type { CopiedHousehold, VillageCopy } from '#domain/village-copy';
import { now } from './clock.ts';
import { presentCycle } from './cycles.ts';
import type { Answer } from './replies.ts';
import { unsealCode } from './secrets.ts';
import { rows } from './sql.ts';
import { requireDevice } from './who.ts';

interface CopyRow {
	readonly id: string;
	readonly passbook: string;
	readonly sealed: string;
	readonly name: string;
	readonly code: string;
	readonly group: number;
	readonly number: number;
	readonly standing: KeptStanding;
	readonly movedOutOn: Day | '';
	readonly base: number;
	readonly total: number;
	readonly bonus: number;
	readonly redeemed: number;
	readonly held: number;
}

/**
 * GET /api/shop/copy: the households of the kiosk's own village with an open passbook and their
 * figures, for the time when the line is down. Whose account of the present cycle is not open yet
 * begins it with the base points alone (R17); who moved out in an earlier one is left out.
 */
export function villageCopy(e: core.RequestEvent): Answer {
	const device = requireDevice(e, 'kiosk');
	if (!device.ok) return device;
	const { village } = device.value;
	const cycle = presentCycle($app, village);
	const salt = $security.randomString(32);
	const copy: VillageCopy = {
		at: now(),
		salt,
		households: copyRows(village, cycle)
			.filter((each) => standingIn(cycle, each) !== 'moved_out')
			.map((each) => copied(each, cycle, salt)),
	};
	return ok(copy);
}

function copied(found: CopyRow, cycle: Cycle, salt: string): CopiedHousehold {
	const { id, passbook, code, group, number } = found;
	return {
		codeMark: $security.hs256(unsealCode(found.sealed), salt),
		id,
		passbook,
		maskedName: maskName(found.name),
		code,
		group,
		number,
		standing: standingIn(cycle, found),
		figures: figuresOf({
			base: points(found.base),
			total: points(found.total),
			bonus: points(found.bonus),
			redeemed: points(found.redeemed),
			held: points(found.held),
		}),
	};
}

function copyRows(village: string, cycle: Cycle & { readonly id?: string }): CopyRow[] {
	return rows<CopyRow>(
		$app,
		{
			id: 'h.id',
			passbook: 'p.id',
			sealed: 'p.sealed_code',
			name: 'h.head_name',
			code: 'h.code',
			group: 'h.group_number',
			number: 'h.number',
			standing: 'h.standing',
			movedOutOn: 'h.moved_out_on',
			base: 'COALESCE(a.base, {:base})',
			total: 'COALESCE(a.total, {:base})',
			bonus: 'COALESCE(a.bonus, 0)',
			redeemed: 'COALESCE(a.redeemed, 0)',
			held: 'COALESCE(a.held, 0)',
		},
		`FROM households h
		JOIN passbooks p ON p.household = h.id AND p.status = 'open'
		LEFT JOIN accounts a ON a.household = h.id AND a.cycle = {:cycle}
		WHERE h.village = {:village} ORDER BY h.code`,
		{ village, cycle: cycle.id ?? '', base: cycle.base },
	);
}
