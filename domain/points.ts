/** 积分: whole points. They are earned, spent and reversed, never halved (R25, A.7 row 12). */
export type Points = number & { readonly __unit: 'points' };

/** Money in fen (1 yuan = 100 fen); never a fraction. */
export type Fen = number & { readonly __unit: 'fen' };

/** The plan's ceiling: a point is worth at most 5.00 yuan of goods (R26). */
export const fenPerPointMost = 500;

/** The largest figure we accept anywhere; far above a village's life, far below 2^53. */
export const figureMost = 1_000_000_000;

/** Whether `value` is a whole number within what the ledgers hold. */
export function isWhole(value: unknown): value is number {
	return (
		typeof value === 'number' &&
		Number.isSafeInteger(value) &&
		Math.abs(value) <= figureMost &&
		!Object.is(value, -0)
	);
}

/** Whole points (A.7 row 12). Throws on a fraction, NaN, -0 or a figure out of range: a defect. */
export function points(value: number): Points {
	if (!isWhole(value)) throw new Error(`Not whole points: ${value}`);
	return value as Points;
}

/** Whole fen. Throws on a fraction, NaN, -0 or a figure out of range: a defect. */
export function fen(value: number): Fen {
	if (!isWhole(value)) throw new Error(`Not whole fen: ${value}`);
	return value as Fen;
}

/** Whether a village may take this rate: above nothing, at most 5.00 yuan per point (R26). */
export function isAllowedRate(fenPerPoint: unknown): fenPerPoint is Fen {
	return isWhole(fenPerPoint) && fenPerPoint > 0 && fenPerPoint <= fenPerPointMost;
}

/**
 * Points price = ceiling(reference price / yuan per point), so that a point never buys more than
 * the rate (R26, A.7 row 10). Throws on a price that is not positive and on a rate no village may
 * take: goods without a price are refused before (R11).
 */
export function priceInPoints(referencePriceFen: Fen, fenPerPoint: Fen): Points {
	if (referencePriceFen <= 0 || !isAllowedRate(fenPerPoint)) {
		throw new Error(`No points price for ${referencePriceFen} fen at ${fenPerPoint} fen per point`);
	}
	return points(Math.ceil(referencePriceFen / fenPerPoint));
}

/** Fen as yuan text with two decimals, "32.00". */
export function fenToYuan(amountFen: Fen): string {
	const whole = Math.abs(amountFen);
	const text = `${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`;
	return amountFen < 0 ? `-${text}` : text;
}

/** Yuan text such as "32", "32.5" or "32.50" as fen; nothing if it is not an amount. */
export function yuanToFen(text: string): Fen | undefined {
	const match = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(text.trim());
	if (!match) return undefined;
	return fen(Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')));
}
