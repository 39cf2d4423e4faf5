import type { RosterReason } from '#domain/roster';
import type { TableReason } from '#domain/table';

/** What is wrong in any table has its words there. */
type OwnReasons = Readonly<Record<Exclude<RosterReason, TableReason>, (text: string) => string>>;

/** 中文: bringing in a roster. */
export const zhImport = {
	title: '导入花名册',
	lead: '把现有的花名册一次登记进来。全部核对无误才会导入，导入前什么都不会改。',
	back: '农户',
	templateName: '花名册模板.csv',
	how: '每户一行，列名如下。只有“组”和“户主”必须填，其余可以空着。',
	columns: {
		group: { name: '组', example: '2', about: '数字，或写“二组”' },
		number: { name: '户号', example: '17', about: '空着就接着往下排' },
		head: { name: '户主', example: '王建国', about: '' },
		members: {
			name: '成员',
			example: '李芳(配偶,1968);王明(子女)',
			about: '用分号隔开；空着就不改',
		},
		residence: { name: '状态', example: '在村', about: '在村、外出、返乡' },
		total: { name: '当前总积分', example: '135', about: '记成一笔期初，含 100 基础分' },
	},
	member: (name: string, relation: string) => `${name}（${relation}）`,
	and: '、',
	counts: { added: '新登记', changed: '有更新', unchanged: '没变化', openings: '记期初积分' },
	households: (count: number) => `${count} 户`,
	go: (count: number) => `导入 ${count} 户`,
	nothing: '文件里的户都已经登记过了，没有要改的',
	doneTitle: '导入好了',
	doneNext: '接下来可以给新登记的户发存折。',
	toPassbooks: '去发存折',
	toHouseholds: '看农户',
	reasons: {
		group_unknown: (text) => (text ? `没有这个组：${text}` : '没有写组'),
		group_full: (text) => `${text} 组的户号用完了`,
		number_wrong: (text) => `户号要是 1 到 999 的整数：${text}`,
		place_taken: (text) => `这个户号已经是${text}家的`,
		head_ambiguous: (text) => `组里不止一户叫${text}，请填户号`,
		household_moved_out: (text) => `${text}户已经迁出，请先在农户里迁回`,
		residence_unknown: (text) => `状态只能是在村、外出、返乡：${text}`,
		total_not_whole: (text) => `总积分要是整数：${text}`,
		total_negative: (text) => `总积分不能小于 0：${text}`,
		total_too_big: (text) => `总积分太大了：${text}`,
		opening_differs: (text) => `今年的期初积分已经记过，和这里的 ${text} 不一样`,
		row_twice: (text) => `${text}这一户出现了两次`,
		members_unreadable: (text) => `成员看不懂：${text}`,
		relation_unknown: (text) => `${text}与户主的关系看不懂`,
		birth_year_wrong: (text) => `出生年份不对：${text}`,
		name_empty: () => '没有写姓名',
		name_too_long: (text) => `姓名太长：${text}`,
		name_broken: (text) => `姓名里有看不见的字或坏掉的字，请重新打：${text}`,
		name_private_use: (text) => `姓名里有生造字，请换成标准的字：${text}`,
	} satisfies OwnReasons as OwnReasons,
};

export type ImportWords = typeof zhImport;
