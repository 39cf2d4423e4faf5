import { gives, type Table } from './table.ts';

const cycle2026 = { year: 2026, opensOn: '2026-01-01', closesOn: '2026-12-31', base: 100 };
const kept = (standing: string, movedOutOn = '') => [cycle2026, { standing, movedOutOn }];

export const householdStandingTables: readonly Table[] = [
	{
		call: 'standingIn',
		cases: [
			gives('who is here', kept('good'), 'good'),
			gives('who is barred', kept('barred'), 'barred'),
			gives('who left today', kept('moved_out', '2026-11-26'), 'leaving'),
			gives('who left on the first day', kept('moved_out', '2026-01-01'), 'leaving'),
			gives('who left on the last day', kept('moved_out', '2026-12-31'), 'leaving'),
			gives('who left in the year before', kept('moved_out', '2025-12-31'), 'moved_out'),
		],
	},
	{
		call: 'mayRedeem',
		cases: [
			gives('who is here', ['good'], true),
			gives('who has just left', ['leaving'], true),
			gives('who left before', ['moved_out'], false),
			gives('who is barred', ['barred'], false),
		],
	},
];
