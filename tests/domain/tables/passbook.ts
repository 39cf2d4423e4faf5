import { gives, refuses, throws, type Json, type Table } from './table.ts';

/** A passbook of ours, one whose code is full of look-alikes, a receipt, a passbook number. */
const passbook = 'C0123456789ABT0';
const lookAlikes = 'C1100101010105F';
const receipt = 'RZ0Y1X2W3V4T5KT';
const number = '12345671';

const ours = { passbook: { kind: 'passbook', code: passbook } };
const reads = (says: string, text: string, value: Json) => gives(says, [text], value);
const damaged = (says: string, text: string) => refuses(says, [text], { code: 'code_damaged' });
const foreign = (says: string, text: string) => refuses(says, [text], { code: 'code_foreign' });
const twelve = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

export const passbookTables: readonly Table[] = [
	{
		call: 'readScan',
		cases: [
			reads('a passbook', passbook, ours.passbook),
			reads('a receipt', receipt, { kind: 'receipt', code: receipt }),
			reads('a passbook number', number, { kind: 'number', number }),
			reads('typed in two groups', '1234 5671', { kind: 'number', number }),
			reads('lower case', 'c0123456789abt0', ours.passbook),
			reads('Caps Lock turned round', 'c0123456789ABt0', ours.passbook),
			reads('full width', 'Ｃ０１２３４５６７８９ＡＢＴ０', ours.passbook),
			reads('full width and lower case', 'ｃ０１２３４５６７８９ａｂｔ０', ours.passbook),
			reads('a full-width number', '１２３４　５６７１', { kind: 'number', number }),
			reads('with the line end of a scanner', `${passbook}\r\n`, ours.passbook),
			reads('hyphens and spaces', ' C012-3456-789A BT0 ', ours.passbook),
			reads('full-width hyphens', 'C012－3456－789ABT0', ours.passbook),
			reads('O, I and L for 0 and 1', 'CIlOoLoioloIO5F', {
				kind: 'passbook',
				code: lookAlikes,
			}),
			reads('an O typed into a number', 'OO3o2OO7', {
				kind: 'number',
				number: '00302007',
			}),
			damaged('one character misread', 'C0123456789ACT0'),
			damaged('two neighbours exchanged', 'C0123456798ABT0'),
			damaged('a check character misread', 'C0123456789ABT1'),
			damaged('the check characters exchanged', 'C0123456789AB0T'),
			damaged('one character lost', 'C012345678ABT0'),
			damaged('one character doubled', 'C01233456789ABT0'),
			damaged('a U, which no code of ours has', 'CU123456789ABT0'),
			damaged('a receipt misread', 'RZ0Y1X2W3V4T5KS'),
			damaged('a passbook read as a receipt', `R${passbook.slice(1)}`),
			damaged('a wrong digit in a number', '12345672'),
			damaged('two digits of a number exchanged', '12345617'),
			foreign('nothing at all', ''),
			foreign('only spaces', '   '),
			foreign('the bar code of a bottle', '6901234567892'),
			foreign('a payment code', 'HTTPS://QR.ALIPAY.COM/FKX0'),
			foreign('an address that begins with C', 'CN.BING.COM/A-B'),
			foreign('a word that begins with C', 'CHAOSHI'),
			foreign('a name', '王建国'),
			foreign('another letter of ours', `G${passbook.slice(1)}`),
			foreign('two passbooks in one', passbook + passbook),
			foreign('a passbook behind much space', `${passbook}${' '.repeat(60)}X`),
			foreign('seven digits', '1234567'),
			foreign('nine digits', '123456712'),
		],
	},
	{
		call: 'makePassbookCode',
		cases: [
			gives('twelve places', [twelve], passbook),
			gives('the last letters', [Array<number>(12).fill(31)], 'CZZZZZZZZZZZZ73'),
			throws('eleven places', [twelve.slice(1)], 'A code is made of 12 random places'),
			throws('thirteen places', [[...twelve, 0]], 'A code is made of 12 random places'),
			throws(
				'a place too high',
				[[...twelve.slice(1), 32]],
				'A place lies outside the alphabet: 32',
			),
			throws(
				'a place below nothing',
				[[...twelve.slice(1), -1]],
				'A place lies outside the alphabet: -1',
			),
			throws('half a place', [[...twelve.slice(1), 1.5]], 'A place lies outside the alphabet: 1.5'),
			throws(
				'a place that is missing',
				[[...twelve.slice(1), null]],
				'A place lies outside the alphabet: null',
			),
		],
	},
	{
		call: 'makeReceiptCode',
		cases: [
			gives('twelve places', [[31, 0, 30, 1, 29, 2, 28, 3, 27, 4, 26, 5]], receipt),
			throws('no places', [[]], 'A code is made of 12 random places'),
		],
	},
	{
		call: 'makePassbookNumber',
		cases: [
			gives('seven digits and their check', ['1234567'], number),
			gives('noughts', ['0000000'], '00000000'),
			throws('six digits', ['123456'], 'A passbook number is made of 7 digits'),
			throws('eight digits', ['12345678'], 'A passbook number is made of 7 digits'),
			throws('a letter', ['123456A'], 'A passbook number is made of 7 digits'),
		],
	},
	{ call: 'groupedNumber', cases: [gives('two groups of four', [number], '1234 5671')] },
	{
		call: 'checkDigit',
		cases: [
			gives('the textbook case of Damm', ['572'], '4'),
			gives('a place in the village', ['0302017'], '6'),
			throws('a letter is no digit', ['57A'], 'Not a row of digits: 57A'),
			throws('nothing has no check digit', [''], 'Not a row of digits: '),
		],
	},
	{
		call: 'plainCode',
		cases: [
			gives('capitals, half width, no separators', ['ｃ０-ａ b\t'], 'C0AB'),
			gives('look-alikes', ['oOiIlL'], '001111'),
			gives('rare characters stay whole', ['𠮷'], '𠮷'),
		],
	},
	{
		call: 'halfWidth',
		cases: [
			gives('digits, letters and signs', ['１２－Ａｂ！～'], '12-Ab!~'),
			gives('Chinese stays', ['柏03𠮷'], '柏03𠮷'),
		],
	},
];
