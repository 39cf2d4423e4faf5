import type { Details, Saying } from './zh-refusals.ts';

/** 中文: why something about goods was refused. */
export const zhProductRefusals = {
	product_name_taken: () => '已经有一样物品叫这个名字了',
	barcode_taken: () => '这个条码已经是另一样物品的了',
	row_invalid: ({ row }: Details) => `第 ${String(row)} 行没有填对，什么也没有导入`,
	photo_unreadable: () => '这张照片打不开，请换一张 JPG、PNG 或 WebP 照片',
	photo_too_large: () => '照片太大了，最大 1 MB',
	photo_not_clean: () => '照片里还留着拍照的地点或时间，没有收下。请重新选一次照片',
} satisfies Readonly<Record<string, Saying>>;
