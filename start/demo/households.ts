import type { Relation, Residence } from '#domain/household';
import type { Chance } from './random.ts';

/** A household as a village's register writes it down. */
export interface RegisterRow {
	readonly group: number;
	readonly number: number;
	readonly head: string;
	readonly members: readonly {
		readonly name: string;
		readonly relation: Relation;
		readonly birthYear: number;
	}[];
	readonly residence: Residence;
}

const surnames = [
	...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕',
];
const elders = {
	man: [...'国建德福永贵明富长贤清守光有志振庆成忠友'],
	woman: [...'秀桂兰英凤玉珍香淑莲翠芳菊花琴春梅云素华'],
};
const grown = {
	man: [...'伟强军勇波涛鹏斌辉刚峰亮毅超飞'],
	woman: [...'丽敏静艳娟燕霞婷莉娜红梅琼'],
};
const young = {
	man: [...'浩宇轩博睿晨阳航铭涵'],
	woman: [...'雨欣怡诺萱琪彤妍悦瑶'],
};
/** Characters that a cheap printer's ROM does not hold; real names use them (GB 18030 level 3). */
const rare = [...'𠮷㛃䶮喆堃𬭎𬍛龘燚𣗋'];

/** Fills a village's groups up to `count` households; `taken` places are left to the cast. */
export function makeHouseholds(
	chance: Chance,
	place: { groups: number; count: number; year: number; taken: ReadonlySet<string> },
): RegisterRow[] {
	const rows: RegisterRow[] = [];
	const perGroup = Math.ceil(place.count / place.groups);
	for (let group = 1; group <= place.groups; group += 1) {
		for (let number = 1; number <= perGroup; number += 1) {
			if (place.taken.has(`${group}-${number}`)) continue;
			if (rows.length + place.taken.size >= place.count) return rows;
			rows.push(makeHousehold(chance, group, number, place.year));
		}
	}
	return rows;
}

function makeHousehold(chance: Chance, group: number, number: number, year: number): RegisterRow {
	const surname = chance.pick(surnames);
	const headIsMan = chance.percent(78);
	const headBorn = year - chance.whole(34, 84);
	const head = nameOf(chance, surname, headIsMan, headBorn, year);
	const size = sizeOf(chance, year - headBorn);
	const members: RegisterRow['members'][number][] = [
		{ name: head, relation: 'head', birthYear: headBorn },
	];
	if (size > 1) {
		const born = headBorn + chance.whole(-4, 4);
		members.push({
			name: nameOf(chance, chance.pick(surnames), !headIsMan, born, year),
			relation: 'spouse',
			birthYear: born,
		});
	}
	while (members.length < size) {
		const isParent = members.length === size - 1 && year - headBorn < 58 && chance.percent(40);
		const born = isParent ? headBorn - chance.whole(22, 30) : headBorn + chance.whole(22, 34);
		if (born > year) break;
		members.push({
			name: nameOf(chance, surname, chance.percent(52), born, year),
			relation: isParent ? 'parent' : 'child',
			birthYear: born,
		});
	}
	const residence = chance.percent(15) ? 'away' : chance.percent(5) ? 'returned' : 'living_here';
	return { group, number, head, members, residence };
}

// Household sizes of the countryside: one in ten lives alone, most are two to four.
function sizeOf(chance: Chance, age: number): number {
	const draw = chance.next();
	if (age > 70) return draw < 0.35 ? 1 : draw < 0.85 ? 2 : 3;
	if (draw < 0.06) return 1;
	if (draw < 0.26) return 2;
	if (draw < 0.52) return 3;
	if (draw < 0.8) return 4;
	return draw < 0.93 ? 5 : 6;
}

function nameOf(
	chance: Chance,
	surname: string,
	isMan: boolean,
	born: number,
	year: number,
): string {
	const age = year - born;
	const stock = age > 52 ? elders : age > 26 ? grown : young;
	const given = isMan ? stock.man : stock.woman;
	if (chance.percent(2)) return surname + chance.pick(rare);
	const first = chance.pick(given);
	return chance.percent(age > 52 ? 15 : 30)
		? surname + first
		: surname + first + chance.pick(given);
}
