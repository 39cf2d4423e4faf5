import { ok, refuse, type Result } from '#domain/result';
import type { PrintJobView } from '#domain/wire';
import { badField, readBody, readId, readRequestKey, readText, readWord } from './fields.ts';
import { addPrintJob, addReprint, findJobView } from './print-jobs.ts';
import type { Answer, Refusal } from './replies.ts';
import { onlyOnce } from './requests.ts';
import { figure, row, type Db } from './sql.ts';
import { noteAct } from './staff-acts.ts';
import { inTx } from './tx.ts';
import { requireDevice, requireVillageStaff } from './who.ts';

/** So many copies a kiosk gives of one slip; after that the office decides. */
const kioskCopiesMost = 3;

/**
 * POST /api/office/redemptions/{id}/reprint {requestKey, reason}: one more copy of a slip, marked
 * 补打 (R28). Refuses a redemption of another village (`record_unknown`).
 */
export function reprintFromOffice(e: core.RequestEvent): Answer {
	const body = readBody(e);
	const staff = requireVillageStaff(e, ['storekeeper'], body);
	if (!staff.ok) return staff;
	const { id: by, village } = staff.value;
	const key = readRequestKey(body['requestKey']);
	if (!key) return refuse(badField('requestKey'));
	const reason = readText(body['reason'], 200);
	if (!reason) return refuse(badField('reason'));
	const id = readId(e.request?.pathValue('id')) ?? '';
	const content = JSON.stringify([id, reason]);
	return inTx((tx) =>
		onlyOnce(tx, { village, key, route: 'office_reprint', content, askedBy: by }, () => {
			if (!isOf(tx, id, village)) return refuse({ code: 'record_unknown' });
			const job = addReprint(tx, { village, redemption: id, by, reason });
			noteAct(tx, { id: by, village, act: 'slip_reprinted', subject: id, details: reason });
			return viewOf(tx, job, village);
		}),
	);
}

/**
 * POST /api/shop/redemptions/{id}/reprint {requestKey}: a copy from the kiosk (R28). Refuses
 * `redemption_unknown`, and `reprint_limit` after three copies that kiosks asked for.
 */
export function reprintFromKiosk(e: core.RequestEvent): Answer {
	const device = requireDevice(e, 'kiosk');
	if (!device.ok) return device;
	const { id: by, village } = device.value;
	const key = readRequestKey(readBody(e)['requestKey']);
	if (!key) return refuse(badField('requestKey'));
	const id = readId(e.request?.pathValue('id')) ?? '';
	return inTx((tx) =>
		onlyOnce(tx, { village, key, route: 'kiosk_reprint', content: id, askedBy: by }, () => {
			if (!isOf(tx, id, village)) return refuse({ code: 'redemption_unknown' });
			const most = kioskCopiesMost;
			if (kioskCopiesOf(tx, id) >= most) return refuse({ code: 'reprint_limit', most });
			const reason = 'kiosk';
			return viewOf(tx, addReprint(tx, { village, redemption: id, by, reason }), village);
		}),
	);
}

/** POST /api/office/print-jobs {requestKey, template: 'test_page'}: a test page on the village's printer. */
export function printTestPage(e: core.RequestEvent): Answer {
	const body = readBody(e);
	const staff = requireVillageStaff(e, ['storekeeper'], body);
	if (!staff.ok) return staff;
	const { id: by, village } = staff.value;
	const key = readRequestKey(body['requestKey']);
	if (!key) return refuse(badField('requestKey'));
	const template = readWord(body['template'], ['test_page'] as const);
	if (!template) return refuse(badField('template'));
	return inTx((tx) =>
		onlyOnce(tx, { village, key, route: 'test_page', content: template, askedBy: by }, () => {
			if (!hasPrintAgent(tx, village)) return refuse({ code: 'print_agent_missing' });
			const job = addPrintJob(tx, { village, template, redemption: '', copy: 0, by });
			return viewOf(tx, job, village);
		}),
	);
}

/** GET /api/office/print-jobs/{id}: what became of a slip that the office asked for. */
export function officePrintJob(e: core.RequestEvent): Answer {
	const staff = requireVillageStaff(e, ['storekeeper']);
	if (!staff.ok) return staff;
	const id = readId(e.request?.pathValue('id')) ?? '';
	return viewOf($app, id, staff.value.village);
}

function viewOf(db: Db, id: string, village: string): Result<PrintJobView, Refusal> {
	const view = findJobView(db, id, village);
	return view ? ok(view) : refuse({ code: 'print_job_unknown' });
}

function isOf(tx: Db, redemption: string, village: string): boolean {
	const tail = 'FROM redemptions WHERE id = {:redemption} AND village = {:village}';
	return row(tx, { id: 'id' }, tail, { redemption, village }) !== undefined;
}

function kioskCopiesOf(tx: Db, redemption: string): number {
	return figure(
		tx,
		'COUNT(*)',
		`FROM print_jobs j JOIN devices d ON d.id = j.asked_by
		WHERE j.redemption = {:redemption} AND j.copy > 0`,
		{ redemption },
	);
}

function hasPrintAgent(tx: Db, village: string): boolean {
	const tail = `FROM devices
		WHERE village = {:village} AND kind = 'print_agent' AND status = 'active'`;
	return figure(tx, 'COUNT(*)', tail, { village }) > 0;
}
