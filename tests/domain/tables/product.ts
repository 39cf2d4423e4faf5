import type { ProductTableReason } from '#domain/product-table';
import { gives, type Case, type Table } from './table.ts';

const head = ['名称', '英文名', '单位', '英文单位', '类别', '参考价（元）', '条码'];
const rice = ['大米 5kg', 'Rice', '袋', 'bag', '粮油', '32.5', '6901234567892'];
const read = {
	name: '大米 5kg',
	english: 'Rice',
	unit: '袋',
	unitEnglish: 'bag',
	section: 'grain_oil',
	referencePriceFen: 3250,
	barcode: '6901234567892',
};
const turned = [
	['barcode', 'referencePrice', 'section', 'unitEnglish', 'unit', 'english', 'name'],
	['6901234567892', '￥32.50', 'grain_oil', 'bag', '袋', 'Rice', '大米 5kg'],
];

/** One row with a wrong cell. */
const faulty = (says: string, at: number, text: string, reason: ProductTableReason, tells = text) =>
	gives(says, [[head, rice.with(at, text)], {}], {
		rows: [],
		faults: [{ row: 2, reason, text: tells }],
		formulas: [],
	});
/** Two rows of which the second does not fit the first. */
const second = (says: string, row: string[], reason: ProductTableReason, text: string): Case =>
	gives(says, [[head, rice, row], {}], {
		rows: [{ row: 2, ...read }],
		faults: [{ row: 3, reason, text }],
		formulas: [],
	});

const bytes = (...parts: (string | readonly number[])[]) =>
	parts.flatMap((part) =>
		typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : [...part],
	);
const segment = (marker: number, text: string) => bytes([0xff, marker, 0, text.length + 2], text);
const scan = bytes([0xff, 0xda, 0, 2, 1, 0xff, 0, 2, 0xff, 0xd0, 3]);
const jpeg = (...segments: number[][]) => bytes([0xff, 0xd8], ...segments, scan, [0xff, 0xd9]);
const chunk = (name: string, text = '') => bytes([0, 0, 0, text.length], name, text, 'crc!');
const png = (...chunks: number[][]) =>
	bytes([0x89], 'PNG\r\n\u001a\n', chunk('IHDR', 'size'), ...chunks, chunk('IEND'));
const webp = (...names: string[]) => {
	const chunks = names.flatMap((name) => bytes(name, [3, 0, 0, 0], 'abc', [0]));
	return bytes('RIFF', [chunks.length + 4, 0, 0, 0], 'WEBP', chunks);
};

export const productTables: readonly Table[] = [
	{
		call: 'readProductTable',
		cases: [
			gives('a list is read by its columns', [[[], head, rice], {}], {
				rows: [{ row: 3, ...read }],
				faults: [],
				formulas: [],
			}),
			gives('in any order, in English, with the sign of the yuan', [turned, {}], {
				rows: [{ row: 2, ...read }],
				faults: [],
				formulas: [],
			}),
			gives(
				'without price, barcode and English; empty rows are passed over',
				[
					[
						['名称', '单位', '类别'],
						['', '', ' '],
						['盆', '个', '日杂'],
					],
					{},
				],
				{
					rows: [
						{
							row: 3,
							name: '盆',
							english: '',
							unit: '个',
							unitEnglish: '',
							section: 'household',
							referencePriceFen: 0,
							barcode: '',
						},
					],
					faults: [],
					formulas: [],
				},
			),
			faulty('a name is missing', 0, '', 'name_missing'),
			faulty('a name is too long', 0, '米'.repeat(41), 'name_too_long', `${'米'.repeat(40)}…`),
			faulty('a unit is missing', 2, '', 'unit_missing', '大米 5kg'),
			faulty('a unit is too long', 2, '袋'.repeat(9), 'unit_too_long'),
			faulty(
				'the English is too long',
				1,
				'r'.repeat(61),
				'english_too_long',
				`${'r'.repeat(40)}…`,
			),
			faulty('there is no such section', 4, '玩具', 'section_unknown'),
			faulty('a price in words', 5, '三十二', 'price_wrong'),
			faulty('a price above ten thousand yuan', 5, '10000.01', 'price_wrong'),
			faulty('a price below nothing', 5, '-3', 'price_wrong'),
			faulty('a barcode with a blank', 6, '6901 2345', 'barcode_wrong'),
			second('a name stands there twice', rice.with(6, ''), 'name_twice', '大米 5kg'),
			second('a barcode twice', rice.with(0, '面'), 'barcode_twice', '6901234567892'),
			gives('a barcode of another product', [[head, rice], { '6901234567892': '香皂' }], {
				rows: [],
				faults: [{ row: 2, reason: 'barcode_taken', text: '6901234567892 香皂' }],
				formulas: [],
			}),
			gives('its own barcode', [[head, rice], { '6901234567892': '大米 5kg' }], {
				rows: [{ row: 2, ...read }],
				faults: [],
				formulas: [],
			}),
			gives('a column is missing', [[['名称', '单位']], {}], {
				rows: [],
				faults: [{ row: 1, reason: 'column_missing', text: '类别' }],
				formulas: [],
			}),
		],
	},
	{
		call: 'readTypedDay',
		cases: [
			gives('eight digits, as on a package', ['20270131'], '2027-01-31'),
			gives('with hyphens', ['2027-1-31'], '2027-01-31'),
			gives('with points', ['2027.01.31'], '2027-01-31'),
			gives('with strokes', ['2027/1/31'], '2027-01-31'),
			gives('in words', ['2027年1月31日'], '2027-01-31'),
			gives('in full-width figures', ['２０２７０１３１'], '2027-01-31'),
			gives('nothing', [' '], ''),
			gives('a day that no calendar has', ['20270230'], null),
			gives('six digits', ['270131'], null),
			gives('a word', ['明年'], null),
		],
	},
	{
		call: 'examinePhoto',
		cases: [
			gives('a jpeg', [jpeg(segment(0xe0, 'JFIF\0more'), segment(0xdb, 'table'))], 'jpg'),
			gives('a jpeg with colours', [jpeg(segment(0xe2, 'ICC_PROFILE\0'))], 'jpg'),
			gives('a jpeg with EXIF', [jpeg(segment(0xe1, 'Exif\0\0GPS'))], 'not_clean'),
			gives('a jpeg with a word', [jpeg(segment(0xfe, 'at home'))], 'not_clean'),
			gives('a jpeg with more pictures', [jpeg(segment(0xe2, 'MPF\0'))], 'not_clean'),
			gives('a jpeg with a film behind it', [bytes(jpeg(), 'film')], 'not_clean'),
			gives('half a jpeg', [jpeg().slice(0, -2)], 'not_clean'),
			gives('a png', [png(chunk('IDAT', 'x'))], 'png'),
			gives('a png with a text', [png(chunk('tEXt', 'GPS'))], 'not_clean'),
			gives('a png with EXIF', [png(chunk('eXIf', 'GPS'))], 'not_clean'),
			gives('a png with something behind it', [bytes(png(), 'film')], 'not_clean'),
			gives('a webp', [webp('VP8 ')], 'webp'),
			gives('a webp with EXIF', [webp('VP8X', 'VP8 ', 'EXIF')], 'not_clean'),
			gives('a webp with XMP', [webp('VP8X', 'VP8 ', 'XMP ')], 'not_clean'),
			gives('a drawing that could do things', [bytes('<svg onload="x"/>')], 'unknown_kind'),
			gives('nothing', [[]], 'unknown_kind'),
		],
	},
];
