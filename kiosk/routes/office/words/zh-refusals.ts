export type Details = Readonly<Record<string, unknown>>;
export type Saying = (details: Details) => string;

/** 中文: why the server said no, and what to do next. */
export const zhRefusals = {
	request_invalid: ({ field }: Details) => `有一项没有填对：${zhField(field)}`,
	request_unreadable: () => '送出的内容读不出来，请刷新后再试',
	request_conflict: () => '这张单子已经用别的内容送过了，请关上重新填',
	too_many_requests: () => '试得太快了，请等一分钟',
	too_large: () => '文件太大了，请分成几份',
	not_allowed: () => '您的岗位不能做这件事，请找主任',
	village_unknown: () => '请先在左下角选一个村',
	village_taken: () => '这个村名或编号已经有了',
	record_unknown: () => '没有找到，可能已经被别人改过',
	record_changed: () => '别人刚刚改过这一条。请看一眼新的内容，再改一次',
	sign_in_wrong: () => '用户名或密码不对，请再看一遍',
	sign_in_locked: ({ seconds }: Details) =>
		`密码错了好几次，请等 ${String(seconds)} 秒再试；忘了密码可以请主任重设`,
	set_up_code_wrong: () => '开通码不对。它写在启动程序的窗口里',
	set_up_done: () => '这台服务器已经开通过了，请直接登录',
	password_too_short: ({ least }: Details) => `密码至少 ${String(least)} 个字`,
	password_too_long: () => '密码太长了：最多 71 个字母或 23 个汉字',
	password_wrong: () => '现在的密码不对',
	username_taken: () => '这个用户名已经有人用了，请换一个',
	own_role_kept: () => '不能取消自己的主任岗位，请让另一位主任来办',
	own_account_kept: () => '不能停用自己的账号',
	rate_not_allowed: () => '每分最多抵 5.00 元',
	day_too_early: () => '生效日期不能早于今天',
	group_taken: () => '这个组号已经有了',
	group_unknown: () => '没有这个组',
	group_full: () => '这个组的户号已经用到 999',
	place_taken: ({ household }: Details) => `这个户号已经有人用了：${String(household)}`,
	household_moved_out: () => '这一户已经迁出',
	household_present: () => '这一户就在村里',
	passbook_open: () => '这一户已经有存折了',
	passbook_missing: () => '这一户还没有存折，请先发一本',
	import_has_faults: () => '文件里有不对的地方，什么也没有导入',
	cycle_not_current: () => '只能补录本周期的流水',
	other: ({ code }: Details) => `服务器没有同意（${String(code)}）`,
} satisfies Readonly<Record<string, Saying>>;

function zhField(field: unknown): string {
	const names: Readonly<Record<string, string>> = {
		name: '姓名',
		head: '户主',
		group: '组',
		number: '编号',
		residence: '在村情况',
		members: '家庭成员',
		rows: '表格里的行（一次最多 1000 户）',
		username: '用户名',
		password: '密码',
		roles: '岗位',
		reason: '原因',
		fromDay: '生效日期',
		receiptHead: '小票抬头',
		openingDays: '开门的日子',
		helperName: '帮忙人',
		helperPhone: '电话',
		'town.name': '镇名',
		'town.letter': '镇的代字',
		'village.name': '村名',
		'village.number': '村编号',
		'village.groups': '村民小组数',
		'village.receiptHead': '小票抬头',
	};
	return names[String(field)] ?? String(field);
}
