import { expect, test } from 'vitest';
import { closingTable, columns } from '#start/table';

test('columns stand under one another, a hanzi being two cells wide', () => {
	expect(
		columns([
			['张国强', 'a'],
			['Lee', 'b'],
		]),
	).toEqual(['  张国强   a', '  Lee      b']);
});

const ready = {
	address: 'http://127.0.0.1:8090',
	data: '/srv/shop',
	receipts: '/srv/shop/receipts',
	cards: '/srv/shop/cards',
	printer: '',
	hasAgent: true,
	demo: undefined,
	kioskCode: '',
	setUpCode: '',
	readyMs: 1234,
};

test('the table of a shop names its addresses and folders, and nothing of a demo', () => {
	const text = closingTable(ready);
	expect(text).toContain('http://127.0.0.1:8090/office');
	expect(text).toContain('/srv/shop/receipts');
	expect(text).not.toContain('Demo');
	expect(text).not.toContain('code');
});

test('the table of the demo town gives three passbooks and where their pictures lie', () => {
	const passbook = (number: string) => ({
		code: `C${number}`,
		number,
		household: '张',
		spendable: 82,
	});
	const text = closingTable({
		...ready,
		kioskCode: 'BCDFGHJK',
		demo: {
			signIns: [{ name: '李主任', username: 'director', password: 'lotus', role: 'director' }],
			passbooks: ['0001', '0002', '0003', '0004'].map(passbook),
		},
	});
	expect(text).toMatch(/李主任 .*director .*lotus/);
	expect(text).toContain('http://127.0.0.1:8090/#pair=BCDFGHJK');
	expect(text).toContain('/srv/shop/cards');
	expect(text.match(/82 points to spend/g)).toHaveLength(3);
});

test('the table of an empty server gives the code for setting it up', () => {
	expect(closingTable({ ...ready, setUpCode: 'k7Hw2' })).toContain('k7Hw2');
});

test('the table of a shop with a real printer names the printer, not a folder', () => {
	const text = closingTable({ ...ready, printer: 'tcp://192.168.1.50:9100' });
	expect(text).toContain('printed at tcp://192.168.1.50:9100');
	expect(text).not.toContain('/srv/shop/receipts');
});
