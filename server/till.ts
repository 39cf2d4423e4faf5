import type { Day } from '#domain/day';
import type { Account } from '#domain/ledger';
import type { HouseholdStanding, PassbookStatus } from '#domain/redemption';
import {
	cycleColumns,
	cycleFrom,
	openAccount,
	openCycle,
	type CycleRow,
	type OpenCycle,
} from './cycles.ts';
import { accountColumns, accountFrom, readAccount } from './ledger.ts';
import { settingsFrom, settingsQuestion, type VillageSettings } from './settings.ts';
import { productsQuestion, type KeptProduct } from './shelf.ts';
import { together, type Db, type Question, type Values } from './sql.ts';
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
	/** Cycle and account of the household; opened now when they are not yet (R17, R18). */
	openBooks(household: string, by: string): OpenBooks;
}

export interface PassbookPlace {
	readonly village: string;
	readonly household: string;
	readonly status: PassbookStatus;
	readonly standing: HouseholdStanding;
	readonly headName: string;
	readonly householdCode: string;
}

export interface OpenBooks {
	readonly cycle: OpenCycle;
	readonly account: string;
	readonly sums: Account;
	/** How many vouchers the village has issued in the cycle. */
	readonly ofCycle: number;
}

/** Asks everything about a redemption in one statement. */
export function askTill(
	tx: Db,
	asked: { village: string; passbook: string; day: Day; products: readonly string[] },
): Till {
	const { village: id, passbook, day } = asked;
	const found = together(tx, {
		village: villageQuestion(id),
		place: placeQuestion(passbook),
		cycle: cycleQuestion(id, day),
		account: accountQuestion(id, passbook, day),
		settings: settingsQuestion(id, day),
		products: productsQuestion(id, asked.products),
		ofDay: countQuestion('redemptions WHERE village = {:id} AND day = {:day}', { id, day }),
		ofCycle: countQuestion(
			`vouchers WHERE village = {:id} AND cycle = (SELECT id FROM cycles ${cycleHere})`,
			{ id, day },
		),
	});
	const village = villageFrom(found.village[0], id);
	return {
		village,
		place: found.place[0],
		settings: settingsFrom(found.settings[0], id, day),
		products: found.products,
		ofDay: found.ofDay[0]?.count ?? 0,
		openBooks: (household, by) => {
			const [cycle] = found.cycle;
			const [account] = found.account;
			if (cycle && account) {
				const ofCycle = found.ofCycle[0]?.count ?? 0;
				return {
					cycle: cycleFrom(cycle),
					account: account.id,
					sums: accountFrom(account),
					ofCycle,
				};
			}
			const opened = openCycle(tx, village.town.id, day);
			const own = openAccount(tx, { village: id, household, cycle: opened, day, by });
			const ofCycle = cycle ? (found.ofCycle[0]?.count ?? 0) : 0;
			return { cycle: opened, account: own, sums: readAccount(tx, own), ofCycle };
		},
	};
}

/** The cycle of the village's town that holds the day. */
const cycleHere = `WHERE town = (SELECT town FROM villages WHERE id = {:id})
	AND opens_on <= {:day} AND closes_on >= {:day}`;

function cycleQuestion(id: string, day: Day): Question<CycleRow> {
	return { columns: cycleColumns, tail: `FROM cycles ${cycleHere}`, values: { id, day } };
}

const placeColumns = {
	village: 'p.village',
	household: 'p.household',
	status: 'p.status',
	standing: 'h.standing',
	headName: 'h.head_name',
	householdCode: 'h.code',
};

function placeQuestion(passbook: string): Question<PassbookPlace> {
	return {
		columns: placeColumns,
		tail: 'FROM passbooks p JOIN households h ON h.id = p.household WHERE p.id = {:passbook}',
		values: { passbook },
	};
}

const ownAccount = { id: 'id', ...accountColumns };

function accountQuestion(
	id: string,
	passbook: string,
	day: Day,
): Question<{ id: string } & Record<keyof Account, number>> {
	return {
		columns: ownAccount,
		tail: `FROM accounts WHERE cycle = (SELECT id FROM cycles ${cycleHere})
		AND household = (SELECT household FROM passbooks WHERE id = {:passbook})`,
		values: { id, passbook, day },
	};
}

const countColumn = { count: 'COUNT(*)' };

function countQuestion(from: string, values: Values): Question<{ count: number }> {
	return { columns: countColumn, tail: `FROM ${from}`, values };
}
