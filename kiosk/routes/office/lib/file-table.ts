import type { TableMarks, TextTable } from '#domain/table';

/** A table as a file has it, with what the file says of its cells. */
export interface FileTable {
	readonly rows: TextTable;
	readonly marks: TableMarks;
}

/** Why a file gives no table. */
export type Unreadable =
	| {
			readonly code:
				| 'damaged'
				| 'file_empty'
				| 'file_gone'
				| 'locked'
				| 'no_workbook'
				| 'not_text'
				| 'other_document'
				| 'other_format'
				| 'picture'
				| 'too_big'
				| 'too_long'
				| 'web_page';
	  }
	| { readonly code: 'quote_open'; readonly row: number }
	| { readonly code: 'cell_far'; readonly cell: string };

/** No import takes more; what is longer is not even looked at. */
export const tableRowsMost = 5000;
