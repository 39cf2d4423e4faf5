/// <reference path="../server/pocketbase.d.ts" />
// What UPDATE and DELETE triggers do not see: SQLite lets REPLACE take a row away without a word.
// So a row that would stand in the place of another is refused before it comes (R16).
migrate(
	(app) => {
		const refuse = (name, when, sentence) =>
			app
				.db()
				.newQuery(
					`CREATE TRIGGER ${name} BEFORE ${when} BEGIN SELECT RAISE(ABORT, '${sentence}'); END`,
				)
				.execute();
		// By table, the columns of each of its unique indexes.
		const places = {
			accounts: [['household', 'cycle']],
			chain_heads: [['village', 'chain']],
			cycles: [['town', 'year']],
			ledger_entries: [
				['village', 'seq'],
				['household', 'line'],
				['village', 'request_key'],
			],
			product_prices: [],
			redemption_lines: [['redemption', 'position']],
			redemptions: [['village', 'number'], ['code'], ['village', 'request_key']],
			requests: [['village', 'request_key']],
			reversals: [['redemption']],
			settings: [],
			staff_acts: [],
			stock_batches: [['village', 'seq']],
			stock_movements: [
				['village', 'seq'],
				['village', 'request_key'],
			],
			voucher_acts: [['voucher', 'position']],
			vouchers: [['village', 'number']],
		};
		for (const [table, indexes] of Object.entries(places)) {
			const taken = [['id'], ...indexes].map((columns) => {
				const same = columns.map((column) => `${column} = NEW.${column}`);
				return `EXISTS (SELECT 1 FROM ${table} WHERE ${same.join(' AND ')})`;
			});
			const when = `INSERT ON ${table} WHEN ${taken.join(' OR ')}`;
			refuse(`${table}_no_replace`, when, `a row of ${table} keeps its place`);
		}
		refuse(
			'ledger_entries_one_reversal',
			`INSERT ON ledger_entries WHEN NEW.reverses != '' AND EXISTS (SELECT 1
			FROM ledger_entries WHERE reverses = NEW.reverses AND reverses != '')`,
			'an entry is reversed once',
		);

		// What a household began a cycle with, and when it ends, is not changed under it.
		refuse('cycles_no_update', 'UPDATE ON cycles', 'cycles are append-only');
		refuse('cycles_no_delete', 'DELETE ON cycles', 'cycles are append-only');

		// The server moves rows of these three itself; what names a row never moves with them.
		refuse('accounts_keep_name', 'UPDATE OF id ON accounts', 'an account keeps its name');
		refuse(
			'stock_batches_keep_name',
			'UPDATE OF id, seq, received_on ON stock_batches',
			'a batch keeps its name and number',
		);
		refuse(
			'chain_heads_keep_name',
			'UPDATE OF id, village, chain ON chain_heads',
			'a chain head keeps its chain',
		);
		// A head follows its chain, whose rows cannot be changed.
		const isLast = (table, chain) =>
			`EXISTS (SELECT 1 FROM ${table} WHERE NEW.chain = '${chain}'
			AND village = NEW.village AND seq = NEW.seq AND hash = NEW.hash)`;
		refuse(
			'chain_heads_follow',
			`UPDATE ON chain_heads WHEN NOT ${isLast('ledger_entries', 'ledger')}
			AND NOT ${isLast('stock_movements', 'stock')}`,
			'a chain head says what its last row says',
		);
	},
	() => {
		throw new Error('What keeps the ledger whole has no way back.');
	},
);
