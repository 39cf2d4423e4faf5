import type { TodayWords } from './zh-today.ts';

const some = (count: string, one: string, many: string) => `${count} ${count === '1' ? one : many}`;

/** English: the first page of the office: what is due today. */
export const enToday: TodayWords = {
	title: 'Today',
	heading: (count, first) => {
		if (count === 0) return 'Nothing presses today: just open the shop';
		if (count === 1) return `One thing to do today: ${first}`;
		return `${count} things to do today, first of all: ${first}`;
	},
	lead: (day, weekday) => `${weekday}, ${day}`,
	toDo: {
		households: 'enrol households',
		products: 'add goods',
		kiosk: 'pair a kiosk',
		printer: 'see to the printer',
		slips: 'see whether slips came out',
		expired: 'take expired goods away',
		devices: 'look at a device',
		expires_in_7: 'use what soon expires',
		sold_out: 'restock',
		unpriced: 'price goods',
		passbooks: 'open passbooks',
	},
	figures: {
		goods: 'Goods to see to',
		goodsOf: (count) => count,
		goodsNext: (expired, soon, soldOut) => {
			if (expired > 0) return `${expired} expired: take away first`;
			if (soon > 0) return `${soon} expiring within 7 days`;
			return soldOut > 0 ? `${soldOut} sold out: restock` : 'Price them';
		},
		goodsNone: 'The shelves are well',
		slips: 'Slips astray',
		slipsOf: (count) => count,
		slipsNext: 'See which',
		slipsNone: 'None to see to',
		printer: (state) => `Printer: ${state}`,
		passbooks: 'Without a passbook',
		passbooksOf: (count) => count,
		passbooksNext: 'Open passbooks',
		passbooksNone: 'Every household has one',
		cover: 'Stock against points',
		coverOf: (percent) => `${percent}%`,
		coverNothing: 'Enough',
		coverShort: (money) => `${money} of goods to cover it`,
		coverEnough: (money) => `${money} to spare`,
		coverNone: 'Nobody has spendable points yet',
	},
	due: {
		title: 'To be done',
		keys: 'J / K to move, Enter to open',
		columns: { what: 'What', about: 'Why', state: 'When' },
		footer: (pressing, later) =>
			`${some(String(pressing), 'thing', 'things')} to do` +
			(later === 0 ? ', most urgent first' : `, ${later} that can wait`),
		more: (count) => `${count} more`,
		fewer: 'Only what is urgent',
		noneTitle: 'All done',
		noneNext: 'Passbooks, shelves, slips and devices are as they should be.',
		lack: {
			households: { what: 'Enrol households', about: 'None yet; a roster comes in at once' },
			products: { what: 'Add goods', about: 'The shelves are empty; a list comes in at once' },
			kiosk: { what: 'Pair a kiosk', about: 'So that households can redeem' },
		},
		printer: 'Receipt printer',
		// Units have no English plural in the village's list: the figure alone is right.
		pieces: (count) => count,
		slipAbout: (state, number) => `${state} (${number})`,
		slip: (head) => `Slip of ${head}`,
		slipState: {
			uncertain: 'See whether it came out',
			blocked: 'The printer stands still, it waits',
			expired: 'Did not come out: reprint if wanted',
		},
		device: { silent: 'Silent for a day', pairing: 'Waiting to be paired' },
		goods: {
			expired: (quantity, day) => `${quantity} expired ${day}: take off the shelf`,
			expires_in_7: (quantity, day) => `${quantity} left, until ${day}`,
			expires_in_30: (quantity, day) => `${quantity} left, until ${day}`,
			sold_out: 'None left',
			unpriced: 'No price: nobody can redeem it',
			suspended: 'Suspended',
		},
		passbooks: 'Households without a passbook',
		passbooksAbout: (count) =>
			`${some(count, 'household', 'households')}; redeeming needs a passbook`,
		when: {
			first: 'first',
			now: 'now',
			today: 'today',
			tomorrow: 'tomorrow',
			days: (count) => `${count} days`,
			past: (count) => `${some(String(count), 'day', 'days')} ago`,
			soon: 'soon',
			free: 'when free',
		},
	},
	chart: {
		title: 'Redeemed in 30 days',
		asTable: 'As a table',
		asChart: 'As a chart',
		points: 'Points redeemed',
		day: 'Day',
		redemptions: 'Redemptions',
		sentence: (points, redemptions, most) =>
			`In 30 days ${some(redemptions, 'redemption', 'redemptions')}, ${points} in all, most on ${most}.`,
		sentenceNone: 'Nobody has redeemed in the last 30 days.',
		today: (redemptions, households, points) =>
			`Today ${some(redemptions, 'redemption', 'redemptions')}, ` +
			`${some(households, 'household', 'households')}, ${points}`,
		todayNone: 'No redemption yet today',
		all: 'See today',
	},
	printer: {
		unknown: 'nothing heard',
		ready: 'well',
		near_end: 'paper nearly out',
		paper_out: 'out of paper',
		cover_open: 'lid open',
		error: 'error',
		offline: 'out of reach',
		disk_full: 'disk full',
	},
};
