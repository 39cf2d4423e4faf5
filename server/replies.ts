import { refuse, type Result } from '#domain/result';
import { platformStatus, storageFaultOf } from './faults.ts';
import { tooLarge, UnreadableBody } from './fields.ts';

/** A no on its way out: the code, and the numbers that explain it. */
export interface Refusal {
	readonly code: string;
	readonly [detail: string]: unknown;
}

/** What a route gives back: a value to be sent as JSON, or a JSON text that is sent as it is. */
export type Answer = Result<unknown, Refusal>;

/** A JSON text that was kept and must leave byte for byte as the first time. */
export interface KeptAnswer {
	readonly keptText: string;
}

/**
 * Answers a request. A refusal leaves with status 400 and its code; whatever nobody expected is
 * logged with its cause and leaves as 500, or as 503 with a code when it is the disk's, so that a
 * fault is never mistaken for a refusal.
 */
export function answer(e: core.RequestEvent, act: () => Answer): void {
	let outcome: Answer;
	try {
		outcome = readable(act);
	} catch (error) {
		if (platformStatus(error) === tooLarge) throw error;
		$app.logger().error('request failed', 'path', e.request?.url?.path, 'cause', String(error));
		answerFault(e, error);
		return;
	}
	if (!outcome.ok) {
		const { code, ...details } = outcome.refusal;
		const status = statusOf(code);
		e.json(status, {
			status,
			message: code,
			data: { refusal: { code, message: JSON.stringify(details) } },
		});
		return;
	}
	const { value } = outcome;
	if (value === undefined) {
		e.noContent(204);
		return;
	}
	const text = isKept(value) ? value.keptText : JSON.stringify(value);
	e.blob(200, 'application/json; charset=utf-8', toBytes(text));
}

function readable(act: () => Answer): Answer {
	try {
		return act();
	} catch (error) {
		if (error instanceof UnreadableBody) return refuse({ code: 'request_unreadable' });
		throw error;
	}
}

function answerFault(e: core.RequestEvent, error: unknown): void {
	const fault = storageFaultOf(error);
	if (fault) e.json(503, { status: 503, message: fault.code, data: { fault } });
	else e.json(500, { status: 500, message: 'The server could not do this.', data: {} });
}

function isKept(value: unknown): value is KeptAnswer {
	return typeof value === 'object' && value !== null && 'keptText' in value;
}

const callerUnknown = ['device_unknown', 'device_revoked', 'staff_unknown'];

function statusOf(code: string): number {
	if (callerUnknown.includes(code)) return 401;
	return code === 'not_allowed' ? 403 : 400;
}
