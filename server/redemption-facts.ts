import { maskName } from '#domain/household';
import { chainCode } from '#domain/ledger';
import type { RedemptionFacts } from '#domain/wire';
import { dayAndClock } from './clock.ts';
import { together, type Db, type Question } from './sql.ts';

/** What a receipt says, as it was written. */
export interface KeptFacts {
	readonly id: string;
	readonly number: string;
	readonly code: string;
	readonly at: number;
	readonly headName: string;
	readonly householdCode: string;
	readonly cost: number;
	readonly before: number;
	readonly after: number;
	readonly total: number;
	readonly voucher: string;
	readonly townName: string;
	readonly villageName: string;
	readonly shop: string;
	/** Of its entry in the ledger. */
	readonly hash: string;
	readonly reversed: number;
	readonly printJob: string | null;
}

type Line = RedemptionFacts['lines'][number];

/** All that a redemption's receipt says, read back from what was written. */
export function redemptionFacts(db: Db, id: string): RedemptionFacts {
	const found = askFacts(db, { id });
	const [kept] = found.kept;
	if (!kept) throw new Error(`No redemption ${id}`);
	return factsFrom(kept, found.lines);
}

/** The same from what is at hand: for the transaction that has just written it. */
export function factsFrom(kept: KeptFacts, lines: readonly Line[]): RedemptionFacts {
	const { day, clock } = dayAndClock(kept.at);
	return {
		id: kept.id,
		number: kept.number,
		code: kept.code,
		town: kept.townName,
		village: kept.villageName,
		shop: kept.shop,
		day,
		clock,
		maskedName: maskName(kept.headName),
		householdCode: kept.householdCode,
		lines: lines.map(({ name, english, unit, quantity, pointsEach, points }) => {
			return { name, english, unit, quantity, pointsEach, points };
		}),
		cost: kept.cost,
		spendableBefore: kept.before,
		spendableAfter: kept.after,
		total: kept.total,
		voucher: kept.voucher,
		chainCode: chainCode(kept.hash),
		reversed: kept.reversed > 0,
		printJob: kept.printJob ?? '',
	};
}

const keptColumns = {
	id: 'r.id',
	number: 'r.number',
	code: 'r.code',
	at: 'r.at',
	headName: 'h.head_name',
	householdCode: 'h.code',
	cost: 'r.cost',
	before: 'r.spendable_before',
	after: 'r.spendable_after',
	total: 'r.total',
	voucher: 'c.number',
	townName: 't.name',
	villageName: 'v.name',
	shop: `(SELECT s.receipt_head FROM settings s WHERE s.village = r.village
				AND s.from_day <= r.day ORDER BY s.from_day DESC, s.at DESC, s.id DESC LIMIT 1)`,
	hash: 'e.hash',
	reversed: '(SELECT COUNT(*) FROM reversals x WHERE x.redemption = r.id)',
	printJob: `(SELECT j.id FROM print_jobs j WHERE j.redemption = r.id
				ORDER BY j.copy DESC LIMIT 1)`,
};

const keptQuestion: Question<KeptFacts> = {
	columns: keptColumns,
	tail: `FROM redemptions r
		JOIN households h ON h.id = r.household
		JOIN vouchers c ON c.id = r.voucher
		JOIN villages v ON v.id = r.village
		JOIN towns t ON t.id = v.town
		JOIN ledger_entries e ON e.village = r.village AND e.request_key = r.request_key
		WHERE r.id = {:id}`,
};

const linesQuestion: Question<Line> = {
	columns: {
		name: 'name',
		english: 'english',
		unit: 'unit',
		quantity: 'quantity',
		pointsEach: 'points_each',
		points: 'points',
	},
	tail: 'FROM redemption_lines WHERE redemption = {:id} ORDER BY position',
};

const askFacts = together({ kept: keptQuestion, lines: linesQuestion });
