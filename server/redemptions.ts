import type { Day } from '#domain/day';
import { effectOf } from '#domain/ledger';
import { makeReceiptCode } from '#domain/passbook';
import {
	redeem,
	type BasketLine,
	type HouseholdStanding,
	type PassbookStatus,
	type Redemption,
} from '#domain/redemption';
import { goodsInWords, type RedemptionRecord } from '#domain/redemption-record';
import { ok, refuse, type Result } from '#domain/result';
import { voucherNumber } from '#domain/voucher';
import type { RedemptionRequest } from '#domain/wire';
import { now, today } from './clock.ts';
import { openAccount, openCycle, type OpenCycle } from './cycles.ts';
import { isBody, readBody, readId, readList, readRequestKey, badField } from './fields.ts';
import { enterEntry, readAccount } from './ledger.ts';
import { addPrintJob } from './print-jobs.ts';
import { insertRedemption, redemptionDigest } from './redemption-rows.ts';
import { redemptionFacts } from './redemption-facts.ts';
import type { Answer, Refusal } from './replies.ts';
import { decideOnce } from './requests.ts';
import { randomPlaces } from './secrets.ts';
import { settingsOn } from './settings.ts';
import { productsOf, shelfProduct } from './shelf.ts';
import { figure, newId, row, type Db } from './sql.ts';
import { takeOut } from './stock.ts';
import { issueAndUse } from './vouchers.ts';
import { villageOf, type Village } from './villages.ts';
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
	const place = passbookPlace(tx, request.passbook, device.village);
	if (!place.ok) return place;
	const village = villageOf(tx, device.village);
	const day = today();
	const cycle = openCycle(tx, village.town.id, day);
	const household = place.value.household;
	const by = device.id;
	const account = openAccount(tx, { village: village.id, household, cycle, day, by });
	const settings = settingsOn(tx, village.id, day);
	const products = productsOf(
		tx,
		village.id,
		request.lines.map((line) => line.product),
	);
	const redemption = redeem({
		day,
		cycle,
		passbook: place.value.status,
		household: place.value.standing,
		account: readAccount(tx, account),
		fenPerPoint: settings.fenPerPoint,
		lines: request.lines,
		products: new Map(products.map((product) => [product.id, shelfProduct(product)])),
	});
	if (!redemption.ok) return redemption;
	const written = newRow(tx, village, { day, cycle, account, household, device, request });
	return write(tx, {
		...written,
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
		cycle,
		cast: redemption.value,
	});
}

function write(
	tx: Db,
	redemption: RedemptionRecord & { cycle: OpenCycle; cast: Redemption },
): Result<unknown, Refusal> {
	const { village, household, account, day, requestKey, device } = redemption;
	const goods = goodsInWords(redemption.lines);
	const entered = enterEntry(tx, {
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
		enteredBy: device,
	});
	// The account was read in this transaction: only a defect could have moved it meanwhile.
	if (!entered) throw new Error('The account moved under a redemption');
	takeOut(tx, { ...redemption, redemption: redemption.id, by: device });
	issueAndUse(tx, redemption);
	insertRedemption(tx, redemption);
	addPrintJob(tx, {
		village,
		template: 'redemption',
		redemption: redemption.id,
		copy: 0,
		by: device,
	});
	return ok(redemptionFacts(tx, redemption.id));
}

function newRow(
	tx: Db,
	village: Village,
	part: {
		day: Day;
		cycle: OpenCycle;
		account: string;
		household: string;
		device: Device;
		request: RedemptionRequest;
	},
) {
	const at = now();
	const { day, cycle } = part;
	const today = 'FROM redemptions WHERE village = {:village} AND day = {:day}';
	const ofDay = 1 + figure(tx, 'COUNT(*)', today, { village: village.id, day });
	const ofCycle =
		1 +
		figure(tx, 'COUNT(*)', 'FROM vouchers WHERE village = {:village} AND cycle = {:cycle}', {
			village: village.id,
			cycle: cycle.id,
		});
	const pad = (value: number, width: number) => String(value).padStart(width, '0');
	return {
		id: newId(at),
		village: village.id,
		number: `${pad(village.number, 2)}-${day.slice(2).replaceAll('-', '')}-${pad(ofDay, 4)}`,
		code: makeReceiptCode(randomPlaces(12)),
		household: part.household,
		passbook: part.request.passbook,
		account: part.account,
		device: part.device.id,
		voucher: { id: newId(at), number: voucherNumber(village.number, cycle.year, ofCycle) },
		day,
		at,
		requestKey: part.request.requestKey,
	};
}

function passbookPlace(
	tx: Db,
	id: string,
	village: string,
): Result<{ household: string; status: PassbookStatus; standing: HouseholdStanding }, Refusal> {
	const found = row<{
		village: string;
		household: string;
		status: PassbookStatus;
		standing: HouseholdStanding;
	}>(
		tx,
		{
			village: 'p.village',
			household: 'p.household',
			status: 'p.status',
			standing: 'h.standing',
		},
		'FROM passbooks p JOIN households h ON h.id = p.household WHERE p.id = {:id}',
		{ id },
	);
	if (!found) return refuse({ code: 'passbook_unknown' });
	if (found.village !== village) return refuse({ code: 'passbook_other_village' });
	return ok(found);
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
