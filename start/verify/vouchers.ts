import type { DatabaseSync } from 'node:sqlite';
import { checkPlaces, checkRow, each, expectFit, grouped, text, whole, type Row } from './rows.ts';

/** Every voucher was issued and used by the redemption that names it, and returned with it. */
export function verifyVouchers(database: DatabaseSync): void {
	const acts = grouped(
		database,
		'SELECT * FROM voucher_acts ORDER BY voucher, position, id',
		'voucher',
	);
	const sql = `SELECT v.*, r.id AS redemption, r.cost, r.day, r.device, r.at,
		r.village AS redeemed_in, r.household AS redeemer, a.cycle AS redeemed_cycle, c.closes_on,
		x.by AS reversed_by, x.at AS reversed_at
		FROM vouchers v LEFT JOIN redemptions r ON r.voucher = v.id
		LEFT JOIN accounts a ON a.id = r.account LEFT JOIN cycles c ON c.id = a.cycle
		LEFT JOIN reversals x ON x.redemption = r.id ORDER BY v.village, v.number, v.id`;
	for (const row of each(database, sql)) {
		const id = text(row, 'id');
		checkRow('vouchers', row, (fit) => {
			fit(row['redemption'] !== null, () => 'no redemption used it');
			fit(whole(row, 'points') === whole(row, 'cost'), () => {
				return 'is for other points than were spent';
			});
			fit(
				text(row, 'village') === text(row, 'redeemed_in') &&
					text(row, 'household') === text(row, 'redeemer') &&
					text(row, 'cycle') === text(row, 'redeemed_cycle') &&
					text(row, 'issued_on') === text(row, 'day') &&
					text(row, 'expires_on') === text(row, 'closes_on'),
				() => 'its village, household, cycle or days are not those of its redemption',
			);
		});
		verifyActs(row, acts.get(id) ?? []);
		acts.delete(id);
	}
	for (const [voucher, [act]] of acts) {
		expectFit(false, 'voucher_acts', act?.['id'], () => {
			return `belongs to no voucher: vouchers ${voucher} is missing`;
		});
	}
}

/** Issued and used at once by the kiosk (R27); returned by whoever reversed the redemption. */
function verifyActs(voucher: Row, acts: readonly Row[]): void {
	const used = { by: text(voucher, 'device'), at: whole(voucher, 'at') };
	const redemption = text(voucher, 'redemption');
	const expected = [
		{ act: 'issue', redemption: '', ...used },
		{ act: 'use', redemption, ...used },
	];
	if (voucher['reversed_at'] !== null) {
		const by = text(voucher, 'reversed_by');
		expected.push({ act: 'return', redemption, by, at: whole(voucher, 'reversed_at') });
	}
	const of = `of vouchers ${text(voucher, 'id')}`;
	checkPlaces('voucher_acts', acts, 1, of);
	for (const [index, act] of acts.entries()) {
		checkRow('voucher_acts', act, (fit) => {
			const was = expected[index];
			fit(was !== undefined, () => `nothing happened ${of} that it could tell`);
			if (!was) return;
			fit(
				text(act, 'act') === was.act &&
					text(act, 'redemption') === was.redemption &&
					text(act, 'by') === was.by &&
					whole(act, 'at') === was.at &&
					text(act, 'village') === text(voucher, 'village'),
				() => `is not the ${was.act} ${of} by ${was.by} at ${was.at}`,
			);
		});
	}
	const next = expected[acts.length];
	expectFit(!next, 'voucher_acts', `position ${acts.length + 1} ${of}`, () => {
		return `is missing: the ${next?.act}`;
	});
}
