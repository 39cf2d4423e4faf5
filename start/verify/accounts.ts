import type { DatabaseSync } from 'node:sqlite';
import { cycleOf } from '#domain/cycle';
import { dayFrom } from '#domain/day';
import type { WalkedAccount } from './entries.ts';
import { all, checkRow, expectFit, text, whole, type Row } from './rows.ts';

/**
 * Every account is what its entries make of it, in the cycle that its entries lie in, and every
 * cycle with accounts is the year and base that they began with; counts the accounts.
 */
export function verifyAccounts(
	database: DatabaseSync,
	walked: ReadonlyMap<string, WalkedAccount>,
): number {
	const cycles = verifyCycles(database);
	const accounts = all(database, 'SELECT * FROM accounts ORDER BY id');
	for (const row of accounts) verifyAccount(row, walked.get(text(row, 'id')), cycles);
	const known = new Set(accounts.map((row) => text(row, 'id')));
	for (const [id, { entry }] of walked) {
		expectFit(known.has(id), 'accounts', id, () => {
			return `is missing, although ledger_entries ${entry} moved it`;
		});
	}
	return accounts.length;
}

function verifyAccount(
	row: Row,
	made: WalkedAccount | undefined,
	cycles: ReadonlyMap<string, Row>,
): void {
	checkRow('accounts', row, (fit) => {
		fit(made !== undefined, () => 'it has no entries');
		if (!made) return;
		for (const sum of ['base', 'total', 'bonus', 'redeemed', 'held'] as const) {
			const is = whole(row, sum);
			fit(is === made.account[sum], () => {
				return `${sum} says ${is}, its entries make ${made.account[sum]}`;
			});
		}
		fit(text(row, 'village') === made.village, () => 'its entries lie in another village');
		fit(text(row, 'household') === made.household, () => 'its entries are of another household');
		const id = text(row, 'cycle');
		const cycle = cycles.get(id);
		fit(cycle !== undefined, () => `its cycle is not there: cycles ${id} is missing`);
		if (!cycle) return;
		const { firstDay, lastDay } = made;
		fit(text(cycle, 'opens_on') <= firstDay && lastDay <= text(cycle, 'closes_on'), () => {
			return `its entries do not lie in the days of cycles ${id}: one of the two was changed`;
		});
		checkRow('cycles', cycle, (fitCycle) => {
			const base = whole(cycle, 'base');
			fitCycle(base === made.account.base, () => {
				return `base says ${base}, accounts ${text(row, 'id')} began with ${made.account.base}`;
			});
		});
	});
}

// A cycle is a calendar year (R18), so its days follow from its year and its year from its days.
function verifyCycles(database: DatabaseSync): ReadonlyMap<string, Row> {
	const sql = 'SELECT c.*, t.id AS known_town FROM cycles c LEFT JOIN towns t ON t.id = c.town';
	const cycles = all(database, sql);
	const years = new Map<string, string>();
	for (const row of cycles) {
		checkRow('cycles', row, (fit) => {
			const { year, opensOn, closesOn } = cycleOf(dayFrom(text(row, 'opens_on')));
			fit(
				whole(row, 'year') === year &&
					text(row, 'opens_on') === opensOn &&
					text(row, 'closes_on') === closesOn,
				() => 'its year and its days are not the same',
			);
			fit(row['known_town'] !== null, () => 'its town is missing');
			const place = `${text(row, 'town')} ${year}`;
			fit(!years.has(place), () => `cycles ${years.get(place)} is of this year already`);
			years.set(place, text(row, 'id'));
		});
	}
	return new Map(cycles.map((row) => [text(row, 'id'), row]));
}
