import { claimLapsesAfterMs, mayMove, slipExpiresAfterMs, statusAt } from '#domain/print-job';
import { ok, refuse, type Result } from '#domain/result';
import type { PrintJob, PrintJobStatus, PrintJobView, PrintReport } from '#domain/wire';
import { now } from './clock.ts';
import { badField, readBody, readId, readOptionalText, readWhole, readWord } from './fields.ts';
import { redemptionFacts } from './redemption-facts.ts';
import type { Answer, Refusal } from './replies.ts';
import { execute, executeOne, figure, insert, newId, row, type Db } from './sql.ts';
import { inTx } from './tx.ts';
import { requireDevice, requireVillageStaff } from './who.ts';

interface KeptJob {
	readonly id: string;
	readonly village: string;
	readonly key: string;
	readonly template: PrintJob['template'];
	readonly redemption: string;
	readonly copy: number;
	readonly status: PrintJobStatus;
	readonly attempt: number;
	readonly agent: string;
	readonly message: string;
	readonly createdAt: number;
	readonly changedAt: number;
}

const jobColumns = {
	id: 'id',
	village: 'village',
	key: 'key',
	template: 'template',
	redemption: 'redemption',
	copy: 'copy',
	status: 'status',
	attempt: 'attempt',
	agent: 'agent',
	message: 'message',
	createdAt: 'created_at',
	changedAt: 'changed_at',
};
const reportWords: readonly PrintJobStatus[] = [
	'queued',
	'sending',
	'done',
	'done_unconfirmed',
	'uncertain',
	'blocked',
	'failed',
];
const proofs: readonly PrintReport['proof'][] = ['none', 'peer_eof', 'fence', 'process_id'];

/** Adds a print job to the village's queue; the same copy of the same thing is one job. */
export function addPrintJob(
	tx: Db,
	job: {
		village: string;
		template: PrintJob['template'];
		redemption: string;
		copy: number;
		by: string;
		reason?: string;
	},
): string {
	const at = now();
	const id = newId(at);
	insert(tx, 'print_jobs', {
		id,
		village: job.village,
		key: `${job.template}-${job.redemption || id}-${job.copy}`,
		template: job.template,
		redemption: job.redemption,
		copy: job.copy,
		status: 'queued',
		attempt: 0,
		agent: '',
		proof: '',
		message: '',
		reason: job.reason ?? '',
		asked_by: job.by,
		created_at: at,
		changed_at: at,
	});
	return id;
}

/** Adds the next copy of a redemption's receipt (补打): a new job with the same facts (R28). */
export function addReprint(
	tx: Db,
	reprint: { village: string; redemption: string; by: string; reason: string },
): string {
	const copies = figure(
		tx,
		'COUNT(*)',
		"FROM print_jobs WHERE redemption = {:redemption} AND template = 'redemption'",
		{ redemption: reprint.redemption },
	);
	return addPrintJob(tx, { ...reprint, template: 'redemption', copy: copies });
}

/**
 * POST /api/agent/jobs/take: the oldest slip that waits in the agent's village, claimed for it, or
 * nothing. Slips that waited too long expire; a claim that was never followed up is free again.
 */
export function takePrintJob(e: core.RequestEvent): Answer {
	const agent = requireDevice(e, 'print_agent');
	if (!agent.ok) return agent;
	const { id, village } = agent.value;
	return inTx<unknown>((tx) => {
		const at = now();
		execute(
			tx,
			`UPDATE print_jobs SET status = 'expired', changed_at = {:at} WHERE village = {:village}
			AND (status IN ('queued', 'blocked') OR (status = 'claimed' AND changed_at < {:lapsed}))
			AND created_at < {:before}`,
			{ at, village, before: at - slipExpiresAfterMs, lapsed: at - claimLapsesAfterMs },
		);
		const waiting = row<KeptJob>(
			tx,
			jobColumns,
			`FROM print_jobs WHERE village = {:village} AND (status IN ('queued', 'blocked')
			OR (status = 'claimed' AND changed_at < {:lapsed})) ORDER BY created_at, id`,
			{ village, lapsed: at - claimLapsesAfterMs },
		);
		if (!waiting) return ok(undefined);
		const attempt = waiting.attempt + 1;
		executeOne(
			tx,
			`UPDATE print_jobs SET status = 'claimed', agent = {:agent}, attempt = {:attempt},
			changed_at = {:at} WHERE id = {:id}`,
			{ agent: id, attempt, at, id: waiting.id },
		);
		const job: PrintJob = {
			id: waiting.id,
			key: waiting.key,
			template: waiting.template,
			copy: waiting.copy,
			facts: waiting.redemption ? redemptionFacts(tx, waiting.redemption) : null,
			attempt,
		};
		return ok(job);
	});
}

/**
 * POST /api/agent/jobs/{id}/report: what became of a claimed job. Refuses a step that the states do
 * not allow and a report on a claim that has passed to somebody else (`print_step_refused`).
 */
