/**
 * What crosses the border between the server and the rooms of the back office that look after the
 * shop: today, redemptions and devices. Plain JSON, as in wire.ts.
 */
import type { PrinterState, PrintJob, PrintJobStatus, RedemptionFacts } from './wire.ts';

/** GET /api/office/redemptions?day= */
export interface RedemptionDay {
	readonly day: string;
	/** What was reversed counts in none of these but in its own. */
	readonly totals: {
		readonly redemptions: number;
		readonly households: number;
		readonly points: number;
		readonly pieces: number;
		readonly reversed: number;
	};
	/** What was handed out and not brought back, the most of it first. */
	readonly goods: readonly RedeemedGoods[];
	/** The nearest days before and after on which something was redeemed; empty when there is none. */
	readonly before: string;
	readonly after: string;
	/** Newest first. */
	readonly rows: readonly RedemptionRow[];
}

export interface RedeemedGoods {
	/** The product's. */
	readonly id: string;
	readonly name: string;
	readonly english: string;
	readonly unit: string;
	readonly quantity: number;
	readonly points: number;
}

export interface RedemptionRow {
	readonly id: string;
	readonly at: number;
	/** 14:05, the clock in Shanghai. */
	readonly clock: string;
	readonly number: string;
	readonly household: string;
	readonly head: string;
	readonly householdCode: string;
	/** 大米×2、香皂×1 */
	readonly goods: string;
	/** Rice ×2, Toilet soap ×1; what has no English name in Chinese. */
	readonly goodsEnglish: string;
	readonly cost: number;
	readonly device: string;
	/** Of the newest copy of the slip. */
	readonly print: PrintJobStatus;
	readonly copy: number;
	readonly reversed: boolean;
}

/** GET /api/office/redemptions/{id} */
export interface RedemptionPage {
	readonly facts: RedemptionFacts;
	readonly household: string;
	readonly head: string;
	readonly device: string;
	/** Oldest first: the first print, then the copies. */
	readonly printJobs: readonly OfficePrintJob[];
	readonly reversal: {
		readonly at: number;
		readonly day: string;
		readonly clock: string;
		readonly by: string;
		readonly reason: string;
	} | null;
	/** The last day on which it may be reversed. */
	readonly reversibleUntil: string;
	/** Why it can no longer be reversed; empty while it can. */
	readonly notReversible: '' | 'redemption_reversed' | 'reversal_too_late' | 'cycle_closed';
}

export interface OfficePrintJob {
	readonly id: string;
	readonly template: PrintJob['template'];
	readonly copy: number;
	/** A slip that nobody fetched in time stands as expired although no agent has said so. */
	readonly status: PrintJobStatus;
	readonly message: string;
	readonly reason: string;
	/** The name of the person or device that asked for it. */
	readonly askedBy: string;
	readonly day: string;
	readonly clock: string;
}

/** GET /api/office/devices */
export interface DeviceList {
	readonly at: number;
	readonly printer: PrinterState;
	readonly devices: readonly DeviceRow[];
}

export interface DeviceRow {
	readonly id: string;
	readonly name: string;
	readonly kind: 'kiosk' | 'print_agent';
	readonly status: 'pairing' | 'active' | 'revoked';
	/** 0 when it never came. */
	readonly lastSeenAt: number;
	readonly pairedAt: number;
	readonly revokedAt: number;
	/** When the code that waits for it ends. */
	readonly codeExpiresAt: number;
	/** What a print agent last said of its printer; unknown for a kiosk. */
	readonly printer: PrinterState;
}

/** GET /api/office/today: what is due, and the figures of the last days. */
export interface OfficeToday {
	readonly day: string;
	readonly at: number;
	/** What a village that only begins has none of yet. */
	readonly lacking: readonly Lack[];
	readonly withoutPassbook: number;
	readonly goods: readonly DueGoods[];
	/** Slips of the last days that no paper came of, or of which nobody knows. */
	readonly slips: readonly DueSlip[];
	readonly printer: PrinterState;
	readonly devices: readonly DueDevice[];
	readonly redeemed: {
		readonly redemptions: number;
		readonly households: number;
		readonly points: number;
	};
	/** The last 30 days, today the last of them. */
	readonly days: readonly {
		readonly day: string;
		readonly redemptions: number;
		readonly points: number;
	}[];
	/** What households may redeem against what lies on the shelf. */
	readonly cover: {
		readonly spendable: number;
		readonly fenPerPoint: number;
		readonly liabilityFen: number;
		readonly stockFen: number;
	};
}

export type Lack = 'households' | 'products' | 'kiosk';

export interface DueGoods {
	readonly id: string;
	readonly name: string;
	readonly english: string;
	readonly unit: string;
	readonly unitEnglish: string;
	readonly why:
		'expired' | 'expires_in_7' | 'expires_in_30' | 'sold_out' | 'unpriced' | 'suspended';
	/** How much of it: what has expired, what will expire, or what is left. */
	readonly quantity: number;
	/** The first last day; empty when it is not about a day. */
	readonly expiresOn: string;
	/** Days until then; negative after it, 0 when it is not about a day. */
	readonly days: number;
}

export interface DueSlip {
	readonly id: string;
	readonly redemption: string;
	readonly number: string;
	readonly head: string;
	readonly status: PrintJobStatus;
	readonly day: string;
	readonly clock: string;
}

export interface DueDevice {
	readonly id: string;
	readonly name: string;
	readonly kind: 'kiosk' | 'print_agent';
	readonly why: 'silent' | 'pairing';
	readonly lastSeenAt: number;
}
