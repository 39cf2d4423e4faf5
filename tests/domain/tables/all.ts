import { dayTables } from './day.ts';
import { householdTables } from './household.ts';
import { householdStandingTables } from './household-standing.ts';
import { ledgerTables } from './ledger.ts';
import { passbookTables } from './passbook.ts';
import { pointsTables } from './points.ts';
import { printJobTables } from './print-job.ts';
import { productTables } from './product.ts';
import { redemptionRecordTables } from './redemption-record.ts';
import { redemptionTables } from './redemption.ts';
import { reversalTables } from './reversal.ts';
import { rosterTables } from './roster.ts';
import { standingTables } from './standing.ts';
import { stockTables } from './stock.ts';
import { sheetTables } from './sheet.ts';
import { gives, refuses, type Table } from './table.ts';
import { villageCopyTables } from './village-copy.ts';
import { voucherTables } from './voucher.ts';

/** Every table of the domain; tests replay them in Node and in goja. */
export const tables: readonly Table[] = [
	{ call: 'ok', cases: [gives('a yes carries its value', [5], 5)] },
	{
		call: 'refuse',
		cases: [refuses('a no carries its reason', [{ code: 'no', left: 2 }], { code: 'no', left: 2 })],
	},
	...pointsTables,
	...dayTables,
	...householdTables,
	...householdStandingTables,
	...passbookTables,
	...ledgerTables,
	...printJobTables,
	...productTables,
	...redemptionTables,
	...redemptionRecordTables,
	...reversalTables,
	...rosterTables,
	...sheetTables,
	...standingTables,
	...stockTables,
	...villageCopyTables,
	...voucherTables,
];
