import type { ScanRefusal } from '#domain/passbook';
import type { RedemptionRefusal } from '#domain/redemption';

/** A no that the screen can explain: the rules' own, the scanner's and the device's. */
export type RefusalCode =
	| RedemptionRefusal['code']
	| ScanRefusal['code']
	| 'passbook_unknown'
	| 'passbook_other_village'
	| 'receipt_unknown'
	| 'receipt_other_village'
	| 'scan_locked'
	| 'request_conflict'
	| 'request_invalid'
	| 'redemption_unknown'
	| 'reprint_limit'
	| 'print_job_unknown'
	| DeviceRefusalCode
	| 'pairing_code_wrong'
	| 'pairing_code_expired'
	| 'other';

/** The kiosk itself is not known: nothing was decided about the villager's request. */
export type DeviceRefusalCode = 'device_unknown' | 'device_revoked';

export interface Refusal {
	readonly code: RefusalCode;
	readonly details: RefusalDetails;
}

/** The figures of a refusal; 0 or empty where a code has none. */
export interface RefusalDetails {
	readonly product: string;
	readonly name: string;
	readonly left: number;
	/** To be earned before the basket can be taken. */
	readonly missing: number;
	/** How much of that comes before the first point may be spent. */
	readonly makeUpFirst: number;
	readonly cost: number;
	readonly spendable: number;
	readonly pointsEach: number;
	readonly most: number;
	readonly seconds: number;
}

/** A refusal of the domain or the scanner, asked on the kiosk itself. */
export function refusalFrom(plain: RedemptionRefusal | ScanRefusal): Refusal {
	return { code: plain.code, details: detailsFrom(plain) };
}

/**
 * The refusal in an error body of the server: `data.refusal.code`, its figures as JSON in
 * `data.refusal.message`. Nothing when there is none: then nobody has decided anything. A code that
 * this kiosk is too old to know is still a no.
 */
export function readRefusal(body: unknown): Refusal | undefined {
	const refusal = field(field(body, 'data'), 'refusal');
	const code = field(refusal, 'code');
	if (typeof code !== 'string' || code === '') return undefined;
	// Half of the question arrived, and an earlier try may have arrived whole.
	if (code === 'request_unreadable') return undefined;
	return {
		code: isRefusalCode(code) ? code : 'other',
		details: detailsFrom(parsed(field(refusal, 'message'))),
	};
}

/** The server's disk: nothing was decided, and somebody beside the server can help. */
export type StorageFault = 'storage_full' | 'storage_failed';

/** The disk's fault in an error body of the server, at `data.fault.code`; nothing for every other. */
export function readStorageFault(body: unknown): StorageFault | undefined {
	const code = field(field(field(body, 'data'), 'fault'), 'code');
	return code === 'storage_full' || code === 'storage_failed' ? code : undefined;
}

/** Whether the server refused the kiosk and not what it asked. */
export function isDeviceRefusal(code: RefusalCode): code is DeviceRefusalCode {
	return code === 'device_unknown' || code === 'device_revoked';
}

/** Whether the household's points have the last word: they may have been spent elsewhere meanwhile. */
export function isAboutPoints(code: RefusalCode): boolean {
	return code === 'spendable_too_low' || code === 'total_below_base';
}

/** Whether nothing can be had with this passbook any more, so that there is nothing to go back to. */
export function endsPassbook(code: RefusalCode): boolean {
	return ending.includes(code);
}

const ending: readonly RefusalCode[] = [
	'passbook_replaced',
	'passbook_closed',
	'household_moved_out',
	'household_barred',
];

const codes: Readonly<Record<RefusalCode, true>> = {
	basket_empty: true,
	basket_too_long: true,
	product_twice: true,
	quantity_invalid: true,
	passbook_replaced: true,
	passbook_closed: true,
	household_moved_out: true,
	household_barred: true,
	cycle_closed: true,
	product_unknown: true,
	product_suspended: true,
	product_unpriced: true,
	product_expired: true,
	product_out_of_stock: true,
	price_changed: true,
	total_below_base: true,
	spendable_too_low: true,
	code_foreign: true,
	code_damaged: true,
	passbook_unknown: true,
	passbook_other_village: true,
	receipt_unknown: true,
	receipt_other_village: true,
	scan_locked: true,
	request_conflict: true,
	request_invalid: true,
	redemption_unknown: true,
	reprint_limit: true,
	print_job_unknown: true,
	device_unknown: true,
	device_revoked: true,
	pairing_code_wrong: true,
	pairing_code_expired: true,
	other: true,
};

function isRefusalCode(code: string): code is RefusalCode {
	return Object.hasOwn(codes, code);
}

function detailsFrom(source: unknown): RefusalDetails {
	const text = (key: string) => {
		const value = field(source, key);
		return typeof value === 'string' ? value : '';
	};
	const figure = (key: string) => {
		const value = Number(field(source, key) ?? 0);
		return Number.isFinite(value) ? value : 0;
	};
	return {
		product: text('product'),
		name: text('name'),
		left: figure('left'),
		missing: figure('missing'),
		makeUpFirst: figure('makeUpFirst'),
		cost: figure('cost'),
		spendable: figure('spendable'),
		pointsEach: figure('pointsEach'),
		most: figure('most'),
		seconds: figure('seconds'),
	};
}

function field(source: unknown, key: string): unknown {
	if (typeof source !== 'object' || source === null) return undefined;
	return (source as Readonly<Record<string, unknown>>)[key];
}

function parsed(text: unknown): unknown {
	if (typeof text !== 'string') return text;
	try {
		return JSON.parse(text);
	} catch {
		// The code alone already says no; its figures are only missing from the sentence.
		return undefined;
	}
}
