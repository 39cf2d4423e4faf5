import { describe, expect, test } from 'vitest';
import { readProductTable } from '#domain/product-table';
import { readTypedDay } from '#domain/typed-day';

const head = ['名称', '英文名', '单位', '英文单位', '类别', '参考价（元）', '条码'];
const rice = ['大米 5kg', 'Rice', '袋', 'bag', '粮油', '32.5', '6901234567892'];
const faultsOf = (...rows: string[][]) => readProductTable([head, ...rows]).faults;

describe('a list of goods', () => {
	test('is read by its columns, in any order and either language', () => {
		const read = {
			name: '大米 5kg',
			english: 'Rice',
			unit: '袋',
			unitEnglish: 'bag',
			section: 'grain_oil',
			referencePriceFen: 3250,
			barcode: '6901234567892',
		};
		expect(readProductTable([[], head, rice])).toEqual({ rows: [{ row: 3, ...read }], faults: [] });
		const english = ['barcode', 'referencePrice', 'section', 'unitEnglish', 'unit', 'english'];
		const turned = readProductTable([
			[...english, 'name'],
			['6901234567892', '￥32.50', 'grain_oil', 'bag', '袋', 'Rice', '大米 5kg'],
		]);
		expect(turned.rows).toEqual([{ row: 2, ...read }]);
	});

	test('needs no price, no barcode and no English', () => {
		const { rows, faults } = readProductTable([
			['名称', '单位', '类别'],
			['盆', '个', '日杂'],
			['', '', ''],
		]);
		expect(faults).toEqual([]);
		expect(rows).toMatchObject([{ name: '盆', english: '', referencePriceFen: 0, barcode: '' }]);
	});

	test.each([
		['name_missing', 0, ''],
		['name_too_long', 0, '米'.repeat(41)],
		['unit_missing', 2, ''],
		['unit_too_long', 2, '袋'.repeat(9)],
		['english_too_long', 1, 'r'.repeat(61)],
		['section_unknown', 4, '玩具'],
		['price_wrong', 5, '三十二'],
		['price_wrong', 5, '10000.01'],
		['price_wrong', 5, '-3'],
		['barcode_wrong', 6, '6901 2345'],
	])('names a row with %s', (reason, at, text) => {
		const wrong = rice.with(at as number, text as string);
		expect(faultsOf(wrong)).toMatchObject([{ row: 2, reason }]);
	});

	test('names what stands there twice, and a barcode of another product', () => {
		expect(faultsOf(rice, rice.with(6, ''))).toMatchObject([{ row: 3, reason: 'name_twice' }]);
		expect(faultsOf(rice, rice.with(0, '另一样'))).toMatchObject([
			{ row: 3, reason: 'barcode_twice' },
		]);
		const holders = new Map([['6901234567892', '香皂']]);
		expect(readProductTable([head, rice], holders).faults).toMatchObject([
			{ row: 2, reason: 'barcode_taken', text: '6901234567892 香皂' },
		]);
		const own = new Map([['6901234567892', '大米 5kg']]);
		expect(readProductTable([head, rice], own).faults).toEqual([]);
	});

	test('says which column is missing', () => {
		expect(
			readProductTable([
				['名称', '单位'],
				['盆', '个'],
			]).faults,
		).toEqual([{ row: 1, reason: 'column_missing', text: '类别' }]);
	});
});

describe('a typed day', () => {
	test.each([
		['20270131', '2027-01-31'],
		['2027-1-31', '2027-01-31'],
		['2027.01.31', '2027-01-31'],
		['2027/1/31', '2027-01-31'],
		['2027年1月31日', '2027-01-31'],
		['２０２７０１３１', '2027-01-31'],
		[' ', ''],
		['20270230', undefined],
		['270131', undefined],
		['明年', undefined],
	])('%s', (typed, day) => {
		expect(readTypedDay(typed)).toBe(day);
	});
});
