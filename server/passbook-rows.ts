import { groupedNumber, makePassbookCode, makePassbookNumber } from '#domain/passbook';
import { now } from './clock.ts';
import { hashCode, randomDigits, randomPlaces, sealCode } from './secrets.ts';
import { execute, figure, insert, newId, row, type Db } from './sql.ts';

const triesMost = 8;

/** Opens a passbook with a new code and number (R16). The household must have none open. */
export function addPassbook(
	tx: Db,
	place: { village: string; household: string; by: string },
): { id: string; number: string } {
	const at = now();
	const id = newId(at);
	const code = makePassbookCode(randomPlaces(12));
	const number = freeNumber(tx);
	insert(tx, 'passbooks', {
		id,
		village: place.village,
		household: place.household,
		code_hash: hashCode(code),
		sealed_code: sealCode(code),
		number,
		status: 'open',
		reason: '',
		opened_at: at,
		opened_by: place.by,
		ended_at: 0,
		ended_by: '',
	});
	return { id, number: groupedNumber(number) };
}

/** Ends the open passbook of a household, if it has one: its code is dead at once. */
export function endPassbook(
	tx: Db,
	end: { household: string; status: 'replaced' | 'closed'; reason: string; by: string },
): boolean {
	const touched = execute(
		tx,
		`UPDATE passbooks SET status = {:status}, reason = {:reason}, ended_at = {:at},
		ended_by = {:by} WHERE household = {:household} AND status = 'open'`,
		{ ...end, at: now() },
	);
	return touched === 1;
}

/** The id of the open passbook of a household, if it has one. */
export function openPassbookOf(db: Db, household: string): string | undefined {
	return row<{ id: string }>(
		db,
		{ id: 'id' },
		"FROM passbooks WHERE household = {:household} AND status = 'open'",
		{ household },
	)?.id;
}

// Ten million numbers: two of ten thousand passbooks meet now and then. Codes of 60 bits do not.
function freeNumber(tx: Db) {
	for (let tries = 0; tries < triesMost; tries += 1) {
		const number = makePassbookNumber(randomDigits(7));
		const tail = 'FROM passbooks WHERE number = {:number}';
		if (figure(tx, 'COUNT(*)', tail, { number }) === 0) return number;
	}
	throw new Error(`No free passbook number in ${triesMost} tries`);
}
