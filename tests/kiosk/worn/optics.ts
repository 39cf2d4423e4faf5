import type { Chance } from '#start/demo/random';

/** A part of a frame while it is still light. */
export interface Patch {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
	readonly levels: Float32Array;
}

/** Blurs a patch in place: by a lens out of focus, then by a hand that moves one way. */
export function blurred(
	patch: Patch,
	sigma: number,
	shake: { readonly px: number; readonly way: number },
): void {
	const weights = bell(sigma);
	spread(patch, weights, 1, 0);
	spread(patch, weights, 0, 1);
	if (shake.px < 0.5) return;
	const steps = Math.ceil(shake.px) * 2 + 1;
	const even = Float32Array.from({ length: steps }, () => 1 / steps);
	const stride = shake.px / (steps - 1);
	spread(patch, even, Math.cos(shake.way) * stride, Math.sin(shake.way) * stride);
}

/** Noise of a camera with a standard deviation of 1, to be begun anywhere and gone round. */
export function grainOf(chance: Chance): Float32Array {
	return Float32Array.from({ length: grainLength }, () => {
		const [one, other] = [1 - chance.next(), chance.next()];
		return Math.sqrt(-2 * Math.log(one)) * Math.cos(2 * Math.PI * other);
	});
}

/** A power of 2, so that its end is found without dividing. */
export const grainLength = 1 << 14;

function bell(sigma: number): Float32Array {
	const reach = Math.max(1, Math.ceil(sigma * 2.5));
	const weights = Float32Array.from({ length: 2 * reach + 1 }, (_, at) =>
		Math.exp(-((at - reach) ** 2) / (2 * sigma ** 2)),
	);
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	return weights.map((weight) => weight / total);
}

/** Every pixel becomes the weighted mean of those on a line through it. */
function spread({ width, height, levels }: Patch, weights: Float32Array, dx: number, dy: number) {
	const from = levels.slice();
	const reach = (weights.length - 1) / 2;
	const steps = Int32Array.from(
		weights,
		(_, at) => Math.round((at - reach) * dy) * width + Math.round((at - reach) * dx),
	);
	const margin = 1 + Math.ceil(reach * Math.max(Math.abs(dx), Math.abs(dy)));
	for (let row = margin; row < height - margin; row++) {
		for (let column = margin; column < width - margin; column++) {
			const place = row * width + column;
			let sum = 0;
			for (let at = 0; at < steps.length; at++) {
				sum += (weights[at] ?? 0) * (from[place + (steps[at] ?? 0)] ?? 0);
			}
			levels[place] = sum;
		}
	}
}
