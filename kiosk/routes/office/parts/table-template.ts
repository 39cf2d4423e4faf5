/** A column as a template has it, in Chinese and in English. */
export interface TemplateColumn {
	readonly zh: string;
	readonly en: string;
}

/** Hands out an empty table to be filled in: CSV with the mark that Excel needs to read Chinese. */
export function downloadTemplate(titles: readonly string[], name: string): void {
	const blob = new Blob([`\ufeff${titles.join(',')}\r\n`], { type: 'text/csv;charset=utf-8' });
	const address = URL.createObjectURL(blob);
	const link = document.createElement('a');
	link.href = address;
	link.download = name;
	link.click();
	// The download has begun by then; the address must outlive the click.
	setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
