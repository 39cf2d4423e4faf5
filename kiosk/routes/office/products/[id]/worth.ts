/**
 * What a point is worth of goods, in yuan to two decimals. Never rounded up: the figure stands
 * beside the rate it must not exceed.
 */
export function worthOf(referencePriceFen: number, pointsEach: number): string {
	const whole = Math.floor(referencePriceFen / pointsEach);
	return `${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`;
}
