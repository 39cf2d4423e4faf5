import { isDay, type Day } from './day.ts';
import { halfWidth } from './passbook.ts';

/**
 * A day as people type it from a package: 20270131, 2027-1-31, 2027.01.31, 2027/1/31 or
 * 2027年1月31日, in full-width figures too. Empty for nothing; undefined when it is no day.
 */
export function readTypedDay(typed: string): Day | '' | undefined {
	const text = halfWidth(typed).replace(/\s/g, '');
	if (text === '') return '';
	const parts =
		/^(\d{4})(\d{2})(\d{2})$/.exec(text) ??
		/^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(text);
	if (!parts) return undefined;
	const [, year = '', month = '', date = ''] = parts;
	const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
	return isDay(day) ? day : undefined;
}
