import { productColumns } from '#domain/product-table';

/** An empty list of goods to be filled in: CSV with the mark that Excel needs to read Chinese. */
export function downloadTemplate(language: 'zh' | 'en', name: string): void {
	const line = productColumns.map((column) => column[language]).join(',');
	const blob = new Blob([`\ufeff${line}\r\n`], { type: 'text/csv;charset=utf-8' });
	const address = URL.createObjectURL(blob);
	const link = document.createElement('a');
	link.href = address;
	link.download = name;
	link.click();
	// The download has begun by then; the address must outlive the click.
	setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
