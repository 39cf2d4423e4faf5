import { qingsong, type CastVillage } from './cast.ts';

/** 村级和镇级人员: who signs in at the back office, and as what. */
export type StaffRole = 'director' | 'recorder' | 'verifier' | 'storekeeper' | 'town_office';

export interface CastStaff {
	readonly name: string;
	readonly roles: readonly StaffRole[];
	/** The post in the village's own words. */
	readonly post: string;
	/** Absent for the town office, which sees every village. */
	readonly village?: CastVillage;
	readonly username: string;
	readonly password: string;
}

/** Invented people. The passwords say what they are: no shop may open with them. */
export const staff = {
	director: {
		name: '周文斌',
		roles: ['director'],
		post: '主任，村党支部书记',
		village: qingsong,
		username: 'zhouwenbin',
		password: 'demo-only-director',
	},
	recorder: {
		name: '唐雨晴',
		roles: ['recorder'],
		post: '采集员',
		village: qingsong,
		username: 'tangyuqing',
		password: 'demo-only-recorder',
	},
	verifier: {
		name: '郭志强',
		roles: ['verifier'],
		post: '核实员',
		village: qingsong,
		username: 'guozhiqiang',
		password: 'demo-only-verifier',
	},
	storekeeper: {
		name: '吴春梅',
		roles: ['storekeeper'],
		post: '超市经营者',
		village: qingsong,
		username: 'wuchunmei',
		password: 'demo-only-storekeeper',
	},
	townOffice: {
		name: '林晓',
		roles: ['town_office'],
		post: '镇办公室',
		username: 'linxiao',
		password: 'demo-only-town-office',
	},
} satisfies Readonly<Record<string, CastStaff>>;
