import type { Receipt } from './lines.ts';

/**
 * 自检页: what a shopkeeper prints once to see that printer and profile fit each other. The
 * ruler counts the profile's columns: it fills the paper when the profile has as many as the paper.
 */
export function testPage({ profile }: { readonly profile: string }): Receipt {
	return [
		{ type: 'text', text: '打印自检页', align: 'center', size: '2x2', bold: true },
		{ type: 'text', text: `配置 ${profile}`, align: 'center' },
		{ type: 'rule', style: 'solid' },
		{ type: 'text', text: '下面一行应刚好占满纸宽：' },
		{ type: 'rule', style: 'ruler' },
		{ type: 'text', text: '不满：换格数多的配置；折行：换格数少的配置。' },
		{ type: 'rule', style: 'dashed' },
		{ type: 'columns', left: '汉字', right: '爱心超市积分兑换' },
		{ type: 'columns', left: '符号', right: '￥ · — … ① × “ ”' },
		{ type: 'columns', left: '生僻字', right: '𠮷㛃䶮龴堃喆' },
		{ type: 'columns', left: '加粗', right: '加粗 Bold 123', bold: true },
		{ type: 'text', text: '倍宽 2x1', size: '2x1' },
		{ type: 'text', text: '倍高 1x2', size: '1x2' },
		{ type: 'text', text: '倍宽倍高', size: '2x2' },
		{ type: 'rule', style: 'solid' },
		{ type: 'qr', text: 'LOVE-TEST-PAGE' },
		{ type: 'text', text: '扫码应得 LOVE-TEST-PAGE', align: 'center' },
		{ type: 'text', text: '— 完 0000 —', align: 'center' },
		{ type: 'cut' },
	];
}
