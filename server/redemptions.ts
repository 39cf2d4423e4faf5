import { dayAt, type Day } from '#domain/day';
import { standingIn } from '#domain/household-standing';
import { effectOf } from '#domain/ledger';
import { makeReceiptCode } from '#domain/passbook';
import { redeem, type BasketLine, type Redemption } from '#domain/redemption';
import { goodsInWords, type RedemptionRecord } from '#domain/redemption-record';
import { ok, refuse, type Result } from '#domain/result';
import type { Batch } from '#domain/stock';
import { voucherNumber } from '#domain/voucher';
import type { RedemptionRequest } from '#domain/wire';
import type { ChainHead } from './chain.ts';
import { now } from './clock.ts';
import type { OpenCycle } from './cycles.ts';
import { isBody, readBody, readId, readList, readRequestKey, badField } from './fields.ts';
import { enterEntry, type EntryPlace, type NewEntry } from './ledger.ts';
import { addPrintJob } from './print-jobs.ts';
import { insertRedemption, redemptionDigest } from './redemption-rows.ts';
import { factsFrom, type KeptFacts } from './redemption-facts.ts';
import type { Answer, Refusal } from './replies.ts';
import { decideOnce } from './requests.ts';
import { randomPlaces } from './secrets.ts';
import { shelfProduct } from './shelf.ts';
import { newId, type Db } from './sql.ts';
import { takeOut } from './stock.ts';
import { askTill, type OpenBooks, type Till } from './till.ts';
import { issueAndUse } from './vouchers.ts';
import { requireDevice, type Device } from './who.ts';

/**
 * POST /api/shop/redemptions: points, stock, voucher, receipt and print job in one durable
 * transaction, or a refusal and nothing (R25 to R28). The same key gets the same answer for ever,
 * yes or no.
 */
export function enterRedemption(e: core.RequestEvent): Answer {
	const device = requireDevice(e, 'kiosk');
	if (!device.ok) return device;
	const request = readRequest(e);
	if (!request.ok) return request;
	const { requestKey, passbook, lines } = request.value;
	const { village } = device.value;
	return decideOnce(
		{
			village,
			key: requestKey,
			route: 'redemptions',
			content: JSON.stringify([passbook, lines]),
			askedBy: device.value.id,
		},
		(tx) => redeemNow(tx, device.value, request.value),
	);
}

function redeemNow(tx: Db, device: Device, request: RedemptionRequest): Result<unknown, Refusal> {
	// One reading of the clock: between two the day may turn, and paper and books would differ.
	const at = now();
	const day = dayAt(at);
	const till = askTill(tx, {
		village: device.village,
		passbook: request.passbook,
		day,
		products: request.lines.map((line) => line.product),
	});
	const { place, village, products, settings } = till;
	if (!place) return refuse({ code: 'passbook_unknown' });
	if (place.village !== village.id) return refuse({ code: 'passbook_other_village' });
	const { household } = place;
	const books = till.openBooks(household, device.id);
	const redemption = redeem({
		day,
		cycle: books.cycle,
		passbook: place.status,
		household: standingIn(books.cycle, place),
		account: books.sums,
		fenPerPoint: settings.fenPerPoint,
		lines: request.lines,
		products: new Map(products.map((product) => [product.id, shelfProduct(product)])),
	});
	if (!redemption.ok) return redemption;
	const record = {
		...newRow(till, books, { at, day, household, device, request }),
		fenPerPoint: settings.fenPerPoint,
		lines: redemption.value.lines.map((line) => {
			const product = products.find((each) => each.id === line.product);
			const { english = '', referencePriceFen = 0 } = product ?? {};
			return { ...line, english, referencePriceFen };
		}),
		cost: redemption.value.cost,
		before: redemption.value.before.spendable,
		after: redemption.value.after.spendable,
		total: redemption.value.after.total,
		cycle: books.cycle,
		cast: redemption.value,
	};
	const batchesOf = (id: string) => products.find((each) => each.id === id)?.batches ?? [];
	const written = write(tx, record, { batchesOf, stockHead: till.stockHead, place: books.place });
	const kept: KeptFacts = {
		id: record.id,
		number: record.number,
		code: record.code,
		at,
		headName: place.headName,
		householdCode: place.householdCode,
		cost: record.cost,
		before: record.before,
		after: record.after,
		total: record.total,
		voucher: record.voucher.number,
		townName: village.town.name,
		villageName: village.name,
		shop: settings.receiptHead,
		hash: written.hash,
		reversed: 0,
		printJob: written.printJob,
	};
	return ok(factsFrom(kept, record.lines));
}

