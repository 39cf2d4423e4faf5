import type { Saying } from './zh-refusals.ts';

/** 中文: why the server said no about redemptions and slips. */
export const zhShopRefusals = {
	redemption_reversed: () => '这张小票已经冲正过了，不能再冲正',
	reversal_too_late: ({ days, daysMost }) =>
		`已经过了 ${String(days)} 天，超过 ${String(daysMost)} 天就不能冲正了`,
	cycle_closed: () => '这次兑换属于上一个周期，不能再冲正',
	print_job_unknown: () => '没有找到这张打印单',
	print_agent_missing: () => '还没有配好打印程序，请先添一台“小票打印”',
} satisfies Readonly<Record<string, Saying>>;
