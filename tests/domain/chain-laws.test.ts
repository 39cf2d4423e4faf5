import { expect, test } from 'vitest';
import { dayFrom } from '#domain/day';
import { canonicalEntry, effectOf, type LedgerEntry } from '#domain/ledger';
import { canonicalMovement, type StockMovement } from '#domain/movement';
import { points } from '#domain/points';
import { canonicalRedemption, type RedemptionRecord } from '#domain/redemption-record';

const day = dayFrom('2026-11-23');
const entered = {
	id: 'e1',
	seq: 7,
	village: 'v3',
	day,
	redemption: 'r1',
	requestKey: 'k1',
	enteredAt: 1_795_413_909_000,
	enteredBy: 's1',
};
const entry: LedgerEntry = {
	...entered,
	...effectOf('award', points(20)),
	household: 'h17',
	account: 'a17',
	kind: 'award',
	text: '县级表彰',
	english: 'County award',
	rule: 'B03',
	category: '表彰',
	reverses: 'e0',
	digest: 'd1',
	line: 2,
	totalAfter: points(120),
	spendableAfter: points(20),
};
const movement: StockMovement = {
	...entered,
	product: 'rice',
	batch: 'b1',
	kind: 'redemption',
	quantity: -1,
	expiresOn: day,
	note: '',
};
const redemption: RedemptionRecord = {
	id: 'r1',
	village: 'v3',
	number: '03-261123-0007',
	code: 'RZ0Y1X2W3V4T5KT',
	household: 'h17',
	passbook: 'p17',
	account: 'a17',
	device: 'd1',
	voucher: { id: 'q1', number: 'Q03-2026-000007' },
	day,
	at: 1_795_413_909_000,
	requestKey: 'k1',
	fenPerPoint: 100,
	lines: [
		{
			product: 'rice',
			name: '大米 5kg',
			english: 'rice 5 kg',
			unit: '袋',
			quantity: 1,
			pointsEach: points(32),
			points: points(32),
			referencePriceFen: 3200,
		},
	],
	cost: 32,
	before: 152,
	after: 120,
	total: 252,
};

test('every field of an entry is proven by its hash, and the entry before it', () => {
	const text = canonicalEntry(entry, '00');
	expect(canonicalEntry(entry, '01')).not.toBe(text);
	for (const [path, other] of everyChange(entry)) {
		expect(canonicalEntry(other, '00'), path).not.toBe(text);
	}
});

test('every field of a movement is proven by its hash, and the movement before it', () => {
	const text = canonicalMovement(movement, '00');
	expect(canonicalMovement(movement, '01')).not.toBe(text);
	for (const [path, other] of everyChange(movement)) {
		expect(canonicalMovement(other, '00'), path).not.toBe(text);
	}
});

test('every field of a redemption, its lines and its voucher is proven by its digest', () => {
	const text = canonicalRedemption(redemption);
	for (const [path, other] of everyChange(redemption)) {
		expect(canonicalRedemption(other), path).not.toBe(text);
	}
	expect(canonicalRedemption({ ...redemption, lines: [] })).not.toBe(text);
});

/** The value again and again, each time with one of its figures or texts changed. */
function everyChange<Value>(value: Value, path = ''): readonly (readonly [string, Value])[] {
	if (typeof value === 'number') return [[path, (value + 1) as Value]];
	if (typeof value === 'string') return [[path, `${value}x` as Value]];
	if (Array.isArray(value)) {
		return value.flatMap((each, index) =>
			everyChange(each, `${path}[${index}]`).map(
				([where, other]) => [where, value.with(index, other) as Value] as const,
			),
		);
	}
	return Object.entries(value as object).flatMap(([name, each]) =>
		everyChange(each, `${path}.${name}`).map(
			([where, other]) => [where, { ...value, [name]: other }] as const,
		),
	);
}
