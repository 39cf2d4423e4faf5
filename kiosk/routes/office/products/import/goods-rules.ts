import { readProductTable, type ProductTableRow } from '#domain/product-table';
import type { ProductList } from '#domain/product-wire';
import { askOffice } from '#kiosk/lib/office.ts';
import type { ImportRules } from '../../lib/table-import.svelte.ts';
import { zhDrawings } from '../../words/zh-drawings.ts';

/** What a list of goods comes to. */
export interface GoodsOutcome {
	readonly added: number;
	/** Names that the shop has already: they stay as they are. */
	readonly known: ReadonlySet<string>;
}

/** A list of goods on its way in, looked at beside the goods that are there. */
export function goodsRules(): ImportRules<ProductTableRow, GoodsOutcome> {
	let known: ReadonlySet<string> = new Set();
	return {
		rowsMost: 500,
		async read({ rows, marks }) {
			const list = await askOffice<ProductList>('/api/office/products');
			if (!list.ok) return list;
			const { products } = list.value;
			known = new Set(products.map(({ name }) => name));
			const holders = Object.fromEntries(products.map(({ barcode, name }) => [barcode, name]));
			return { ok: true, value: readProductTable(rows, holders, marks) };
		},
		foresee(rows) {
			const added = rows.filter(({ name }) => !known.has(name)).length;
			return Promise.resolve({ ok: true, value: { outcome: { added, known }, faults: [] } });
		},
		async bringIn(rows, requestKey) {
			const answer = await askOffice<{ added: number }>('/api/office/imports/products', {
				body: { requestKey, rows: rows.map(withPicture) },
			});
			if (!answer.ok) return answer;
			return { ok: true, value: { added: answer.value.added, known } };
		},
	};
}

function withPicture({ row, ...fields }: ProductTableRow) {
	return { ...fields, picture: drawingFor(fields.name), position: Math.min(9999, row) };
}

/** The drawing whose word stands in a name; the longest when there are several. */
function drawingFor(name: string): string {
	const found = Object.entries(zhDrawings)
		.filter(([, word]) => name.includes(word))
		.sort(([, one], [, other]) => other.length - one.length);
	return found[0]?.[0] ?? 'unknown';
}
