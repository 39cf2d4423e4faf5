import { gives, refuses, throws, type Case, type Table } from './table.ts';

const voucher = (status: string, count = 20) => ({
	number: 'Q03-2026-000007',
	household: 'h17',
	points: count,
	issuedOn: '2026-11-23',
	expiresOn: '2026-12-31',
	status,
});
const effect = (held: number, redeemed: number) => ({
	totalChange: 0,
	bonusChange: 0,
	redeemedChange: redeemed,
	heldChange: held,
});
const refusedUnless = (status: string, act: string, code: string): readonly Case[] =>
	['issued', 'used', 'void', 'lapsed']
		.filter((each) => each !== status)
		.map((each) =>
			refuses(`${act} of one that is ${each}`, [voucher(each), act], { code, status: each }),
		);

export const voucherTables: readonly Table[] = [
	{
		call: 'voucherNumber',
		cases: [
			gives('the seventh of the year', [3, 2026, 7], 'Q03-2026-000007'),
			gives('village 12', [12, 2027, 123_456], 'Q12-2027-123456'),
		],
	},
	{
		call: 'actOnVoucher',
		cases: [
			gives('an issued one is used', [voucher('issued'), 'use'], voucher('used')),
			gives('an issued one is voided', [voucher('issued'), 'void'], voucher('void')),
			gives('an issued one lapses', [voucher('issued'), 'lapse'], voucher('lapsed')),
			gives('a used one is returned and void', [voucher('used'), 'return'], voucher('void')),
			...refusedUnless('issued', 'use', 'voucher_not_issued'),
			...refusedUnless('issued', 'void', 'voucher_not_issued'),
			...refusedUnless('issued', 'lapse', 'voucher_not_issued'),
			...refusedUnless('used', 'return', 'voucher_not_used'),
		],
	},
	{
		call: 'voucherEffect',
		cases: [
			gives('issuing holds', ['issue', 20], effect(20, 0)),
			gives('using turns held into redeemed', ['use', 20], effect(-20, 20)),
			gives('voiding releases', ['void', 20], effect(-20, 0)),
			gives('lapsing releases', ['lapse', 20], effect(-20, 0)),
			gives('returning gives back', ['return', 20], effect(0, -20)),
			throws('a voucher of nothing', ['issue', 0], 'No voucher holds 0 points'),
			throws('a voucher below nothing', ['issue', -5], 'No voucher holds -5 points'),
		],
	},
	{
		call: 'heldBy',
		cases: [
			gives('no vouchers', [[]], 0),
			gives(
				'only issued ones hold',
				[
					[
						voucher('issued', 5),
						voucher('used'),
						voucher('void'),
						voucher('lapsed'),
						voucher('issued', 10),
					],
				],
				15,
			),
		],
	},
];
