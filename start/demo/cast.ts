import type { HouseholdPlace, Relation, Residence } from '#domain/household';

/**
 * The one town that tests and demo share: named people, each with something to show. Everything
 * here is invented.
 */
export const town = { name: '柏树镇', english: 'Baishu', letter: '柏' };

export interface CastVillage {
	readonly name: string;
	readonly english: string;
	readonly number: number;
	/** 村民小组, counted from 1. */
	readonly groups: number;
}

/** Where the scenes play. */
export const qingsong: CastVillage = { name: '青松村', english: 'Qingsong', number: 3, groups: 6 };
export const bailu: CastVillage = { name: '白鹭村', english: 'Bailu', number: 1, groups: 4 };
export const shiqiao: CastVillage = { name: '石桥村', english: 'Shiqiao', number: 2, groups: 5 };
export const villages: readonly CastVillage[] = [bailu, shiqiao, qingsong];

export interface CastVillager {
	readonly name: string;
	readonly relation: Relation;
	readonly birthYear: number;
}

/** 加分, 扣分 by an item of the rulebook. */
export interface CastAct {
	readonly rule: string;
	/** Positive for an award, negative for a deduction. */
	readonly points: number;
	readonly day: string;
}

/** Number in the goods list, and how many. */
export type CastGoods = readonly [no: number, quantity: number];

/** 兑换 of goods by their number in the town's goods list, at 1 yuan per point. */
export interface CastRedemption {
	readonly day: string;
	readonly goods: readonly CastGoods[];
	/** In points; the test of the cast counts it again from the price list. */
	readonly cost: number;
}

export interface CastHousehold {
	/** What the household has to show. */
	readonly shows: string;
	readonly place: HouseholdPlace;
	/** The head stands first. */
	readonly villagers: readonly CastVillager[];
	readonly residence: Residence;
	readonly standing: 'good' | 'moved_out';
	/** `replaced`: an old passbook is about as well, and the new one is open. */
	readonly passbook: 'open' | 'replaced';
	/** What happened in the cycle of 2026, in the order of the days. */
	readonly acts: readonly (CastAct | CastRedemption)[];
	/** The figures it must reach. */
	readonly reaches: {
		readonly total: number;
		readonly redeemed: number;
		readonly spendable: number;
		readonly missing: number;
	};
}

const place = (village: CastVillage, group: number, household: number): HouseholdPlace => ({
	townLetter: town.letter,
	village: village.number,
	group,
	household,
});
const person = (name: string, relation: Relation, birthYear: number): CastVillager => ({
	name,
	relation,
	birthYear,
});
const act = (rule: string, points: number, day: string): CastAct => ({ rule, points, day });
const redemption = (day: string, cost: number, goods: readonly CastGoods[]): CastRedemption => ({
	day,
	cost,
	goods,
});
const reaches = (total: number, redeemed: number, spendable: number, missing: number) => ({
	total,
	redeemed,
	spendable,
	missing,
});
const atHome = { residence: 'living_here', standing: 'good', passbook: 'open' } as const;

