import type { Cycle } from '#domain/cycle';
import type { Day } from '#domain/day';
import { maskName } from '#domain/household';
import { figuresOf } from '#domain/ledger';
import { points } from '#domain/points';
import { standingIn, type KeptStanding } from '#domain/household-standing';
import { ok } from '#domain/result';
import type { CopiedHousehold, VillageCopy } from '#domain/village-copy';
import { now, today } from './clock.ts';
import { cycleOn } from './cycles.ts';
import type { Answer } from './replies.ts';
import { unsealCode } from './secrets.ts';
import { rows } from './sql.ts';
import { villageOf } from './villages.ts';
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
 * figures, for the time when the line is down. A household without an account in the present cycle
 * is left out: it has no figures yet.
 */
export function villageCopy(e: core.RequestEvent): Answer {
	const device = requireDevice(e, 'kiosk');
	if (!device.ok) return device;
	const { village } = device.value;
	const cycle = cycleOn($app, villageOf($app, village).town.id, today());
	const salt = $security.randomString(32);
	const copy: VillageCopy = {
		at: now(),
		salt,
		households: cycle ? copyRows(village, cycle.id).map((each) => copied(each, cycle, salt)) : [],
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

function copyRows(village: string, cycle: string): CopyRow[] {
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
			base: 'a.base',
			total: 'a.total',
			bonus: 'a.bonus',
			redeemed: 'a.redeemed',
			held: 'a.held',
		},
		`FROM households h
		JOIN passbooks p ON p.household = h.id AND p.status = 'open'
		JOIN accounts a ON a.household = h.id AND a.cycle = {:cycle}
		WHERE h.village = {:village} ORDER BY h.code`,
		{ village, cycle },
	);
}