export function reportPrintJob(e: core.RequestEvent): Answer {
	const agent = requireDevice(e, 'print_agent');
	if (!agent.ok) return agent;
	const report = readReport(e);
	if (!report.ok) return report;
	const id = readId(e.request?.pathValue('id'));
	const { status, attempt, proof, message } = report.value;
	return inTx<unknown>((tx) => {
		const job = findJob(tx, id, agent.value.village);
		if (!job) return refuse({ code: 'print_job_unknown' });
		const isSame = job.status === status && job.attempt === attempt;
		if (isSame) return ok(viewOf(job));
		if (job.agent !== agent.value.id || job.attempt !== attempt || !mayMove(job.status, status)) {
			return refuse({ code: 'print_step_refused', from: job.status, to: status });
		}
		const at = now();
		executeOne(
			tx,
			`UPDATE print_jobs SET status = {:status}, proof = {:proof}, message = {:message},
			changed_at = {:at} WHERE id = {:id}`,
			{ status, proof, message, at, id: job.id },
		);
		return ok(viewOf({ ...job, status, message, changedAt: at }));
	});
}

/** GET /api/shop/print-jobs/{id}: what became of a slip of this village. */
export function printJobView(e: core.RequestEvent): Answer {
	const device = requireDevice(e, 'kiosk');
	if (!device.ok) return device;
	const job = findJob($app, readId(e.request?.pathValue('id')), device.value.village);
	return job ? ok(viewOf(job)) : refuse({ code: 'print_job_unknown' });
}

/**
 * POST /api/shop/print-jobs/{id}/answer {answer}: a person says whether an uncertain slip came out
 * whole. Not whole makes the next copy, marked 补打; the answer is the job to follow.
 */
export function answerPrintJob(e: core.RequestEvent): Answer {
	const device = requireDevice(e, 'kiosk');
	return device.ok ? answerFor(e, device.value.id, device.value.village) : device;
}

/** POST /api/office/print-jobs/{id}/answer {answer}: the same, said in the office. */
export function answerFromOffice(e: core.RequestEvent): Answer {
	const staff = requireVillageStaff(e, ['storekeeper'], readBody(e) ?? {});
	return staff.ok ? answerFor(e, staff.value.id, staff.value.village) : staff;
}

function answerFor(e: core.RequestEvent, by: string, village: string): Answer {
	const said = readWord(readBody(e)?.['answer'], ['complete', 'incomplete']);
	if (!said) return refuse(badField('answer'));
	const id = readId(e.request?.pathValue('id'));
	return inTx<unknown>((tx) => {
		const job = findJob(tx, id, village);
		if (!job || job.redemption === '') return refuse({ code: 'print_job_unknown' });
		const status = said === 'complete' ? 'done' : 'failed';
		const at = now();
		// The person answers what the screen says, and only a screen calls a lost slip uncertain.
		const shown = statusAt(job, at);
		if (!mayMove(shown, status)) return ok(viewOf(latestOf(tx, job)));
		const steps = shown === job.status ? [status] : [shown, status];
		for (const step of steps) {
			executeOne(
				tx,
				`UPDATE print_jobs SET status = {:status}, message = {:message}, changed_at = {:at}
				WHERE id = {:id}`,
				{ status: step, message: `answered: ${said}`, at, id: job.id },
			);
		}
		if (status === 'done') return ok(viewOf({ ...job, status }));
		const { redemption } = job;
		addReprint(tx, { village, redemption, by, reason: 'incomplete' });
		return ok(viewOf(latestOf(tx, job)));
	});
}

/** A job as the screens see it, by its id. */
export function findJobView(db: Db, id: string, village: string): PrintJobView | undefined {
	const job = findJob(db, id, village);
	return job && viewOf(job);
}

function latestOf(tx: Db, job: KeptJob): KeptJob {
	if (job.redemption === '') return job;
	const latest = row<KeptJob>(
		tx,
		jobColumns,
		'FROM print_jobs WHERE redemption = {:redemption} ORDER BY copy DESC',
		{ redemption: job.redemption },
	);
	return latest ?? job;
}

function findJob(db: Db, id: string | undefined, village: string): KeptJob | undefined {
	return row<KeptJob>(db, jobColumns, 'FROM print_jobs WHERE id = {:id} AND village = {:village}', {
		id: id ?? '',
		village,
	});
}

function viewOf(job: KeptJob): PrintJobView {
	const { id, copy, message } = job;
	return { id, status: statusAt(job, now()), copy, message };
}

function readReport(e: core.RequestEvent): Result<PrintReport, Refusal> {
	const body = readBody(e);
	const status = readWord(body['status'], reportWords);
	if (!status) return refuse(badField('status'));
	const attempt = readWhole(body['attempt'], 1, 1_000_000);
	if (attempt === undefined) return refuse(badField('attempt'));
	const proof = readWord(body['proof'], proofs);
	if (!proof) return refuse(badField('proof'));
	const message = readOptionalText(body['message'], 400);
	if (message === undefined) return refuse(badField('message'));
	return ok({ status, attempt, proof, message });
}
