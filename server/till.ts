import type { Day } from '#domain/day';
import type { Account } from '#domain/ledger';
import type { KeptStanding } from '#domain/household-standing';
import type { PassbookStatus } from '#domain/redemption';
import { chainHeadsQuestion, headIn, type ChainHead } from './chain.ts';
import {
	cycleColumns,
	cycleFrom,
	openAccount,
	openCycle,
	type CycleRow,
	type OpenCycle,
} from './cycles.ts';
import { accountColumns, accountFrom, readAccount, type EntryPlace } from './ledger.ts';
import { settingsFrom, settingsQuestion, type VillageSettings } from './settings.ts';
import { productsQuestion, type KeptProduct } from './shelf.ts';
import { together, type Db, type Question } from './sql.ts';
import { villageFrom, villageQuestion, type Village } from './villages.ts';

/** All that a redemption must know before the rules are asked, as it stands at one moment. */
export interface Till {
	readonly village: Village;
	/** The passbook that was shown, of whatever village; nothing when there is none. */
	readonly place: PassbookPlace | undefined;
	readonly settings: VillageSettings;
	readonly products: readonly KeptProduct[];
	/** How many redemptions the village has had today. */
	readonly ofDay: number;
	/** The end of the chain of its goods. */
	readonly stockHead: ChainHead;
	/** Cycle and account of the household; opened now when they are not yet (R17, R18). */
	openBooks(household: string, by: string): OpenBooks;
}

export interface PassbookPlace {
	readonly village: string;
	readonly household: string;
	readonly status: PassbookStatus;
	readonly standing: KeptStanding;
	readonly movedOutOn: Day | '';
	readonly headName: string;
	readonly householdCode: string;
}

export interface OpenBooks {
	readonly cycle: OpenCycle;
	readonly account: string;
	readonly sums: Account;
	/** How many vouchers the village has issued in the cycle. */
	readonly ofCycle: number;
	/** Where its next entry goes; to be read anew when books had to be opened first. */
	readonly place: EntryPlace | undefined;
}

/** Asks everything about a redemption in one statement. */
export function askTill(
	tx: Db,
	asked: { village: string; passbook: string; day: Day; products: readonly string[] },
): Till {
	const { village: id, passbook, day } = asked;
	const products = JSON.stringify(asked.products);
	const found = askAll(tx, { village: id, passbook, day, products });
	const village = villageFrom(found.village[0], id);
	const ofCycle = found.ofCycle[0]?.count ?? 0;
	return {
		village,
		place: found.place[0],
		settings: settingsFrom(found.settings[0], id, day),
		products: found.products,
		ofDay: found.ofDay[0]?.count ?? 0,
		stockHead: headIn(found.heads, 'stock'),
		openBooks: (household, by) => {
			const [cycle] = found.cycle;
			const [account] = found.account;
			if (cycle && account) {
				const sums = accountFrom(account);
				const head = headIn(found.heads, 'ledger');
				const place = { head, lastLine: found.line[0]?.last ?? 0, sums };
				return { cycle: cycleFrom(cycle), account: account.id, sums, ofCycle, place };
			}
			const opened = openCycle(tx, village.town.id, day);
			const own = openAccount(tx, { village: id, household, cycle: opened, day, by });
			const sums = readAccount(tx, own);
			return { cycle: opened, account: own, sums, ofCycle: cycle ? ofCycle : 0, place: undefined };
		},
	};
}

/** The cycle of the village's town that holds the day. */
const cycleHere = `WHERE town = (SELECT town FROM villages WHERE id = {:village})
	AND opens_on <= {:day} AND closes_on >= {:day}`;
const householdHere = '(SELECT household FROM passbooks WHERE id = {:passbook})';

const placeQuestion: Question<PassbookPlace> = {
	columns: {
		village: 'p.village',
		household: 'p.household',
		status: 'p.status',
		standing: 'h.standing',
		movedOutOn: 'h.moved_out_on',
		headName: 'h.head_name',
		householdCode: 'h.code',
	},
	tail: 'FROM passbooks p JOIN households h ON h.id = p.household WHERE p.id = {:passbook}',
};
const cycleQuestion: Question<CycleRow> = {
	columns: cycleColumns,
	tail: `FROM cycles ${cycleHere}`,
};
const accountQuestion: Question<{ id: string } & Record<keyof Account, number>> = {
	columns: { id: 'id', ...accountColumns },
	tail: `FROM accounts WHERE household = ${householdHere}
		AND cycle = (SELECT id FROM cycles ${cycleHere})`,
};
const lineQuestion: Question<{ last: number }> = {
	columns: { last: 'COALESCE(MAX(line), 0)' },
	tail: `FROM ledger_entries WHERE household = ${householdHere}`,
};
const ofDayQuestion: Question<{ count: number }> = {
	columns: { count: 'COUNT(*)' },
	tail: 'FROM redemptions WHERE village = {:village} AND day = {:day}',
};
const ofCycleQuestion: Question<{ count: number }> = {
	columns: { count: 'COUNT(*)' },
	tail: `FROM vouchers WHERE village = {:village} AND cycle = (SELECT id FROM cycles ${cycleHere})`,
};

const askAll = together({
	village: villageQuestion,
	place: placeQuestion,
	cycle: cycleQuestion,
	account: accountQuestion,
	settings: settingsQuestion,
	products: productsQuestion,
	heads: chainHeadsQuestion,
	line: lineQuestion,
	ofDay: ofDayQuestion,
	ofCycle: ofCycleQuestion,
});
