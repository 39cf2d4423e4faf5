import { cycleOf, isOpenOn, nextCycleOpensOn } from '#domain/cycle';
import {
	addDays,
	clockAt,
	dayAt,
	dayFrom,
	daysBetween,
	isDay,
	startOfDay,
	weekdayOf,
	yearOf,
} from '#domain/day';
import { householdCode, maskName, readHouseholdCode } from '#domain/household';
import { mayRedeem, standingIn } from '#domain/household-standing';
import {
	accountBehind,
	accountOf,
	applyEffect,
	canonicalEntry,
	chainCode,
	effectOf,
	emptyAccount,
	figuresOf,
	isEntryAmount,
	missingFor,
	reversalEffect,
} from '#domain/ledger';
import { canonicalMovement } from '#domain/movement';
import {
	checkDigit,
	groupedNumber,
	halfWidth,
	makePassbookCode,
	makePassbookNumber,
	makeReceiptCode,
	plainCode,
	readScan,
} from '#domain/passbook';
import {
	fen,
	fenToYuan,
	isAllowedRate,
	isWhole,
	points,
	priceInPoints,
	yuanToFen,
} from '#domain/points';
import { examinePhoto } from '#domain/photo';
import { isUnderWay, mayMove, statusAt } from '#domain/print-job';
import { excerpt, isPlainText } from '#domain/plain-text';
import { readProductTable } from '#domain/product-table';
import { priceOnShelf, redeem, type RedemptionDraft, type ShelfProduct } from '#domain/redemption';
import { canonicalRedemption, goodsInWords } from '#domain/redemption-record';
import { ok, refuse } from '#domain/result';
import { reverseRedemption } from '#domain/reversal';
import { isBirthYear, nameFault, planRoster, sameName } from '#domain/roster';
import { readRosterTable } from '#domain/roster-table';
import { rankByTotal } from '#domain/standing';
import { isGoodOn, onShelf, takeFromBatches } from '#domain/stock';
import { readRows } from '#domain/table';
import { readTypedDay } from '#domain/typed-day';
import { viewOfCopy } from '#domain/village-copy';
import { actOnVoucher, heldBy, voucherEffect, voucherNumber } from '#domain/voucher';
import type { Json, Outcome, Table } from './table.ts';

/** A redemption draft as the tables write it: JSON knows no Map. */
interface PlainDraft extends Omit<RedemptionDraft, 'products'> {
	readonly products: readonly ShelfProduct[];
}

const redeemPlain = (draft: PlainDraft) =>
	redeem({
		...draft,
		products: new Map(draft.products.map((product) => [product.id, product])),
	});

/** Every function of the domain, under the name the tables call it by. */
export const calls: Readonly<Record<string, (...given: never[]) => unknown>> = {
	accountBehind,
	accountOf,
	actOnVoucher,
	addDays,
	applyEffect,
	canonicalEntry,
	canonicalMovement,
	canonicalRedemption,
	chainCode,
	checkDigit,
	clockAt,
	cycleOf,
	dayAt,
	dayFrom,
	daysBetween,
	effectOf,
	emptyAccount,
	examinePhoto,
	excerpt,
	fen,
	fenToYuan,
	figuresOf,
	goodsInWords,
	groupedNumber,
	halfWidth,
	heldBy,
	householdCode,
	isAllowedRate,
	isDay,
	isEntryAmount,
	isGoodOn,
	isOpenOn,
	isPlainText,
	isUnderWay,
	isWhole,
	makePassbookCode,
	makePassbookNumber,
	makeReceiptCode,
	maskName,
	mayMove,
	mayRedeem,
	missingFor,
	nextCycleOpensOn,
	ok,
	onShelf,
	plainCode,
	points,
	priceInPoints,
	priceOnShelf,
	rankByTotal,
	readHouseholdCode,
	readProductTable,
	readRosterTable,
	readRows,
	planRoster,
	sameName,
	nameFault,
	isBirthYear,
	readScan,
	readTypedDay,
	redeem: redeemPlain,
	refuse,
	reversalEffect,
	reverseRedemption,
	standingIn,
	startOfDay,
	statusAt,
	takeFromBatches,
	viewOfCopy,
	voucherEffect,
	voucherNumber,
	weekdayOf,
	yearOf,
	yuanToFen,
};

/** What a row of a table comes to in the runtime that asks. */
export function outcomeOf(call: string, given: readonly Json[]): Outcome {
	const act = calls[call];
	if (!act) throw new Error(`No table may call ${call}`);
	try {
		return outcome(act(...(given as readonly never[])));
	} catch (error) {
		return { throws: error instanceof Error ? error.message : String(error) };
	}
}

/** All rows of the tables with what they came to; plain JSON, so that goja can hand it out. */
export function replay(tables: readonly Table[]) {
	return tables.flatMap(({ call, cases }) =>
		cases.map(({ says, given, expected }) => ({
			call,
			says,
			expected,
			got: outcomeOf(call, given),
		})),
	);
}

function outcome(answer: unknown): Outcome {
	if (typeof answer === 'object' && answer !== null && 'ok' in answer) {
		if ('refusal' in answer) return { refusal: json(answer.refusal) };
		if ('value' in answer) return { value: json(answer.value) };
	}
	return { value: json(answer) };
}

function json(value: unknown): Json {
	const plain = value instanceof Map ? [...value.entries()] : (value ?? null);
	return JSON.parse(JSON.stringify(plain)) as Json;
}
