import type { ImportOutcome } from '#domain/office-wire';
import type { RosterFault, RosterRow } from '#domain/roster';
import { readRosterTable } from '#domain/roster-table';
import { askOffice, newRequestKey, type OfficeProblem } from '#kiosk/lib/office.ts';
import { readTable, type Unreadable } from '../../lib/read-table.ts';

const rowsMost = 1000;

/** A roster on its way in: chosen, checked by the server, imported. */
export class RosterImport {
	step: 'choose' | 'check' | 'done' = $state('choose');
	name = $state('');
	/** How many rows the file has, readable or not. */
	count = $state(0);
	rows: readonly RosterRow[] = $state.raw([]);
	faults: readonly RosterFault[] = $state.raw([]);
	/** What it would do, or did. */
	outcome: ImportOutcome | undefined = $state.raw();
	unreadable: Unreadable | 'empty' | 'too_long' | undefined = $state.raw();
	problem: OfficeProblem | undefined = $state.raw();
	isBusy = $state(false);
	#requestKey = newRequestKey();

	/** Reads a file and has the server say what it would do with it. */
	async read(file: File): Promise<void> {
		this.isBusy = true;
		this.unreadable = undefined;
		this.problem = undefined;
		this.name = file.name;
		const table = await readTable(new Uint8Array(await file.arrayBuffer()));
		if (typeof table === 'string') this.unreadable = table;
		else await this.#take(readRosterTable(table));
		this.isBusy = false;
	}

	/** Imports what was checked; sent again after trouble, it is still done once. */
	async commit(): Promise<void> {
		this.isBusy = true;
		const answer = await this.#ask(true);
		this.isBusy = false;
		this.problem = answer.ok ? undefined : answer.problem;
		if (!answer.ok) return;
		this.outcome = answer.value;
		this.step = 'done';
	}

	/** Back to the beginning. */
	again(): void {
		this.step = 'choose';
		this.outcome = undefined;
		this.problem = undefined;
	}

	async #take(read: ReturnType<typeof readRosterTable>): Promise<void> {
		this.rows = read.rows;
		this.count = read.rows.length + read.faults.length;
		this.#requestKey = newRequestKey();
		if (this.count === 0) this.unreadable = 'empty';
		if (read.rows.length > rowsMost) this.unreadable = 'too_long';
		if (this.unreadable) return;
		const answer = await this.#ask(false);
		this.problem = answer.ok ? undefined : answer.problem;
		if (!answer.ok) return;
		this.outcome = answer.value;
		this.faults = [...read.faults, ...answer.value.faults].sort(
			(one, other) => one.row - other.row,
		);
		this.step = 'check';
	}

	#ask(commit: boolean) {
		return askOffice<ImportOutcome>('/api/office/imports/households', {
			body: { requestKey: this.#requestKey, commit, rows: this.rows },
		});
	}
}
