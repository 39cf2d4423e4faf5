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
const minute = 60_000;
const moment = (status: string) => ({ status, createdAt: 0, changedAt: 0 });
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
	{
		call: 'statusAt',
		cases: [
			...statuses.map((status) => gives(`${status} a moment ago`, [moment(status), 1], status)),
			gives('ten minutes in line', [moment('queued'), 10 * minute], 'queued'),
			gives('longer in line', [moment('queued'), 10 * minute + 1], 'expired'),
			gives('claimed and forgotten', [moment('claimed'), 11 * minute], 'expired'),
			gives(
				'taken in the last moment',
				[{ ...moment('claimed'), changedAt: 10 * minute }, 11 * minute],
				'claimed',
			),
			gives('without paper for too long', [moment('blocked'), 11 * minute], 'expired'),
			gives('five minutes in sending', [moment('sending'), 5 * minute], 'sending'),
			gives('left in sending', [moment('sending'), 5 * minute + 1], 'uncertain'),
			gives(
				'begun to be sent late',
				[{ ...moment('sending'), changedAt: 9 * minute }, 12 * minute],
				'sending',
			),
			gives('uncertain since yesterday', [moment('uncertain'), 1440 * minute], 'uncertain'),
			gives('done yesterday', [moment('done'), 1440 * minute], 'done'),
		],
	},
];
