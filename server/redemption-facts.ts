import { maskName } from '#domain/household';
import { chainCode } from '#domain/ledger';
import type { RedemptionFacts } from '#domain/wire';
import { dayAndClock } from './clock.ts';
import { row, rows, type Db } from './sql.ts';
import { settingsOn } from './settings.ts';

interface Kept {
	id: string;
	village: string;
	number: string;
	code: string;
	at: number;
	headName: string;
	householdCode: string;
	cost: number;
	before: number;
	after: number;
	total: number;
	voucher: string;
	townName: string;
	villageName: string;
	hash: string;
	reversed: number;
	printJob: string | null;
}

/** All that a redemption's receipt says, read back from what was written. */
export function redemptionFacts(db: Db, id: string): RedemptionFacts {
	const kept = row<Kept>(
		db,
		{
			id: 'r.id',
			village: 'r.village',
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
			hash: 'e.hash',
			reversed: '(SELECT COUNT(*) FROM reversals x WHERE x.redemption = r.id)',
			printJob: `(SELECT j.id FROM print_jobs j WHERE j.redemption = r.id
				ORDER BY j.copy DESC LIMIT 1)`,
		},
		`FROM redemptions r
		JOIN households h ON h.id = r.household
		JOIN vouchers c ON c.id = r.voucher
		JOIN villages v ON v.id = r.village
		JOIN towns t ON t.id = v.town
		JOIN ledger_entries e ON e.village = r.village AND e.request_key = r.request_key
		WHERE r.id = {:id}`,
		{ id },
	);
	if (!kept) throw new Error(`No redemption ${id}`);
	const { day, clock } = dayAndClock(kept.at);
	return {
		id: kept.id,
		number: kept.number,
		code: kept.code,
		town: kept.townName,
		village: kept.villageName,
		shop: settingsOn(db, kept.village, day).receiptHead,
		day,
		clock,
		maskedName: maskName(kept.headName),
		householdCode: kept.householdCode,
		lines: rows<RedemptionFacts['lines'][number]>(
			db,
			{
				name: 'name',
				english: 'english',
				unit: 'unit',
				quantity: 'quantity',
				pointsEach: 'points_each',
				points: 'points',
			},
			'FROM redemption_lines WHERE redemption = {:id} ORDER BY position',
			{ id },
		),
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
