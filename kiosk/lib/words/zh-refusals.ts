import type { RefusalDetails } from '../refusal.ts';
import type { RefusalSayings } from './saying.ts';

/** Every no in plain Chinese; a code without a sentence does not compile. */
export const zhRefusals: RefusalSayings = {
	basket_empty: () => ({ what: '篮子是空的', next: '先点图片挑一样东西。' }),
	basket_too_long: ({ most }) => ({
		what: `一次最多换 ${most} 样`,
		next: '少挑几样，剩下的下一次换。',
	}),
	product_twice: () => ({ what: '同一样东西记了两遍', next: '请回去重新挑一下。' }),
	quantity_invalid: () => ({ what: '数量不对', next: '请回去改一下数量。' }),
	passbook_replaced: () => ({
		what: '这本存折已经换过新的',
		next: '请用新存折，找不到就问管理员。',
	}),
	passbook_closed: () => ({ what: '这本存折停用了', next: '请问村里的工作室。' }),
	household_moved_out: () => ({ what: '这一户已经迁出，不能换', next: '请问村里的工作室。' }),
	household_barred: () => ({ what: '这一户本周期暂停兑换', next: '请问村里的工作室。' }),
	cycle_closed: () => ({
		what: '今天不在兑换的日子里',
		next: '请问管理员什么时候开始。',
	}),
	product_unknown: () => ({ what: '有一样东西不在货架上了', next: '请回去重新挑一下。' }),
	product_suspended: ({ name }) => ({
		what: `${thing(name)}先不换`,
		next: '请挑别的，或者过几天再来。',
	}),
	product_unpriced: ({ name }) => ({
		what: `${thing(name)}还没定分`,
		next: '请挑别的，定了分再来换。',
	}),
	product_expired: ({ name }) => ({
		what: `${thing(name)}过期了，不能换`,
		next: '请挑别的，并告诉管理员。',
	}),
	product_out_of_stock: ({ name, left }) => ({
		what: left > 0 ? `${thing(name)}只剩 ${left} 份` : `${thing(name)}换完了`,
		next: left > 0 ? '请少挑几份。' : '请挑别的，过几天再来看。',
	}),
	price_changed: ({ name, pointsEach }) => ({
		what: `${thing(name)}现在是 ${pointsEach} 分`,
		next: '分数刚改过，请再看一遍。',
	}),
	total_below_base: (shortfall) => ({
		what: `还差 ${shortfall.missing} 分`,
		next: howToMakeUp(shortfall),
	}),
	spendable_too_low: (shortfall) => ({
		what: `还差 ${shortfall.missing} 分`,
		next: shortfall.makeUpFirst > 0 ? howToMakeUp(shortfall) : '请少挑一样，或者换一样分少的。',
	}),
	code_foreign: () => ({
		what: '这不是存折上的码',
		next: '请翻到存折封面，对准方块码。',
	}),
	code_damaged: () => ({
		what: '码没看清',
		next: '擦一擦、放平再扫，或者按存折上的 8 个数字。',
	}),
	passbook_unknown: () => ({
		what: '找不到这本存折',
		next: '请再扫一次；数字按错了就重新按。',
	}),
	passbook_other_village: () => ({
		what: '这是别的村的存折',
		next: '请到自己村的爱心超市去换。',
	}),
	receipt_unknown: () => ({ what: '找不到这张小票', next: '请再扫一次，还不行就拿给管理员看。' }),
	receipt_other_village: () => ({
		what: '这是别的村的小票',
		next: '请到自己村的爱心超市去问。',
	}),
	scan_locked: ({ seconds }) => ({
		what: '错了好几次，先歇一歇',
		next: seconds > 0 ? `请等 ${seconds} 秒再扫。` : '请等一会儿再扫。',
	}),
	request_conflict: () => ({
		what: '这一笔跟先前的对不上',
		next: '请叫管理员查一查，再重新扫存折。',
	}),
	request_invalid: () => ({ what: '送出去的内容不对', next: '请重新扫存折，再来一次。' }),
	redemption_unknown: () => ({ what: '找不到这一笔兑换', next: '请管理员在后台查一查。' }),
	reprint_limit: ({ most }) => ({
		what: `这张小票已经补打过 ${most} 张`,
		next: '还要的话，请到村里的工作室补打。',
	}),
	print_job_unknown: () => ({ what: '找不到这张小票', next: '请管理员在后台补打。' }),
	device_unknown: () => ({
		what: '后台不认得这台机器',
		next: '请管理员重新登记。',
	}),
	device_revoked: () => ({
		what: '这台机器被停用了',
		next: '请管理员重新登记。',
	}),
	pairing_code_wrong: () => ({ what: '登记码不对', next: '请对着后台再按一遍。' }),
	pairing_code_expired: () => ({
		what: '登记码过时了',
		next: '请管理员在后台再要一个新的。',
	}),
	other: () => ({ what: '这一次没有办成', next: '请叫管理员看看。' }),
};

function howToMakeUp({ missing, makeUpFirst }: RefusalDetails): string {
	const more = missing - makeUpFirst;
	return more > 0
		? `先补上 ${makeUpFirst} 分，再攒 ${more} 分，就能换了。`
		: `补上 ${makeUpFirst} 分，就能换了。`;
}

/** Its name, after which a line may end. */
const thing = (name: string) => `${name || '这样东西'}\u200b`;
