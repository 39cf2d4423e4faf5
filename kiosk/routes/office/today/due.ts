import type { DueGoods, Lack, OfficeToday } from '#domain/office-shop-wire';
import { formatDay, formatFigure, formatShortDay } from '../parts/figures.ts';
import type { TodayWords } from '../words/zh-today.ts';

/** One line of what is to be done. */
export interface DueThing {
	readonly id: string;
	readonly kind: keyof TodayWords['toDo'] | 'later';
	readonly what: string;
	readonly about: string;
	readonly when: string;
	readonly tone: 'bad' | 'careful' | 'good' | 'plain';
	/** Where it is done. */
	readonly href: string;
}

/** What the person who looks may do, and in which words it is said. */
export interface DueReader {
	readonly words: TodayWords;
	readonly isEnglish: boolean;
	readonly mayShop: boolean;
	readonly mayEnrol: boolean;
	readonly mayPair: boolean;
}

/**
 * All that this person can do today, most urgent first; what can wait stands last, of kind `later`.
 * Slips, printer and devices are for those who look after the shop.
 */
export function dueThings(today: OfficeToday, reader: DueReader): DueThing[] {
	const { words, mayShop, mayEnrol, mayPair } = reader;
	const mayBegin = { households: mayEnrol, products: mayShop, kiosk: mayPair };
	const goods = today.goods.map((each) => ({ why: each.why, thing: goodsThing(each, reader) }));
	const of = (...whys: DueGoods['why'][]) =>
		whys.flatMap((why) => goods.filter((each) => each.why === why).map(({ thing }) => thing));
	return [
		...today.lacking.filter((lack) => mayBegin[lack]).map((lack) => lackThing(lack, words)),
		...(mayShop ? [...printerThings(today, words), ...slipThings(today, words)] : []),
		...of('expired'),
		...(mayShop ? deviceThings(today, words).filter(({ kind }) => kind !== 'later') : []),
		...of('expires_in_7', 'sold_out', 'unpriced'),
		...passbookThings(today, words),
		...of('expires_in_30', 'suspended'),
		...(mayShop ? deviceThings(today, words).filter(({ kind }) => kind === 'later') : []),
	];
}

/** What must be done and cannot wait, most urgent first. */
export function pressing(things: readonly DueThing[]): PressingThing[] {
	return things.filter((thing): thing is PressingThing => thing.kind !== 'later');
}

type PressingThing = DueThing & { readonly kind: keyof TodayWords['toDo'] };

function lackThing(lack: Lack, { due }: TodayWords): DueThing {
	const rooms = { households: 'households', products: 'products', kiosk: 'devices' };
	return {
		id: lack,
		kind: lack,
		...due.lack[lack],
		when: due.when.first,
		tone: 'careful',
		href: `/office/${rooms[lack]}`,
	};
}

function printerThings({ printer }: OfficeToday, words: TodayWords): DueThing[] {
	// A shop without a printer has heard nothing of one, and misses nothing.
	if (printer === 'ready' || printer === 'unknown') return [];
	const isEnding = printer === 'near_end';
	return [
		{
			id: 'printer',
			kind: 'printer',
			what: words.due.printer,
			about: words.printer[printer],
			when: isEnding ? words.due.when.today : words.due.when.now,
			tone: isEnding ? 'careful' : 'bad',
			href: '/office/devices',
		},
	];
}

function slipThings({ slips, day }: OfficeToday, words: TodayWords): DueThing[] {
	return slips.map((slip) => {
		const { status } = slip;
		const isLost = status !== 'uncertain' && status !== 'blocked';
		const state = isLost ? 'expired' : status;
		const when = slip.day === day ? slip.clock.slice(0, 5) : formatShortDay(slip.day);
		return {
			id: slip.id,
			kind: 'slips',
			what: words.due.slip(slip.head),
			about: words.due.slipAbout(words.due.slipState[state], slip.number),
			when,
			tone: isLost ? 'careful' : 'bad',
			href: `/office/redemptions/${slip.redemption}`,
		};
	});
}

function deviceThings({ devices }: OfficeToday, words: TodayWords): DueThing[] {
	// A device that was offered a code and did not come keeps nobody waiting.
	return devices.map(({ id, name, why }) => ({
		id,
		kind: why === 'silent' ? 'devices' : 'later',
		what: name,
		about: words.due.device[why],
		when: why === 'silent' ? words.due.when.today : words.due.when.free,
		tone: why === 'silent' ? 'careful' : 'plain',
		href: '/office/devices',
	}));
}

function passbookThings({ withoutPassbook }: OfficeToday, words: TodayWords): DueThing[] {
	if (withoutPassbook === 0) return [];
	return [
		{
			id: 'passbooks',
			kind: 'passbooks',
			what: words.due.passbooks,
			about: words.due.passbooksAbout(formatFigure(withoutPassbook)),
			when: words.due.when.soon,
			tone: 'careful',
			href: '/office/passbooks',
		},
	];
}

function goodsThing(goods: DueGoods, { words, isEnglish }: DueReader): DueThing {
	const { why } = goods;
	const quantity = words.due.pieces(formatFigure(goods.quantity), goods.unit);
	const isLater = why === 'expires_in_30' || why === 'suspended';
	return {
		// One product may be due for two reasons.
		id: `${goods.id}-${why}`,
		kind: isLater ? 'later' : why,
		what: isEnglish && goods.english !== '' ? goods.english : goods.name,
		about: aboutGoods(goods, quantity, words),
		when: whenGoods(goods, words),
		tone: toneOf[why],
		href: `/office/products/${goods.id}`,
	};
}

const toneOf: Readonly<Record<DueGoods['why'], DueThing['tone']>> = {
	expired: 'bad',
	expires_in_7: 'careful',
	sold_out: 'careful',
	unpriced: 'careful',
	expires_in_30: 'plain',
	suspended: 'plain',
};

function aboutGoods({ why, expiresOn }: DueGoods, quantity: string, words: TodayWords): string {
	switch (why) {
		case 'expired':
			return words.due.goods.expired(quantity, formatDay(expiresOn));
		case 'expires_in_7':
		case 'expires_in_30':
			return words.due.goods[why](quantity, formatShortDay(expiresOn));
		case 'sold_out':
		case 'unpriced':
		case 'suspended':
			return words.due.goods[why];
	}
}

function whenGoods({ why, days }: DueGoods, { due }: TodayWords): string {
	switch (why) {
		case 'expired':
			return due.when.past(0 - days);
		case 'expires_in_7':
		case 'expires_in_30':
			if (days === 0) return due.when.today;
			return days === 1 ? due.when.tomorrow : due.when.days(days);
		case 'sold_out':
		case 'unpriced':
			return due.when.soon;
		case 'suspended':
			return due.when.free;
	}
}
