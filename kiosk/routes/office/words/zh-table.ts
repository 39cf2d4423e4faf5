import type { TableReason } from '#domain/table';
import type { Unusable } from '../lib/table-import.svelte.ts';

type Say = (text: string) => string;
/** The file's name, how many rows are taken at a time, and where in the file it is. */
type SayFile = (name: string, most: number, place: string) => string;

/** 中文: a table on its way in, whatever it is about. */
export const zhTable = {
	steps: { label: '到了哪一步', choose: '选文件', check: '核对', done: '完成' },
	drop: '把文件拖到这里，或者',
	choose: '选一个文件',
	kinds: 'Excel（.xlsx）或 CSV 都可以，中文、英文列名都认得',
	layout: '表格怎么填',
	template: '下载模板',
	reading: '正在核对…',
	file: (name: string, rows: number) => `${name}，${rows} 行`,
	other: '换一个文件',
	clean: '全部核对无误，可以导入',
	faults: (count: number) => `有 ${count} 处要改。请在表格里改好，再选一次文件`,
	formulas: (cells: readonly string[]) =>
		`${cells.slice(0, 3).join('、')} ${cells.length > 3 ? `等 ${cells.length} 格` : ''}是公式，` +
		'按存盘时算好的结果读的，请对一对',
	row: (row: number) => `第 ${row} 行`,
	where: '在哪里',
	what: '哪里不对',
	reasons: {
		column_missing: (text) => `没有“${text}”这一列，请在列名那一行加上`,
		column_twice: (text) => `${text.replace(' ', '、')} 写的是同一列，请只留一列`,
		cells_merged: (text) => `${text} 是合并的格子，看不出算哪一行的。请取消合并，每行各填各的`,
		cell_unreadable: (text) => `${text} 里有换行、看不见的字或坏掉的字，请清掉重新打`,
		cell_too_long: (text) => `${text} 里的字太多，超过 1000 个，请看看是不是贴错了`,
		formula_unsure: (text) =>
			`${text} 是公式，文件里没有靠得住的结果。请直接填上结果，或者用 Excel 打开、存一次再选`,
		value_error: (text) => `${text} 里的公式出错了（如 #N/A、#REF!），请填上对的内容`,
	} satisfies Readonly<Record<TableReason, Say>> as Readonly<Record<TableReason, Say>>,
	unusable: {
		damaged: (name) =>
			`“${name}”坏了或者没有拷完整，读不出来。请重新拷一份；Excel 打得开的话，另存为 .xlsx 再选。`,
		file_empty: (name) => `“${name}”是空的。请看看是不是选错了文件，或者当时没有存上。`,
		file_gone: (name) =>
			`“${name}”打不开：可能被移走了，或者正被别的程序占着。请关掉别的程序，再选一次。`,
		locked: (name) => `“${name}”有打开密码，读不到里面。请在 Excel 里去掉密码，存好再选一次。`,
		no_workbook: (name) => `“${name}”是压缩包，里面没有表格。请先解压，再选解压出来的表格文件。`,
		not_text: (name) => `“${name}”里的内容认不出来，不是表格。请选 Excel（.xlsx）或 CSV 文件。`,
		other_document: (name) =>
			`“${name}”是 Word、PDF 一类的文件，不是表格。请把表格贴进 Excel，存成 .xlsx 再选一次。`,
		other_format: (name) =>
			`“${name}”是别的表格格式（如旧的 .xls、.et）。请在 Excel 或 WPS 里打开，另存为 .xlsx 再选一次。`,
		picture: (name) =>
			`“${name}”是图片，不是表格，照片里的字读不出来。请选 Excel（.xlsx）或 CSV 文件。`,
		too_big: (name) =>
			`“${name}”太大了。多半是很多空行空列也带着格式：请把要用的几列贴到一张新表里，存好再选一次。`,
		web_page: (name) =>
			`“${name}”其实是网页格式，不是真的表格文件。请在 Excel 里打开，另存为 .xlsx 再选一次。`,
		quote_open: (name, _most, place) =>
			`“${name}”第 ${place} 行的引号（"）没有成对，后面的格子分不开。请改好这一行的引号，再选一次。`,
		cell_far: (name, _most, place) =>
			`“${name}”的 ${place} 格里有东西，离表格太远了。请删掉这一格，存好再选一次。`,
		no_rows: (name) =>
			`“${name}”里没有要导入的行（只看第一张工作表）。请在列名下面填好，存好再选一次。`,
		too_long: (name, most) =>
			`“${name}”里的行太多，一次最多 ${most} 行。请分成几个文件，一个一个导入。`,
	} satisfies Readonly<Record<Unusable['code'], SayFile>> as Readonly<
		Record<Unusable['code'], SayFile>
	>,
};

export type TableWords = typeof zhTable;
