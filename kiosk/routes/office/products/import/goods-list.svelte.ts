import {
	readProductTable,
	type ProductTableFault,
	type ProductTableRow,
} from '#domain/product-table';
import type { ProductList } from '#domain/product-wire';
import { askOffice, newRequestKey, type OfficeProblem } from '#kiosk/lib/office.ts';
import { readTable, type Unreadable } from '../../lib/read-table.ts';
import { zhDrawings } from '../../words/zh-drawings.ts';

const rowsMost = 500;

/** A list of goods on its way in: chosen, looked at, imported. */
export class GoodsList {
	step: 'choose' | 'check' | 'done' = $state('choose');
	name = $state('');
	rows: readonly ProductTableRow[] = $state.raw([]);
	faults: readonly ProductTableFault[] = $state.raw([]);
	/** Names that the shop has already. */
	known: ReadonlySet<string> = $state.raw(new Set());
	added = $state(0);
	unreadable: Unreadable | 'empty' | 'too_long' | undefined = $state.raw();
	problem: OfficeProblem | undefined = $state.raw();
	isBusy = $state(false);
	#requestKey = newRequestKey();

	/** Reads a file and says what it would do. */
	async read(file: File): Promise<void> {
		this.isBusy = true;
		this.unreadable = undefined;
		this.name = file.name;
		const table = await readTable(new Uint8Array(await file.arrayBuffer()));
		const list = await askOffice<ProductList>('/api/office/products');
		this.isBusy = false;
		this.problem = list.ok ? undefined : list.problem;
		if (!list.ok) return;
		if (typeof table === 'string') {
			this.unreadable = table;
			return;
		}
		const { products } = list.value;
		this.known = new Set(products.map(({ name }) => name));
		const holders = Object.fromEntries(products.map(({ barcode, name }) => [barcode, name]));
		const { rows, faults } = readProductTable(table, holders);
		if (rows.length + faults.length === 0) this.unreadable = 'empty';
		if (rows.length > rowsMost) this.unreadable = 'too_long';
		if (this.unreadable) return;
		this.rows = rows;
		this.faults = faults;
		this.#requestKey = newRequestKey();
		this.step = 'check';
	}

	/** How many products it would add. */
	get fresh(): number {
		return this.rows.filter(({ name }) => !this.known.has(name)).length;
	}

	/** Imports what was looked at; sent again after trouble, it is still done once. */
	async commit(): Promise<void> {
		this.isBusy = true;
		const answer = await askOffice<{ added: number }>('/api/office/imports/products', {
			body: {
				requestKey: this.#requestKey,
				rows: this.rows.map(({ row: position, ...fields }) => ({
					...fields,
					picture: drawingFor(fields.name),
					position: Math.min(9999, position),
				})),
			},
		});
		this.isBusy = false;
		this.problem = answer.ok ? undefined : answer.problem;
		if (!answer.ok) return;
		this.added = answer.value.added;
		this.step = 'done';
	}

	/** Back to the beginning. */
	again(): void {
		this.step = 'choose';
		this.problem = undefined;
	}
}

/** The drawing whose word stands in a name; the longest when there are several. */
function drawingFor(name: string): string {
	const found = Object.entries(zhDrawings)
		.filter(([, word]) => name.includes(word))
		.sort(([, one], [, other]) => other.length - one.length);
	return found[0]?.[0] ?? 'unknown';
}
