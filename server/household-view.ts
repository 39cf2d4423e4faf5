import { maskName } from '#domain/household';
import { figuresOf, type EntryKind } from '#domain/ledger';
import type { HouseholdView, PassbookLine, WireFigures } from '#domain/wire';
import type { HouseholdStanding } from '#domain/household-standing';
import { now } from './clock.ts';
import { readAccount } from './ledger.ts';
import { row, rows, type Db } from './sql.ts';

/** A household as the kiosk shows it, with its account's lines, newest first. */
export function householdView(
	db: Db,
	place: { household: string; passbook: string; account: string; standing: HouseholdStanding },
): HouseholdView {
	const found = row<{
		id: string;
		name: string;
		code: string;
		group: number;
		number: number;
	}>(
		db,
		{
			id: 'id',
			name: 'head_name',
			code: 'code',
			group: 'group_number',
			number: 'number',
		},
		'FROM households WHERE id = {:household}',
		{ household: place.household },
	);
	if (!found) throw new Error(`No household ${place.household}`);
	return {
		...found,
		passbook: place.passbook,
		standing: place.standing,
		maskedName: maskName(found.name),
		figures: figuresIn(db, place.account),
		entries: passbookLines(db, place.account, 200),
		at: now(),
	};
}

/** The figures of an account as they travel. */
export function figuresIn(db: Db, account: string): WireFigures {
	return figuresOf(readAccount(db, account));
}

/** The lines of an account, newest first, at most `most`. */
export function passbookLines(db: Db, account: string, most: number): PassbookLine[] {
	const lines = rows<{
		id: string;
		day: string;
		kind: EntryKind;
		text: string;
		english: string;
		total: number;
		bonus: number;
		redeemed: number;
		totalAfter: number;
		spendableAfter: number;
	}>(
		db,
		{
			id: 'id',
			day: 'day',
			kind: 'kind',
			text: 'text',
			english: 'english',
			total: 'total_change',
			bonus: 'bonus_change',
			redeemed: 'redeemed_change',
			totalAfter: 'total_after',
			spendableAfter: 'spendable_after',
		},
		`FROM ledger_entries WHERE account = {:account} ORDER BY seq DESC LIMIT ${most}`,
		{ account },
	);
	return lines.map(({ total, bonus, redeemed, ...line }) => ({
		...line,
		points: total + bonus - redeemed,
	}));
}
