import type { Words } from './zh.ts';

/** What is said while the line is down or the printer is not well. */
export const enLine: Words['line'] = {
	down: 'Offline: you can look, not redeem yet',
	age: (minutes) => `figures ${ago(minutes)}`,
	copied: (minutes) => `Offline: figures of ${ago(minutes)}. Redeem later.`,
	copiedSpendable: 'You could redeem',
	copiedRecord: 'Offline: the record cannot be shown',
	copiedRecordNext: 'Come back when the line is up; nothing is lost.',
	printer: {
		paper_out: 'No paper: redeem as usual, the slip comes later',
		cover_open: 'Printer open: redeem as usual, the slip comes later',
		error: 'Printer fault: redeem as usual, the slip comes later',
		offline: 'No printer: redeem as usual, the slip comes later',
		disk_full: 'Print disk full: redeem as usual, the slip comes later',
	},
	redeemAsUsual: 'You can redeem',
	keeper: {
		paper_out: 'Storekeeper: the printer needs paper',
		cover_open: 'Storekeeper: close the printer lid',
		error: 'Storekeeper: turn the printer off and on',
		offline: 'Storekeeper: check printer and cable',
		disk_full: 'Storekeeper: the print disk is full',
		near_end: 'Storekeeper: printer low on paper',
	},
};

function ago(minutes: number): string {
	if (minutes < 1) return 'just now';
	if (minutes < 60) return `${minutes} min ago`;
	const hours = Math.floor(minutes / 60);
	if (hours < 24) return `${hours} h ago`;
	const days = Math.floor(hours / 24);
	return days === 1 ? 'a day ago' : `${days} days ago`;
}
