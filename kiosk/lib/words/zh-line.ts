import type { PrinterCare, PrinterTrouble } from '../shelf.svelte.ts';

/** 网断了、打印机坏了的时候说的话。 */
export const zhLine = {
	down: '网断了，东西可以看，先不能换，通了自动好',
	age: (minutes: number) => (minutes < 1 ? '刚才的数' : `${ago(minutes)}的数`.trim()),
	copied: (minutes: number) => `网断了，这是${ago(minutes)}的数，通了再换。`,
	copiedSpendable: '上次记的，可以兑换',
	copiedRecord: '网断了，看不到记录',
	copiedRecordNext: '通了再来看，一笔都不会少。',
	printer: {
		paper_out: '打印机没纸了：照样可以兑换，小票稍后补',
		cover_open: '打印机盖子开着：照样可以兑换，小票稍后补',
		error: '打印机出了毛病：照样可以兑换，小票稍后补',
		offline: '打印机没连上：照样可以兑换，小票稍后补',
		disk_full: '打印电脑存满了：照样可以兑换，小票稍后补',
	} satisfies Record<PrinterTrouble, string>,
	redeemAsUsual: '照样可以兑换',
	/** To whoever looks after the shop, on the screen that waits for the next villager. */
	keeper: {
		paper_out: '打印机没纸了，请管理员换一卷纸',
		cover_open: '打印机盖子开着，请管理员合紧',
		error: '打印机出了毛病，请管理员关掉再打开',
		offline: '打印机没连上，请管理员看电源和网线',
		disk_full: '打印电脑存满了，请管理员清理',
		near_end: '打印纸快用完了，请管理员备一卷',
	} satisfies Record<PrinterCare, string>,
};

function ago(minutes: number): string {
	if (minutes < 1) return '刚才';
	if (minutes < 60) return ` ${minutes} 分钟前`;
	const hours = Math.floor(minutes / 60);
	return hours < 24 ? ` ${hours} 小时前` : ` ${Math.floor(hours / 24)} 天前`;
}
