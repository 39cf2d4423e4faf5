import type { TableWords } from './zh-table.ts';

/** English: a table on its way in, whatever it is about. */
export const enTable: TableWords = {
	steps: { label: 'Where you are', choose: 'Choose', check: 'Check', done: 'Done' },
	drop: 'Drop the file here, or',
	choose: 'Choose a file',
	kinds: 'Excel (.xlsx) or CSV, with column names in Chinese or English',
	layout: 'How to fill in the table',
	template: 'Download a template',
	reading: 'Checking…',
	file: (name, rows) => `${name}, ${rows === 1 ? '1 row' : `${rows} rows`}`,
	other: 'Another file',
	clean: 'Every row is right. It can be imported',
	faults: (count) =>
		`${count === 1 ? '1 fault' : `${count} faults`}. Correct the table, then choose it again`,
	formulas: (cells) => {
		const [first = ''] = cells;
		if (cells.length === 1) return `${first} is a formula, read as it was saved. Please compare`;
		const more = cells.length > 3 ? ` and ${cells.length - 3} more` : '';
		return `${cells.slice(0, 3).join(', ')}${more} are formulas, read as they were saved. Please compare`;
	},
	row: (row) => `Row ${row}`,
	where: 'Where',
	what: 'What is wrong',
	reasons: {
		column_missing: (text) => `The column ${text} is missing: add it to the row of column names`,
		column_twice: (text) => `${text.replace(' ', ' and ')} name the same column: keep one of them`,
		cells_merged: (text) =>
			`${text} is merged, and its row is not clear: unmerge it and fill in every row`,
		cell_unreadable: (text) =>
			`${text} has a line break or a character that is hidden or broken: type it again`,
		cell_too_long: (text) => `${text} has more than 1000 characters: was it pasted by mistake?`,
		formula_unsure: (text) =>
			`${text} is a formula without a result to rely on: type the result, or save it in Excel again`,
		value_error: (text) => `The formula in ${text} failed (as #N/A or #REF!): type what is right`,
	},
	unusable: {
		damaged: (name) =>
			`“${name}” is damaged or was not copied completely. Copy it again; if Excel opens it, save it as .xlsx.`,
		file_empty: (name) => `“${name}” is empty. Is it the right file, and was it saved?`,
		file_gone: (name) =>
			`“${name}” cannot be opened: it was moved, or another program holds it. Close that and choose it again.`,
		locked: (name) =>
			`“${name}” has a password. Remove the password in Excel, save it and choose it again.`,
		no_workbook: (name) =>
			`“${name}” is an archive without a table in it. Unpack it and choose the table inside.`,
		not_text: (name) =>
			`“${name}” is no table that can be read. Choose an Excel (.xlsx) or CSV file.`,
		other_document: (name) =>
			`“${name}” is a Word or PDF document, no table. Copy the table into Excel, save it as .xlsx and choose that.`,
		other_format: (name) =>
			`“${name}” is another format (as old .xls or .et). Open it in Excel, save it as .xlsx and choose that.`,
		picture: (name) =>
			`“${name}” is a picture, and words in pictures cannot be read. Choose an Excel (.xlsx) or CSV file.`,
		too_big: (name) =>
			`“${name}” is too big, perhaps by formatted empty rows. Copy the columns into a new table, save and choose that.`,
		web_page: (name) =>
			`“${name}” is really a web page. Open it in Excel, save it as .xlsx and choose that.`,
		quote_open: (name, _most, place) =>
			`“${name}” has a quotation mark (") without its pair in row ${place}. Mend that row and choose it again.`,
		cell_far: (name, _most, place) =>
			`“${name}” has something in ${place}, far from its table. Clear that cell, save and choose it again.`,
		no_rows: (name) =>
			`“${name}” has no row to import (only its first sheet is read). Fill it in, save and choose it again.`,
		too_long: (name, most) =>
			`“${name}” has too many rows: ${most} at most. Split it and import one part after the other.`,
	},
};
