import { cycleOf } from '#domain/cycle';
import type { Day } from '#domain/day';
import { standingIn, type KeptStanding } from '#domain/household-standing';
import { readScan } from '#domain/passbook';
import { ok, refuse, type Result } from '#domain/result';
import type { PassbookStatus } from '#domain/redemption';
import type { Scanned } from '#domain/wire';
import { now, today } from './clock.ts';
import { accountIn, cycleOn, openAccount, openCycle } from './cycles.ts';
import { badField, readBody } from './fields.ts';
import { householdView } from './household-view.ts';
import { redemptionFacts } from './redemption-facts.ts';
import type { Answer, Refusal } from './replies.ts';
import { hashCode } from './secrets.ts';
import { row } from './sql.ts';
import { inTx } from './tx.ts';
import { villageOf } from './villages.ts';
import { requireDevice, type Device } from './who.ts';

interface FoundPassbook {
	readonly id: string;
	readonly village: string;
	readonly household: string;
	readonly status: PassbookStatus;
	readonly standing: KeptStanding;
	readonly movedOutOn: Day | '';
}

const failuresMost = 5;
const failureWindowMs = 60_000;
const lockMs = 30_000;

/**
 * POST /api/shop/scan: the household of a passbook code or number, or the receipt of a receipt code
 * (R16). Refuses what is not ours, damaged, unknown, replaced, closed, or of another village; after
 * five unknown codes in a minute the device waits for half a minute (`scan_locked`).
 */
export function scan(e: core.RequestEvent): Answer {
	const device = requireDevice(e, 'kiosk');
	if (!device.ok) return device;
	const code = readBody(e)['code'];
	if (typeof code !== 'string' || code.length > 256) return refuse(badField('code'));
	const lockedMs = lockedFor(device.value.id);
	if (lockedMs > 0) return refuse({ code: 'scan_locked', seconds: Math.ceil(lockedMs / 1000) });

	const scanned = readScan(code);
	if (!scanned.ok) return scanned;
	if (scanned.value.kind === 'receipt') return receiptBy(scanned.value.code, device.value);
	const passbook =
		scanned.value.kind === 'passbook'
			? findPassbook('p.code_hash', hashCode(scanned.value.code))
			: findPassbook('p.number', scanned.value.number);
	return household(passbook, device.value);
}

function household(passbook: FoundPassbook | undefined, device: Device): Result<Scanned, Refusal> {
	if (!passbook) {
		noteFailure(device.id);
		return refuse({ code: 'passbook_unknown' });
	}
	if (passbook.village !== device.village) return refuse({ code: 'passbook_other_village' });
	if (passbook.status === 'replaced') return refuse({ code: 'passbook_replaced' });
	const { town } = villageOf($app, device.village);
	const day = today();
	const cycle = cycleOn($app, town.id, day);
	const standing = standingIn(cycle ?? cycleOf(day), passbook);
	const isClosed = passbook.status === 'closed';
	if (standing === 'moved_out' || (isClosed && standing === 'leaving')) {
		return refuse({ code: 'household_moved_out' });
	}
	if (isClosed) return refuse({ code: 'passbook_closed' });
	const { household: id } = passbook;
	const account = (cycle && accountIn($app, id, cycle.id)) ?? newAccount(device, id, town.id, day);
	const place = { household: id, passbook: passbook.id, account, standing };
	return ok({ kind: 'household', household: householdView($app, place) });
}

// In the first days of a year a household may not have its new account yet: it gets it now.
function newAccount(device: Device, household: string, town: string, day: Day): string {
	const { village, id: by } = device;
	const opened = inTx((tx) =>
		ok(openAccount(tx, { village, household, cycle: openCycle(tx, town, day), day, by })),
	);
	if (!opened.ok) throw new Error('An account could not be opened');
	return opened.value;
}

function findPassbook(column: string, value: string): FoundPassbook | undefined {
	return row<FoundPassbook>(
		$app,
		{
			id: 'p.id',
			village: 'p.village',
			household: 'p.household',
			status: 'p.status',
			standing: 'h.standing',
			movedOutOn: 'h.moved_out_on',
		},
		`FROM passbooks p JOIN households h ON h.id = p.household WHERE ${column} = {:value}`,
		{ value },
	);
}

function receiptBy(code: string, device: Device): Result<Scanned, Refusal> {
	const found = row<{ id: string; village: string }>(
		$app,
		{ id: 'id', village: 'village' },
		'FROM redemptions WHERE code = {:code}',
		{ code },
	);
	if (!found) {
		noteFailure(device.id);
		return refuse({ code: 'receipt_unknown' });
	}
	if (found.village !== device.village) return refuse({ code: 'receipt_other_village' });
	return ok({ kind: 'receipt', receipt: redemptionFacts($app, found.id) });
}

// Unknown codes are counted in memory, as text: live objects must not cross between runtimes.
function failuresOf(device: string): number[] {
	const kept: unknown = $app.store().get(`love.scan.${device}`);
	const times = typeof kept === 'string' && kept !== '' ? kept.split(',').map(Number) : [];
	return times.filter((time) => now() - time < failureWindowMs);
}

function noteFailure(device: string): void {
	const times = [...failuresOf(device), now()].slice(-failuresMost);
	$app.store().set(`love.scan.${device}`, times.join(','));
}

function lockedFor(device: string): number {
	const times = failuresOf(device);
	const last = times[times.length - 1];
	if (times.length < failuresMost || last === undefined) return 0;
	return last + lockMs - now();
}
