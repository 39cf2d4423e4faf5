/** 中文: to the second of two who change the same thing. */
export const zhSecondEdit = {
	title: '别人刚刚改成：',
	empty: '（空）',
	next: '您没动过的已经换成新的，您填的还在。看过再保存。',
};
