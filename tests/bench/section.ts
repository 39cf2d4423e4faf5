/** One part of docs/benchmarks.md: what was measured, as a table, and what it means. */
export interface Section {
	/** Its heading; the part of that name is replaced. */
	readonly title: string;
	readonly columns: readonly string[];
	readonly rows: readonly (readonly string[])[];
	/** Sentences below the table. */
	readonly notes: readonly string[];
}

/** The section in Markdown. */
export function markdownOf({ title, columns, rows, notes }: Section): string {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [
		`## ${title}`,
		'',
		line(columns),
		line(columns.map((_, index) => (index === 0 ? '---' : '---:'))),
		...rows.map(line),
		'',
		...notes,
		'',
	].join('\n');
}
