import type { PrinterState } from '#domain/wire';

/** 中文: the first page of the office: what is due today. */
export const zhToday = {
	title: '今天',
	heading: (count: number, first: string) => {
		if (count === 0) return '今天没有要紧的事，开门就好';
		if (count === 1) return `今天要做一件事：${first}`;
		const figures = ['零', '一', '两', '三', '四', '五', '六', '七', '八', '九', '十'];
		return `今天要做${figures[count] ?? String(count)}件事，最急的是${first}`;
	},
	lead: (day: string, weekday: string) => `${day}，星期${weekday}`,
	/** What is to be done, as it ends the sentence on top. */
	toDo: {
		households: '登记农户',
		products: '添物品',
		kiosk: '登记一体机',
		printer: '看打印机',
		slips: '看小票打没打好',
		expired: '收下过期的物品',
		devices: '看一下设备',
		expires_in_7: '处理快到期的物品',
		sold_out: '补货',
		unpriced: '给物品定价',
		passbooks: '发存折',
	},
	figures: {
		goods: '要管的物品',
		goodsOf: (count: string) => `${count} 种`,
		goodsNext: (expired: number, soon: number, soldOut: number) => {
			if (expired > 0) return `${expired} 种已过期，先收下`;
			if (soon > 0) return `${soon} 种 7 天内到期`;
			return soldOut > 0 ? `${soldOut} 种没货了，去补货` : '给物品定价';
		},
		goodsNone: '货架都好',
		slips: '小票没着落',
		slipsOf: (count: string) => `${count} 张`,
		slipsNext: '去看是哪几张',
		slipsNone: '没有要管的小票',
		printer: (state: string) => `打印机：${state}`,
		passbooks: '还没有存折',
		passbooksOf: (count: string) => `${count} 户`,
		passbooksNext: '去发存折',
		passbooksNone: '家家都有存折',
		cover: '可兑积分对应库存',
		coverOf: (percent: string) => `${percent}%`,
		coverNothing: '够用',
		coverShort: (money: string) => `再进 ${money}的货就够`,
		coverEnough: (money: string) => `货比分多 ${money}`,
		coverNone: '还没有人有可兑积分',
	},
	due: {
		title: '要做的事',
		keys: 'J / K 上下，回车打开',
		columns: { what: '事情', about: '怎么了', state: '急不急' },
		footer: (pressing: number, later: number) =>
			later === 0 ? `${pressing} 件要做，急的在前` : `${pressing} 件要做，${later} 件有空再做`,
		more: (count: number) => `还有 ${count} 件`,
		fewer: '只看急的',
		noneTitle: '都办好了',
		noneNext: '存折、货架、小票和设备都没有事。',
		lack: {
			households: { what: '登记农户', about: '村里还没有一户，花名册可以一次导进来' },
			products: { what: '添物品', about: '货架还空着，物品清单可以一次导进来' },
			kiosk: { what: '登记一体机', about: '有了一体机，农户就能刷存折兑换' },
		},
		printer: '小票打印机',
		pieces: (count: string, unit: string) => `${count} ${unit}`,
		slipAbout: (state: string, number: string) => `${state}（${number}）`,
		slip: (head: string) => `${head}户的小票`,
		slipState: {
			uncertain: '不知道打没打好，请看一眼纸',
			blocked: '打印机停着，等着打',
			expired: '没打出来，需要就补打',
		},
		device: { silent: '一天没有联系了', pairing: '等着登记' },
		goods: {
			expired: (quantity: string, day: string) => `${quantity}在 ${day} 过期，请从货架收下`,
			expires_in_7: (quantity: string, day: string) => `${quantity}，${day} 到期`,
			expires_in_30: (quantity: string, day: string) => `${quantity}，${day} 到期`,
			sold_out: '没有货了',
			unpriced: '没有定价，农户换不了',
			suspended: '停着不发',
		},
		passbooks: '没有存折的农户',
		passbooksAbout: (count: string) => `${count} 户，兑换要先有存折`,
		when: {
			first: '先做',
			now: '现在',
			today: '今天',
			tomorrow: '明天',
			days: (count: number) => `还有 ${count} 天`,
			past: (count: number) => `过了 ${count} 天`,
			soon: '尽快',
			free: '有空',
		},
	},
	chart: {
		title: '近 30 天兑换',
		asTable: '看成表格',
		asChart: '看成图',
		points: '兑换积分',
		day: '日期',
		redemptions: '次数',
		sentence: (points: string, redemptions: string, most: string) =>
			`近 30 天兑换 ${redemptions} 次，共 ${points}，最多的一天是 ${most}。`,
		sentenceNone: '近 30 天还没有人来兑换。',
		today: (redemptions: string, households: string, points: string) =>
			`今天 ${redemptions} 次，${households} 户，${points}`,
		todayNone: '今天还没有人来兑换',
		all: '看今天的兑换',
	},
	printer: {
		unknown: '没有消息',
		ready: '正常',
		near_end: '纸快用完',
		paper_out: '没有纸了',
		cover_open: '机盖开着',
		error: '报错',
		offline: '联系不上',
		disk_full: '旁边的电脑存满了',
	} as Readonly<Record<PrinterState, string>>,
};

export type TodayWords = typeof zhToday;
