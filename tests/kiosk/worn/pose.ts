/** A lens of 60 degrees before 1280 pixels: how wide is seen what is as wide as it is far away. */
export const focalPx = 1108;

export interface Place {
	readonly x: number;
	readonly y: number;
}

/** A card before a pinhole: its two directions and what stands upright on it, in camera space. */
export interface Pose {
	readonly right: Direction;
	readonly down: Direction;
	readonly normal: Direction;
	/** How far away its middle is, in modules. */
	readonly distance: number;
}

type Direction = readonly [number, number, number];

/** A card so far away, turned in its plane, and tilted about an axis in it. */
export function poseOf(distance: number, turnDeg: number, axisDeg: number, tiltDeg: number): Pose {
	const [turn, axis, tilt] = [radians(turnDeg), radians(axisDeg), radians(tiltDeg)];
	const right = tilted(Math.cos(turn), Math.sin(turn), axis, tilt);
	const down = tilted(-Math.sin(turn), Math.cos(turn), axis, tilt);
	const normal = [
		right[1] * down[2] - right[2] * down[1],
		right[2] * down[0] - right[0] * down[2],
		right[0] * down[1] - right[1] * down[0],
	] as const;
	return { right, down, normal, distance };
}

/** Where a place on the card is seen, as slopes from the axis of the lens. */
export function seenAt({ right, down, distance }: Pose, { x, y }: Place): Place {
	const depth = x * right[2] + y * down[2] + distance;
	return {
		x: (x * right[0] + y * down[0]) / depth,
		y: (x * right[1] + y * down[1]) / depth,
	};
}

const radians = (deg: number) => (deg * Math.PI) / 180;

/** A direction in the plane of the card after the card was tilted about an axis in it. */
function tilted(x: number, y: number, axis: number, tilt: number): Direction {
	const [along, across] = [Math.cos(axis), Math.sin(axis)];
	const kept = x * along + y * across;
	const swung = -x * across + y * along;
	const near = swung * Math.cos(tilt);
	return [kept * along - near * across, kept * across + near * along, swung * Math.sin(tilt)];
}
