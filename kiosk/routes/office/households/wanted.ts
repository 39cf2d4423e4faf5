/** What the list of households is narrowed to. */
export interface Wanted {
	readonly search: string;
	/** 0 for all groups. */
	readonly group: string;
	readonly show: Shown;
	readonly sort: 'place' | 'total';
	readonly page: number;
}

export type Shown = 'present' | 'living_here' | 'away' | 'returned' | 'without' | 'moved_out';

export const everything: Wanted = {
	search: '',
	group: '0',
	show: 'present',
	sort: 'place',
	page: 1,
};
