import type { RedemptionFacts } from '#domain/wire';
import type { Receipt, ReceiptLine, TableColumns } from './lines.ts';

/**
 * 积分兑换小票: what a household takes home with its goods. The total stands beside the spendable
 * part, because spending never lowers it (R25, R31). `copy` is 0 for the first print and counts the
 * 补打 from 1; a reversed redemption says so on every later print.
 */
export function redemptionReceipt(
	facts: RedemptionFacts,
	{ copy }: { readonly copy: number },
): Receipt {
	return [
		{ type: 'text', text: facts.shop, align: 'center', size: '2x2', bold: true },
		{ type: 'text', text: `${facts.town}·${facts.village}`, align: 'center' },
		{ type: 'text', text: '积 分 兑 换 小 票', align: 'center', bold: true },
		...marks(facts, copy),
		{ type: 'rule', style: 'solid' },
		{ type: 'columns', left: '单号', right: facts.number },
		{ type: 'columns', left: '时间', right: `${facts.day} ${facts.clock}` },
		{ type: 'columns', left: '户码', right: facts.householdCode },
		{ type: 'columns', left: '户主', right: facts.maskedName, bold: true },
		{ type: 'rule', style: 'dashed' },
		...goods(facts),
		{ type: 'rule', style: 'dashed' },
		...figures(facts),
		{ type: 'rule', style: 'solid' },
		{ type: 'columns', left: '兑换券', right: facts.voucher },
		{ type: 'columns', left: '校验码', right: grouped(facts.chainCode, 4) },
		{ type: 'qr', text: facts.code },
		{ type: 'text', text: grouped(facts.code, 5), align: 'center' },
		{ type: 'text', text: '到店扫码，可查此单真伪', align: 'center' },
		{ type: 'rule', style: 'dashed' },
		{ type: 'text', text: '非发票，不可兑换现金', align: 'center', bold: true },
		{ type: 'text', text: '感谢您为村里出力，欢迎再来', align: 'center' },
		// Paper that ends before this line was cut off: the clerk sees that it is not whole.
		{ type: 'text', text: `— 完 ${facts.number.slice(-4)} —`, align: 'center' },
		{ type: 'cut' },
	];
}

/** The price of one stands on wide paper only; narrow paper has no room beside the name. */
const goodsColumns: TableColumns = [{ width: 8, fromCells: 42 }, { width: 8 }, { width: 6 }];

function marks(facts: RedemptionFacts, copy: number): readonly ReceiptLine[] {
	const lines: ReceiptLine[] = [];
	if (copy > 0) {
		const text = `*** 补打 第${copy}次 ***`;
		lines.push({ type: 'text', text, align: 'center', size: '1x2', bold: true });
	}
	if (facts.reversed) {
		lines.push({ type: 'text', text: '【已冲正】', align: 'center', size: '2x2', bold: true });
		lines.push({ type: 'text', text: '此单作废，积分已退回', align: 'center' });
	}
	return lines;
}

function goods(facts: RedemptionFacts): readonly ReceiptLine[] {
	return [
		{ type: 'table', columns: goodsColumns, cells: ['物品', '单价', '数量', '积分'] },
		...facts.lines.map((line): ReceiptLine => ({
			type: 'table',
			columns: goodsColumns,
			cells: [
				line.name,
				String(line.pointsEach),
				`${line.quantity}${line.unit}`,
				String(line.points),
			],
		})),
	];
}

function figures(facts: RedemptionFacts): readonly ReceiptLine[] {
	const pieces = facts.lines.reduce((sum, line) => sum + line.quantity, 0);
	return [
		{
			type: 'columns',
			left: `合计 ${facts.lines.length}种${pieces}件`,
			right: `${facts.cost}分`,
			size: '1x2',
			bold: true,
		},
		{ type: 'columns', left: '兑换前可兑换', right: `${facts.spendableBefore}分` },
		{
			type: 'columns',
			left: '还可兑换',
			right: `${facts.spendableAfter}分`,
			size: '2x2',
			bold: true,
		},
		{ type: 'columns', left: '总积分（不减少）', right: `${facts.total}分` },
	];
}

function grouped(text: string, length: number): string {
	return text.replace(new RegExp(`(.{${length}})(?=.)`, 'gu'), '$1 ');
}
