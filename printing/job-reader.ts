import { ok, refuse, type Result } from '#domain/result';
import type { PrintJob, RedemptionFacts } from '#domain/wire';

/** A job that cannot be printed; `id` and `attempt` are there when it can at least be reported. */
export interface JobRefusal {
	readonly code: 'job_unreadable';
	readonly field: string;
	readonly id?: string;
	readonly attempt?: number;
}

/**
 * Reads a print job from the server's answer, this room's only door for data from outside. Refuses
 * `job_unreadable` and names the first field that is missing or of the wrong kind.
 */
export function readPrintJob(value: unknown): Result<PrintJob, JobRefusal> {
	if (!isFields(value)) return refuse({ code: 'job_unreadable', field: 'job' });
	const { id, key, template, copy, facts, attempt } = value;
	if (typeof id !== 'string' || !/^[\w-]{1,40}$/.test(id)) return unreadable('id');
	if (!isCount(attempt)) return unreadable('attempt');
	const known = { id, attempt };
	// The key becomes a file's name where a folder stands in for a printer.
	if (typeof key !== 'string' || !/^[\w-]{1,120}$/.test(key)) return unreadable('key', known);
	if (template !== 'redemption' && template !== 'test_page') return unreadable('template', known);
	if (!isCount(copy)) return unreadable('copy', known);
	if (template === 'test_page') return ok({ id, key, template, copy, facts: null, attempt });
	const wrong = isFields(facts) ? wrongField(facts) : 'facts';
	if (wrong) return unreadable(wrong, known);
	return ok({ id, key, template, copy, facts: facts as unknown as RedemptionFacts, attempt });
}

type Fields = Readonly<Record<string, unknown>>;

const texts = [
	'number',
	'code',
	'town',
	'village',
	'shop',
	'day',
	'clock',
	'maskedName',
	'householdCode',
	'voucher',
	'chainCode',
];
const figures = ['cost', 'spendableBefore', 'spendableAfter', 'total'];
const linesMost = 100;

function wrongField(facts: Fields): string | undefined {
	for (const field of texts) if (typeof facts[field] !== 'string') return field;
	for (const field of figures) if (!Number.isSafeInteger(facts[field])) return field;
	if (typeof facts['reversed'] !== 'boolean') return 'reversed';
	const { lines } = facts;
	if (!Array.isArray(lines) || lines.length > linesMost) return 'lines';
	return lines.every(isLine) ? undefined : 'lines';
}

function isLine(line: unknown): boolean {
	return (
		isFields(line) &&
		typeof line['name'] === 'string' &&
		typeof line['unit'] === 'string' &&
		['quantity', 'pointsEach', 'points'].every((field) => Number.isSafeInteger(line[field]))
	);
}

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function unreadable(
	field: string,
	known: { readonly id?: string; readonly attempt?: number } = {},
): Result<never, JobRefusal> {
	return { ok: false, refusal: { code: 'job_unreadable', field, ...known } };
}
