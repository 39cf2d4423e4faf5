import type { SQLOutputValue } from 'node:sqlite';
import type { Chance } from '#start/demo/random';

/** A row of the books, as SQLite gives it. */
export type BookRow = Readonly<Record<string, SQLOutputValue>>;

/** A table of the books, as one who would change it sees it. */
export interface BookTable {
	/** What a misfit may call a row of it, beside its id: rows that are gone have no other name. */
	readonly names: (row: BookRow) => readonly string[];
	/**
	 * Columns of which nothing in the file tells that they were changed, and why nothing is lost.
	 * Everything else is proven.
	 */
	readonly unproven: Readonly<Record<string, string>>;
	/** Other values for columns that are proven in part only: the part that is. */
	readonly edits?: Readonly<Record<string, (was: string, chance: Chance) => string>>;
	/** Which of its rows belong to the books; all, unless it says otherwise. */
	readonly only?: string;
	/** Why a further row may not be told from a real one; empty when it must be. */
	readonly unprovenRows?: string;
}

const nobodyCalls = 'no other row, no slip and no screen calls this row by its id';

const chained: BookTable = {
	names: ({ seq }) => [`number ${seq}`],
	unproven: {},
};

/** Every table that says what is owed, what was spent, and what lies on the shelf. */
export const books: Readonly<Record<string, BookTable>> = {
	ledger_entries: chained,
	stock_movements: chained,
	chain_heads: {
		names: ({ village }) => [String(village)],
		unproven: { id: nobodyCalls },
	},
	accounts: { names: () => [], unproven: {} },
	cycles: {
		names: () => [],
		unproven: {},
		unprovenRows: 'a cycle without accounts is what the server itself makes before the first entry',
	},
	stock_batches: { names: () => [], unproven: {} },
	redemptions: { names: () => [], unproven: {} },
	redemption_lines: {
		names: ({ position, redemption }) => [`position ${position} of redemptions ${redemption}`],
		unproven: { id: nobodyCalls },
	},
	vouchers: { names: () => [], unproven: {} },
	voucher_acts: {
		names: ({ position, voucher }) => [`position ${position} of vouchers ${voucher}`],
		unproven: { id: nobodyCalls },
	},
	reversals: {
		names: ({ redemption }) => [`of redemptions ${redemption}`],
		unproven: { id: nobodyCalls },
	},
	requests: {
		names: ({ request_key: key }) => [String(key)],
		unproven: {
			id: nobodyCalls,
			at: 'when a kiosk asked is told by its redemption; this is only when the answer was kept',
		},
		edits: { answer: editAnswer },
		// A kept no stands for nothing in the books.
		only: "route = 'redemptions' AND answer NOT LIKE '{\"refusal\"%'",
	},
};

/** What a kept answer calls people and places: as they were printed, which no digest holds. */
export const asPrinted: readonly string[] = [
	'town',
	'village',
	'shop',
	'maskedName',
	'householdCode',
];

function editAnswer(was: string, chance: Chance): string {
	const facts = JSON.parse(was) as Record<string, unknown>;
	const name = chance.pick(Object.keys(facts).filter((key) => !asPrinted.includes(key)));
	const value = facts[name];
	if (typeof value === 'number') facts[name] = value + 1;
	else if (typeof value === 'boolean') facts[name] = !value;
	else if (typeof value === 'string') facts[name] = `${value}7`;
	else facts[name] = [];
	return JSON.stringify(facts);
}

/**
 * Tables with rows that matter and that ledger:verify does not prove, each with the reason. They have
 * their triggers, and nobody writes them by PocketBase's own doors.
 */
export const otherTables: Readonly<Record<string, string>> = {
	devices: 'who may ask from now on; what each asked stands in the chains',
	groups: 'names and numbers of the village as they are now',
	households: 'who lives there now; what each earned and spent stands in the chains',
	passbooks: 'which code opens now; which one a redemption used stands in its digest',
	print_jobs: 'what became of paper: it moves on legitimately, and a slip reads the redemption',
	product_prices: 'they decide what comes; the price of each line redeemed stands in a digest',
	products: 'what the shelf offers now; what each line was stands in a digest',
	settings: 'they decide what comes; the rate of each redemption stands in its digest',
	sign_in_failures: 'a counter against guessing; worth nothing a minute later',
	staff: 'who may act from now on; what each entered stands in the chains',
	staff_acts: 'who did what in the office: append-only, not chained yet',
	towns: 'names as they are now',
	villagers: 'who lives in a household now',
	villages: 'names as they are now; entries of a village that is gone are strays',
};
