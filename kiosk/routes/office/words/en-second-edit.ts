import type { zhSecondEdit } from './zh-second-edit.ts';

/** English: to the second of two who change the same thing. */
export const enSecondEdit: typeof zhSecondEdit = {
	title: 'Somebody has just changed it to:',
	empty: '(empty)',
	next: 'What you had not touched is new here; what you typed is still there. Look, then save.',
};
