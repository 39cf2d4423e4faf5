import type { Witness } from './truth.ts';

/** Asks while a table cannot be reached; afterwards it is as it was. */
export async function without<Answer>(
	witness: Witness,
	table: string,
	act: () => Promise<Answer>,
): Promise<Answer> {
	witness.write(`ALTER TABLE ${table} RENAME TO out_of_reach`);
	try {
		return await act();
	} finally {
		witness.write(`ALTER TABLE out_of_reach RENAME TO ${table}`);
	}
}
