import type { Relation, Residence } from './household.ts';
import { halfWidth } from './passbook.ts';
import { excerpt } from './plain-text.ts';
import {
	sameName,
	type RosterFault,
	type RosterMember,
	type RosterReason,
	type RosterRow,
} from './roster.ts';
import { readRows, type TableColumns, type TableMarks, type TextTable } from './table.ts';

type Column = 'group' | 'number' | 'head' | 'members' | 'residence' | 'total';

/** The columns of a roster as its template has them, in Chinese and in English. */
export const rosterColumns: readonly { readonly zh: string; readonly en: Column }[] = [
	{ zh: '组', en: 'group' },
	{ zh: '户号', en: 'number' },
	{ zh: '户主', en: 'head' },
	{ zh: '成员', en: 'members' },
	{ zh: '状态', en: 'residence' },
	{ zh: '当前总积分', en: 'total' },
];

/**
 * Reads a table of texts, its columns named in Chinese or English in any order. Groups may be
 * written 2, 2组 or 第二组, and one merged cell may name the group of several rows; members as
 * 李芳(配偶,1968);李明(子女), where the head's own name needs no relation. Rows that cannot be read are
 * told as faults and left out; empty rows are passed over. `formulas` are the cells whose result was
 * taken.
 */
export function readRosterTable(
	table: TextTable,
	marks?: TableMarks,
): {
	readonly rows: readonly RosterRow[];
	readonly faults: readonly RosterFault[];
	readonly formulas: readonly string[];
} {
	const read = readRows(table, columns, marks);
	const rows: RosterRow[] = [];
	const faults: RosterFault[] = [...read.faults];
	for (const { row, cells } of read.rows) {
		const one = readRow(row, (column) => cells[column]);
		if ('reason' in one) faults.push(one);
		else rows.push(one);
	}
	faults.sort((one, other) => one.row - other.row);
	return { rows, faults, formulas: read.formulas };
}

function readRow(row: number, cell: (column: Column) => string): RosterRow | RosterFault {
	const fault = (reason: RosterReason, text: string): RosterFault => {
		return { row, reason, text: excerpt(text) };
	};
	const group = readGroup(cell('group'));
	if (group === undefined) return fault('group_unknown', cell('group'));
	const number = readFigure(cell('number'), 0);
	if (number === undefined) return fault('number_wrong', cell('number'));
	const members = readMembers(cell('members'), cell('head'));
	if (typeof members === 'string') return fault('members_unreadable', members);
	const residence = residenceWords.get(cell('residence').toLowerCase());
	if (residence === undefined) return fault('residence_unknown', cell('residence'));
	const total = readFigure(cell('total'), null);
	if (total === undefined) return fault('total_not_whole', cell('total'));
	return { row, group, number, head: cell('head'), members, residence, total };
}

// Spreadsheets write whole numbers as 12, 12.0 or 1,200 and full-width digits come from typing.
function readFigure<Nothing>(text: string, nothing: Nothing): number | Nothing | undefined {
	const plain = halfWidth(text).replace(/[\s,]/g, '');
	if (plain === '') return nothing;
	return /^-?\d{1,9}(\.0+)?$/.test(plain) ? Number(plain) : undefined;
}

function readGroup(text: string): number | undefined {
	const plain = halfWidth(text).replace(/\s|第|村民|小组|组|group/gi, '');
	if (/^\d{1,2}(\.0+)?$/.test(plain)) return Number(plain);
	const match = /^([二三四五六七八九]?)(十?)([一二三四五六七八九]?)$/.exec(plain);
	if (!match || plain === '') return undefined;
	const [, tens = '', ten = '', ones = ''] = match;
	if (ten === '' && tens !== '' && ones !== '') return undefined;
	const digit = (word: string) => ' 一二三四五六七八九'.indexOf(word);
	if (ten === '') return digit(tens || ones);
	return (tens ? digit(tens) : 1) * 10 + (ones ? digit(ones) : 0);
}

function readMembers(text: string, head: string): RosterMember[] | string {
	const members: RosterMember[] = [];
	for (const part of text.split(/[;；\n]/)) {
		const plain = part.trim();
		if (plain === '') continue;
		// No name has commas or figures: a list that is parted otherwise, or a row that was swallowed.
		const match = /^([^()（）,，、\t\d]+?)\s*(?:[(（]([^()（）]*)[)）])?$/.exec(plain);
		const about = (match?.[2] ?? '').split(/[,，、\s]/).filter((word) => word !== '');
		const member = match && readMember((match[1] ?? '').trim(), about, head);
		if (!member) return plain;
		const isBareHead = member.relation === 'head' && about.length === 0;
		if (!isBareHead) members.push(member);
	}
	return members;
}

function readMember(
	name: string,
	about: readonly string[],
	head: string,
): RosterMember | undefined {
	// Many rosters list the head among the members: as a second person he would count twice. With his
	// name alone he tells nothing, so that a year of birth which the books know stays.
	let relation: Relation = sameName(name) === sameName(head) ? 'head' : 'other';
	let birthYear = 0;
	for (const word of about) {
		const plain = halfWidth(word).replace(/年生?$/, '');
		const found = relationWords.get(plain.toLowerCase());
		if (/^\d{4}$/.test(plain)) birthYear = Number(plain);
		else if (found) relation = found;
		else return undefined;
	}
	return { name, relation, birthYear };
}

const titles: TableColumns<Column>['titles'] = [
	['组', 'group'],
	['小组', 'group'],
	['组别', 'group'],
	['村民小组', 'group'],
	['group', 'group'],
	['户号', 'number'],
	['number', 'number'],
	['户主', 'head'],
	['户主姓名', 'head'],
	['head', 'head'],
	['成员', 'members'],
	['家庭成员', 'members'],
	['members', 'members'],
	['状态', 'residence'],
	['在村情况', 'residence'],
	['residence', 'residence'],
	['当前总积分', 'total'],
	['总积分', 'total'],
	['total', 'total'],
];

const columns: TableColumns<Column> = {
	titles,
	needed: ['group', 'head'],
	spreads: ['group'],
	lines: ['members'],
};

const residenceWords: ReadonlyMap<string, Residence | ''> = new Map([
	['', ''],
	['在村', 'living_here'],
	['常住', 'living_here'],
	['living_here', 'living_here'],
	['living here', 'living_here'],
	['外出', 'away'],
	['away', 'away'],
	['返乡', 'returned'],
	['returned', 'returned'],
]);

const relationWords: ReadonlyMap<string, Relation> = new Map([
	['户主', 'head'],
	['本人', 'head'],
	['head', 'head'],
	['配偶', 'spouse'],
	['妻子', 'spouse'],
	['丈夫', 'spouse'],
	['妻', 'spouse'],
	['夫', 'spouse'],
	['spouse', 'spouse'],
	['子女', 'child'],
	['儿子', 'child'],
	['女儿', 'child'],
	['子', 'child'],
	['女', 'child'],
	['child', 'child'],
	['父母', 'parent'],
	['父亲', 'parent'],
	['母亲', 'parent'],
	['父', 'parent'],
	['母', 'parent'],
	['parent', 'parent'],
	['其他', 'other'],
	['other', 'other'],
]);
