import { gives, type Table } from './table.ts';

/** Where a slip may go from where it stands; a byte that left can never be called back. */
const moves: Readonly<Record<string, readonly string[]>> = {
	queued: ['claimed', 'expired', 'cancelled'],
	claimed: ['sending', 'blocked', 'failed', 'queued', 'expired', 'uncertain'],
	sending: ['done', 'done_unconfirmed', 'uncertain'],
	blocked: ['claimed', 'expired', 'cancelled'],
	uncertain: ['done', 'failed'],
	done_unconfirmed: ['done', 'failed'],
	done: [],
	failed: [],
	cancelled: [],
	expired: [],
};
const statuses = Object.keys(moves);
const underWay = ['queued', 'claimed', 'sending', 'blocked'];

export const printJobTables: readonly Table[] = [
	{
		call: 'mayMove',
		cases: statuses.flatMap((from) =>
			statuses.map((to) => {
				const may = moves[from]?.includes(to) ?? false;
				return gives(`from ${from} to ${to}: ${may ? 'yes' : 'no'}`, [from, to], may);
			}),
		),
	},
	{
		call: 'isUnderWay',
		cases: statuses.map((status) =>
			gives(`a slip that is ${status}`, [status], underWay.includes(status)),
		),
	},
];
