import { clockAt, dayAt } from '#domain/day';
import { fen, fenToYuan } from '#domain/points';
import { enShell } from '../words/en-shell.ts';
import { language } from '../words/language.svelte.ts';
import { zhShell } from '../words/zh-shell.ts';

/** A whole figure with thousands apart: 12,345. A true minus sign stands before what is negative. */
export function formatFigure(figure: number): string {
	const digits = String(Math.abs(figure)).replace(/\B(?=(\d{3})+$)/g, ',');
	return figure < 0 ? `−${digits}` : digits;
}

/** A change, with its sign: +5, −3, 0. */
export function formatChange(figure: number): string {
	return figure > 0 ? `+${formatFigure(figure)}` : formatFigure(figure);
}

/** Fen as yuan with its word and thousands apart: 1,234.00 元. */
export function formatMoney(amountFen: number): string {
	return words().yuan(fenToYuan(fen(amountFen)).replace(/\B(?=(\d{3})+\.)/g, ','));
}

/** Points with their word: 1,250 分. */
export function formatPoints(points: number): string {
	return words().points(formatFigure(points));
}

/** A day such as 2026-11-23 in words, with its year. */
export function formatDay(day: string): string {
	const [year, month, date] = partsOf(day);
	return words().day(year, month, date);
}

/** A day in words without its year, for lists within one year. */
export function formatShortDay(day: string): string {
	const [, month, date] = partsOf(day);
	return words().shortDay(month, date);
}

/** An instant in Shanghai: 14:05 on its own day, with the day when it is another. */
export function formatMoment(instantMs: number): string {
	const clock = clockAt(instantMs).slice(0, 5);
	const day = dayAt(instantMs);
	return day === dayAt(Date.now()) ? clock : `${formatShortDay(day)} ${clock}`;
}

/** A month such as 2026-11, or of a day, by its name. */
export function formatMonth(month: string): string {
	return words().month(Number(month.slice(5, 7)));
}

function partsOf(day: string): [number, number, number] {
	return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

function words() {
	return language.pick(zhShell, enShell);
}
