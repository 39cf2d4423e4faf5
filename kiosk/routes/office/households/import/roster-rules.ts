import type { ImportOutcome } from '#domain/office-wire';
import type { RosterRow } from '#domain/roster';
import { readRosterTable } from '#domain/roster-table';
import { askOffice } from '#kiosk/lib/office.ts';
import type { ImportRules } from '../../lib/table-import.svelte.ts';

/** A roster on its way in: the server tries it against the village's households. */
export const rosterRules: ImportRules<RosterRow, ImportOutcome> = {
	rowsMost: 1000,
	read: ({ rows, marks }) => Promise.resolve({ ok: true, value: readRosterTable(rows, marks) }),
	async foresee(rows, requestKey) {
		const answer = await ask(rows, requestKey, false);
		if (!answer.ok) return answer;
		return { ok: true, value: { outcome: answer.value, faults: answer.value.faults } };
	},
	bringIn: (rows, requestKey) => ask(rows, requestKey, true),
};

function ask(rows: readonly RosterRow[], requestKey: string, commit: boolean) {
	return askOffice<ImportOutcome>('/api/office/imports/households', {
		body: { requestKey, commit, rows },
	});
}
