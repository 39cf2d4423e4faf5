import type { PassbookWords } from './zh-passbooks.ts';

const passbooks = (count: number) => (count === 1 ? '1 passbook' : `${count} passbooks`);
const cards = (count: number) => (count === 1 ? '1 card' : `${count} cards`);

/** English: opening, replacing and printing passbooks. */
export const enPassbooks: PassbookWords = {
	title: 'Passbooks',
	allHave: (count) => `All ${count} households have a passbook`,
	someWithout: (count, without) => `${count} with a passbook, ${without} still without`,
	openAll: (count) => `Open ${passbooks(count)}`,
	search: 'Name, code or passbook number',
	everyGroup: 'All groups',
	groupLabel: 'Group',
	group: (number) => `Group ${number}`,
	groupNamed: (number, name) => (name ? `Group ${number} ${name}` : `Group ${number}`),
	show: { all: 'With and without', with: 'With a passbook', without: 'Without a passbook' },
	showLabel: 'Which households',
	columns: {
		choose: 'Choose',
		head: 'Head',
		code: 'Code',
		group: 'Group',
		number: 'Passbook number',
		opened: 'Opened',
		act: 'Actions',
	},
	chooseRow: (head) => `Choose ${head}`,
	chooseAll: 'Choose all listed',
	chosen: (count) => `${count} chosen`,
	chooseNone: 'Choose none',
	print: (count) => `Print ${cards(count)}`,
	none: 'No passbook',
	replace: 'Replace',
	printOne: 'Print',
	open: 'Open',
	emptyTitle: 'No household yet',
	emptyNext: 'Enrol households first, then open their passbooks.',
	toHouseholds: 'Enrol households',
	nothing: 'No such household',
	opened: (count) => `${passbooks(count)} opened. Their cards can be printed now`,
	replaceDialog: {
		title: 'Replace this passbook?',
		lead: 'The old code stops working at once. Not a single point is lost.',
		reason: 'Why',
		reasons: ['Lost', 'Damaged', 'Somebody may have copied the code'],
		go: 'Replace',
		done: (number) => `Replaced by passbook ${number}. Print its card now`,
		reasonMissing: 'Please give the reason',
	},
	cards: {
		title: 'Print passbook cards',
		lead: (count, sheets) =>
			`${cards(count)} on ${sheets === 1 ? '1 sheet' : `${sheets} sheets`} of A4, ten to a sheet`,
		how: 'Print at actual size (100 %), default margins, with background graphics. Use card stock and cut along the fine lines.',
		go: 'Print',
		secret:
			'A card is as good as the passbook: hand it to its own household. Every printing is written down.',
		trying: (tried, total) => `Trying every QR code: ${tried} of ${total}`,
		unreadable: (head, number) =>
			`The QR code of ${head} (passbook ${number}) cannot be scanned, so this card is not printed. Replace the passbook first.`,
		back: 'Back to passbooks',
	},
	card: {
		passbook: 'Points passbook',
		head: 'Head',
		group: (number) => `Group ${number}`,
		scan: 'Scan to see your points',
	},
};
