import { newRequestKey, type OfficeAnswer, type OfficeProblem } from '#kiosk/lib/office.ts';
import type { FileTable, Unreadable } from './file-table.ts';
import { readTable } from './read-table.ts';

/** What is wrong with a row: a reason that the words of the room explain. */
export interface RowFault {
	readonly row: number;
	readonly reason: string;
	readonly text: string;
}

/** What the rules make of a table. */
export interface TableReading<Row> {
	readonly rows: readonly Row[];
	readonly faults: readonly RowFault[];
	/** Cells whose formula was taken at its result. */
	readonly formulas: readonly string[];
}

/** What an import room knows of its rows; everything else about a file on its way in is the same. */
export interface ImportRules<Row, Outcome> {
	/** The most rows at a time. */
	readonly rowsMost: number;
	/** Reads a table by the rules, with what the server knows where they need it. */
	read(table: FileTable): Promise<OfficeAnswer<TableReading<Row>>>;
	/** What would come of the rows; it changes nothing. */
	foresee(
		rows: readonly Row[],
		requestKey: string,
	): Promise<OfficeAnswer<{ readonly outcome: Outcome; readonly faults: readonly RowFault[] }>>;
	/** Brings the rows in, all or none; sent again with the same key it is still done once. */
	bringIn(rows: readonly Row[], requestKey: string): Promise<OfficeAnswer<Outcome>>;
}

/** Why a file cannot be looked through. */
export type Unusable = Unreadable | { readonly code: 'no_rows' };

/** A table on its way in: chosen, checked, imported. */
export class TableImport<Row, Outcome> {
	step: 'choose' | 'check' | 'done' = $state('choose');
	/** The file's. */
	name = $state('');
	reading: TableReading<Row> = $state.raw({ rows: [], faults: [], formulas: [] });
	/** What the server has against the rows. */
	objections: readonly RowFault[] = $state.raw([]);
	/** What it would do, or did. */
	outcome: Outcome | undefined = $state.raw();
	unusable: Unusable | undefined = $state.raw();
	problem: OfficeProblem | undefined = $state.raw();
	isBusy = $state(false);
	readonly rowsMost: number;
	readonly #rules: ImportRules<Row, Outcome>;
	#requestKey = newRequestKey();

	constructor(rules: ImportRules<Row, Outcome>) {
		this.#rules = rules;
		this.rowsMost = rules.rowsMost;
	}

	/** How many rows the file has, readable or not. */
	get count(): number {
		return this.reading.rows.length + new Set(this.reading.faults.map(({ row }) => row)).size;
	}

	/** Everything that is wrong, from the first row to the last. */
	get faults(): readonly RowFault[] {
		return [...this.reading.faults, ...this.objections].sort((one, other) => one.row - other.row);
	}

	/** Reads a file and says what it would do. Nothing is changed. */
	async read(file: File): Promise<void> {
		this.isBusy = true;
		this.name = file.name;
		this.unusable = undefined;
		this.problem = undefined;
		try {
			await this.#look(file);
		} catch {
			// The readers are loaded when they are needed: the line was gone.
			this.problem = { kind: 'no_network' };
		}
		this.isBusy = false;
	}

	/** Imports what was checked; sent again after trouble, it is still done once. */
	async commit(): Promise<void> {
		this.isBusy = true;
		const answer = await this.#rules.bringIn(this.reading.rows, this.#requestKey);
		this.problem = answer.ok ? undefined : answer.problem;
		if (answer.ok) {
			this.outcome = answer.value;
			this.step = 'done';
		} else if (answer.problem.kind === 'refusal') {
			// Somebody was faster: what stands in the way now can be seen.
			await this.#foresee();
			this.problem = answer.problem;
		}
		this.isBusy = false;
	}

	/** Back to the beginning. */
	again(): void {
		this.step = 'choose';
		this.outcome = undefined;
		this.problem = undefined;
	}

	async #look(file: File): Promise<void> {
		const table = await readTable(file);
		if (!table.ok) {
			this.unusable = table.refusal;
			return;
		}
		const read = await this.#rules.read(table.value);
		this.problem = read.ok ? undefined : read.problem;
		if (!read.ok) return;
		this.reading = read.value;
		if (this.count === 0) this.unusable = { code: 'no_rows' };
		if (this.count > this.rowsMost) this.unusable = { code: 'too_long' };
		if (this.unusable) return;
		this.#requestKey = newRequestKey();
		if (await this.#foresee()) this.step = 'check';
	}

	async #foresee(): Promise<boolean> {
		const answer = await this.#rules.foresee(this.reading.rows, this.#requestKey);
		this.problem = answer.ok ? undefined : answer.problem;
		if (!answer.ok) return false;
		this.outcome = answer.value.outcome;
		this.objections = answer.value.faults;
		return true;
	}
}