function write(
	tx: Db,
	redemption: RedemptionRecord & { cycle: OpenCycle; cast: Redemption },
	found: {
		batchesOf: (product: string) => readonly Batch[];
		stockHead: ChainHead;
		place: EntryPlace | undefined;
	},
): { hash: string; printJob: string } {
	const { village, household, account, day, at, requestKey, device } = redemption;
	const goods = goodsInWords(redemption.lines);
	const entry: NewEntry = {
		village,
		household,
		account,
		kind: 'redemption',
		effect: effectOf('redemption', redemption.cast.cost),
		day,
		text: `兑换 ${goods.text}（小票 ${redemption.number}）`,
		english: goods.english && `Redeemed ${goods.english} (slip ${redemption.number})`,
		redemption: redemption.id,
		digest: redemptionDigest(redemption),
		requestKey,
		enteredAt: at,
		enteredBy: device,
	};
	const entered = enterEntry(tx, entry, found.place);
	// The account was read in this transaction: only a defect could have moved it meanwhile.
	if (!entered) throw new Error('The account moved under a redemption');
	const { id, lines } = redemption;
	const out = { village, redemption: id, day, lines, requestKey, by: device };
	takeOut(tx, out, found.batchesOf, found.stockHead);
	issueAndUse(tx, redemption);
	insertRedemption(tx, redemption);
	const printJob = addPrintJob(tx, {
		village,
		template: 'redemption',
		redemption: redemption.id,
		copy: 0,
		by: device,
	});
	return { hash: entered.hash, printJob };
}

function newRow(
	{ village, ofDay }: Till,
	{ cycle, account, ofCycle }: OpenBooks,
	part: { at: number; day: Day; household: string; device: Device; request: RedemptionRequest },
) {
	const { at, day } = part;
	const pad = (value: number, width: number) => String(value).padStart(width, '0');
	return {
		id: newId(at),
		village: village.id,
		number: `${pad(village.number, 2)}-${day.slice(2).replaceAll('-', '')}-${pad(ofDay + 1, 4)}`,
		code: makeReceiptCode(randomPlaces(12)),
		household: part.household,
		passbook: part.request.passbook,
		account,
		device: part.device.id,
		voucher: { id: newId(at), number: voucherNumber(village.number, cycle.year, ofCycle + 1) },
		day,
		at,
		requestKey: part.request.requestKey,
	};
}

function readRequest(e: core.RequestEvent): Result<RedemptionRequest, Refusal> {
	const body = readBody(e);
	const requestKey = readRequestKey(body['requestKey']);
	if (!requestKey) return refuse(badField('requestKey'));
	const passbook = readId(body['passbook']);
	if (!passbook) return refuse(badField('passbook'));
	const lines = readList(body['lines'], 1000, readLine);
	if (!lines) return refuse(badField('lines'));
	return ok({ requestKey, passbook, lines });
}

// Quantities out of range are the rules' own refusals; here only what is no number is turned away.
function readLine(line: unknown): BasketLine | undefined {
	if (!isBody(line)) return undefined;
	const { product, quantity, pointsEach } = line;
	const id = readId(product);
	if (!id || typeof quantity !== 'number' || typeof pointsEach !== 'number') return undefined;
	return { product: id, quantity, pointsEach };
}
