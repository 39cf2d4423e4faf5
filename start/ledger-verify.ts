import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { verifyLedger } from './verify/verify-ledger.ts';

// Walks every chain of a data folder and recomputes every figure. Exit 0: all fits. Exit 1: the
// first row that does not. It only reads, so it may run beside a working shop.
const { values } = parseArgs({ options: { data: { type: 'string' } } });
const data = resolve(values.data ?? process.env['LOVE_DATA'] ?? 'data');
const file = [join(data, 'pb_data', 'data.db'), join(data, 'data.db')].find((path) =>
	existsSync(path),
);
if (!file) {
	console.error(`There is no data.db in ${data}. Name the data folder with --data.`);
	process.exit(1);
}
const database = new DatabaseSync(file, { readOnly: true });
// One snapshot for all questions: what is written meanwhile is not half seen.
database.exec('BEGIN');
const verdict = verifyLedger(database);
if (verdict.ok) {
	const { villages, entries, movements, redemptions, accounts } = verdict.value;
	console.log(
		`All fits: ${villages} villages, ${entries} ledger entries, ${movements} stock movements, ` +
			`${redemptions} redemptions, ${accounts} accounts.`,
	);
} else {
	const { table, id, says } = verdict.refusal;
	console.error(`Does not fit: ${table} ${id}: ${says}`);
}
process.exit(verdict.ok ? 0 : 1);