/** By the head's surname. */
export const households = {
	wang: {
		shows: '20 points to spend: enough for soap, not for rice',
		place: place(qingsong, 2, 17),
		villagers: [
			person('王建国', 'head', 1966),
			person('刘桂英', 'spouse', 1968),
			person('王小军', 'child', 1994),
		],
		...atHome,
		acts: [
			act('H01', 5, '2026-03-25'),
			act('G01', 3, '2026-04-12'),
			act('G05', 8, '2026-07-09'),
			act('N02', 2, '2026-08-15'),
			act('N02', 2, '2026-10-10'),
		],
		reaches: reaches(120, 0, 20, 0),
	},
	zhang: {
		shows: 'the highest total; has spent 70 and still leads the red list',
		place: place(qingsong, 1, 3),
		villagers: [
			person('张爱国', 'head', 1958),
			person('陈玉兰', 'spouse', 1960),
			person('张磊', 'child', 1982),
			person('黄敏', 'other', 1983),
			person('张子涵', 'other', 2007),
		],
		...atHome,
		acts: [
			act('B05', 50, '2026-02-20'),
			act('N06', 20, '2026-03-15'),
			act('G08', 30, '2026-05-06'),
			redemption('2026-06-18', 70, [
				[1, 1],
				[15, 1],
				[32, 1],
			]),
			act('B03', 20, '2026-07-01'),
			act('Y01', 15, '2026-08-08'),
			act('H07', 10, '2026-09-20'),
			act('N02', 2, '2026-09-27'),
			act('N03', 5, '2026-10-10'),
		],
		reaches: reaches(252, 70, 82, 0),
	},
	li: {
		shows: 'exactly the base points: nothing to spend, nothing missing',
		place: place(qingsong, 2, 5),
		villagers: [person('李秀芳', 'head', 1972), person('李婷', 'child', 1999)],
		...atHome,
		acts: [act('N02', 2, '2026-04-10'), act('G01', 3, '2026-05-04'), act('H08', -5, '2026-06-11')],
		reaches: reaches(100, 0, 0, 0),
	},
	zhao: {
		shows: '12 points below the base',
		place: place(qingsong, 4, 21),
		villagers: [
			person('赵大山', 'head', 1979),
			person('孙丽', 'spouse', 1981),
			person('赵宝儿', 'child', 2015),
		],
		...atHome,
		acts: [
			act('H03', -3, '2026-03-25'),
			act('H03', -3, '2026-04-25'),
			act('N09', -2, '2026-05-16'),
			act('H10', -5, '2026-06-02'),
			act('H09', -5, '2026-07-19'),
			act('G01', 3, '2026-09-06'),
			act('G01', 3, '2026-10-18'),
		],
		reaches: reaches(88, 0, 0, 12),
	},
	he: {
		shows: 'a name with a character beyond the first plane',
		place: place(qingsong, 3, 8),
		villagers: [
			person('何𠮷', 'head', 1983),
			person('罗燕', 'spouse', 1985),
			person('何𠮷安', 'child', 2011),
		],
		...atHome,
		acts: [act('N01', 3, '2026-03-11'), act('G06', 3, '2026-05-20'), act('Y05', 5, '2026-08-30')],
		reaches: reaches(111, 0, 11, 0),
	},
	gong: {
		shows: 'rare characters that many printers and fonts lack',
		place: place(qingsong, 3, 12),
		villagers: [
			person('龚喆龢', 'head', 1975),
			person('龚䶮', 'child', 2008),
			person('何翠花', 'parent', 1949),
		],
		...atHome,
		acts: [act('N07', 20, '2026-08-25'), act('H01', 5, '2026-09-25'), act('Y04', 3, '2026-09-30')],
		reaches: reaches(128, 0, 28, 0),
	},
	ouyang: {
		shows: 'a surname of two characters and a name of four',
		place: place(qingsong, 5, 31),
		villagers: [person('欧阳建华', 'head', 1969), person('司马秋月', 'spouse', 1970)],
		...atHome,
		acts: [act('N04', 10, '2026-06-30'), act('Y06', 5, '2026-09-12'), act('H04', 3, '2026-09-30')],
		reaches: reaches(118, 0, 18, 0),
	},
	ayiguli: {
		shows: 'a long name with a dot in the middle',
		place: place(qingsong, 5, 14),
		villagers: [
			person('阿依古丽·买买提江', 'head', 1990),
			person('买买提江·吐尔逊', 'parent', 1962),
		],
		...atHome,
		acts: [
			act('B02', 10, '2026-05-04'),
			act('G04', 5, '2026-06-30'),
			act('J05', 3, '2026-08-02'),
			redemption('2026-08-22', 8, [[16, 1]]),
		],
		reaches: reaches(118, 8, 10, 0),
	},
	liu: {
		shows: 'one old person alone, 85 years of age',
		place: place(qingsong, 1, 1),
		villagers: [person('刘德福', 'head', 1941)],
		...atHome,
		acts: [
			act('Y04', 3, '2026-03-31'),
			act('Y04', 3, '2026-06-30'),
			act('H01', 5, '2026-09-25'),
			act('Y04', 3, '2026-09-30'),
			redemption('2026-10-13', 9, [
				[7, 1],
				[9, 1],
			]),
		],
		reaches: reaches(114, 9, 5, 0),
	},
	chen: {
		shows: 'lives away: not ranked, may still spend',
		place: place(qingsong, 6, 40),
		villagers: [person('陈远', 'head', 1988), person('周倩', 'spouse', 1990)],
		...atHome,
		residence: 'away',
		acts: [act('G07', 10, '2026-02-16'), act('J03', 2, '2026-02-17')],
		reaches: reaches(112, 0, 12, 0),
	},
	zhou: {
		shows: 'moved out: the passbook is known, nothing can be redeemed',
		place: place(qingsong, 6, 42),
		villagers: [person('周小满', 'head', 1993)],
		...atHome,
		standing: 'moved_out',
		acts: [act('N01', 3, '2026-03-11'), act('G02', 6, '2026-04-05')],
		reaches: reaches(109, 0, 9, 0),
	},
	sun: {
		shows: 'spent 30, then lost 40: 20 to make up before spending again',
		place: place(qingsong, 4, 9),
		villagers: [person('孙立民', 'head', 1970), person('马春梅', 'spouse', 1972)],
		...atHome,
		acts: [
			act('B03', 20, '2026-02-10'),
			act('G08', 30, '2026-03-05'),
			redemption('2026-05-12', 30, [
				[19, 1],
				[24, 1],
			]),
			act('Y08', -20, '2026-08-14'),
			act('J06', -10, '2026-09-02'),
			act('Y07', -10, '2026-10-01'),
		],
		reaches: reaches(110, 30, 0, 20),
	},
	ma: {
		shows: 'lost the passbook and has a new one; the old one is refused',
		place: place(qingsong, 2, 19),
		villagers: [person('马福贵', 'head', 1955), person('杨秀珍', 'spouse', 1957)],
		...atHome,
		passbook: 'replaced',
		acts: [act('G03', 5, '2026-04-20'), act('G03', 5, '2026-05-21'), act('G06', 3, '2026-07-07')],
		reaches: reaches(113, 0, 13, 0),
	},
	zheng: {
		shows: 'of another village: its passbook is foreign here',
		place: place(bailu, 1, 6),
		villagers: [person('郑桂兰', 'head', 1963), person('郑强', 'child', 1991)],
		...atHome,
		acts: [act('H01', 5, '2026-06-25'), act('B01', 5, '2026-07-01'), act('G05', 8, '2026-07-20')],
		reaches: reaches(118, 0, 18, 0),
	},
} satisfies Readonly<Record<string, CastHousehold>>;
