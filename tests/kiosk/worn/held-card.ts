import type { Grey } from '#kiosk/lib/qr/grey.ts';
import type { Chance } from '#start/demo/random';
import { edges, texelsPerModule, type CardFace } from './card-face.ts';
import type { Condition } from './conditions.ts';
import { blurred, grainLength, grainOf, type Patch } from './optics.ts';
import { focalPx, poseOf, seenAt, type Place, type Pose } from './pose.ts';

export interface FrameSize {
	readonly width: number;
	readonly height: number;
}

/** The part of a picture of 1280 x 720 that the kiosk's box of 4:3 shows and reads. */
export const kioskFrame: FrameSize = { width: 960, height: 720 };

/** A card in a hand before the camera. */
export interface HeldCard {
	/** The next frame: hand, lens and grain are never the same twice. */
	frame(): Grey;
}

/** How light the table is that the card is held over, and the paper of the card. */
const [table, paper] = [110, 228];

/** Holds a card so that a module is as wide as told where the middle of the code is. */
export function holdCard(
	face: CardFace,
	condition: Condition,
	pxPerModule: number,
	chance: Chance,
	size: FrameSize = kioskFrame,
): HeldCard {
	const around = (reach: number) => (chance.next() * 2 - 1) * reach;
	const hand = {
		x: size.width * (0.5 + around(0.08)),
		y: size.height * (0.5 + around(0.08)),
		turn: around(15),
		axis: around(180),
		lamp: { x: around(8), y: around(8) },
	};
	const light = {
		exposure: condition.white / paper,
		grain: grainOf(chance),
		sigma: condition.grain,
		// One side of the shop is lighter than the other.
		across: around(0.12) / size.width,
		down: around(0.12) / size.height,
	};
	return {
		frame() {
			const middle = { x: hand.x + around(5), y: hand.y + around(5) };
			const tilt = condition.tiltDeg * (1 + around(0.1));
			const distance = focalPx / pxPerModule;
			const pose = poseOf(distance, hand.turn + around(1.5), hand.axis + around(5), tilt);
			const lamp = { x: hand.lamp.x + around(2), y: hand.lamp.y + around(2) };
			const patch = patchOf(pose, middle, size);
			expose(patch, face, { pose, middle, lamp, glare: condition.glareModules });
			const shake = { px: condition.shakePx * (1 + around(0.5)), way: around(Math.PI) };
			blurred(patch, condition.blurPx * (1 + around(0.15)), shake);
			return developed(patch, size, light, chance);
		},
	};
}

/** The part of the frame in which the card lies, and room for its blur. */
function patchOf(pose: Pose, middle: Place, { width, height }: FrameSize): Patch {
	const corners = [edges.left, edges.right].flatMap((x) =>
		[edges.top, edges.bottom].map((y) => seenAt(pose, { x, y })),
	);
	const margin = 8;
	const span = (slopes: readonly number[], at: number, most: number) => {
		const from = Math.floor(at + Math.min(...slopes) * focalPx) - margin;
		const to = Math.ceil(at + Math.max(...slopes) * focalPx) + margin;
		return [Math.max(0, from), Math.min(most, to)] as const;
	};
	const [left, right] = span(
		corners.map(({ x }) => x),
		middle.x,
		width,
	);
	const [top, bottom] = span(
		corners.map(({ y }) => y),
		middle.y,
		height,
	);
	const [across, down] = [right - left, bottom - top];
	return { left, top, width: across, height: down, levels: new Float32Array(across * down) };
}

interface View {
	readonly pose: Pose;
	/** Where the middle of the code is seen in the frame. */
	readonly middle: Place;
	/** Where on the code the reflection of a lamp lies, and how wide. */
	readonly lamp: Place;
	readonly glare: number;
}

/** Lets the light of the card fall into its part of the frame. */
function expose(patch: Patch, face: CardFace, { pose, middle, lamp, glare }: View): void {
	const { right, down, normal, distance } = pose;
	const { levels, width, height } = face;
	// Names of other files are slow to ask for when tests run, and this is done a million times.
	const [focal, scale, edgeLeft, edgeTop] = [focalPx, texelsPerModule, edges.left, edges.top];
	for (let at = 0; at < patch.levels.length; at++) {
		const left = patch.left + (at % patch.width) - middle.x;
		const top = patch.top + Math.floor(at / patch.width) - middle.y;
		let sum = 0;
		for (let sample = 0; sample < 4; sample++) {
			const u = (left + 0.25 + (sample & 1) / 2) / focal;
			const v = (top + 0.25 + (sample >> 1) / 2) / focal;
			// Where the ray meets the card, counted in depth.
			const far = (distance * normal[2]) / (u * normal[0] + v * normal[1] + normal[2]);
			const x = u * far * right[0] + v * far * right[1] + (far - distance) * right[2];
			const y = u * far * down[0] + v * far * down[1] + (far - distance) * down[2];
			const column = Math.floor((x - edgeLeft) * scale);
			const row = Math.floor((y - edgeTop) * scale);
			const isCard = column >= 0 && row >= 0 && column < width && row < height;
			sum += isCard ? (levels[row * width + column] ?? 0) : table;
			if (glare > 0) sum += lampLight * Math.exp(-2 * fading(x - lamp.x, y - lamp.y, glare));
		}
		patch.levels[at] = sum / 4;
	}
}

/** A lamp is brighter than any paper: its middle is white all over. */
const lampLight = 330;
const fading = (x: number, y: number, unit: number) => (x * x + y * y) / (unit * unit);

interface Light {
	readonly exposure: number;
	readonly grain: Float32Array;
	readonly sigma: number;
	readonly across: number;
	readonly down: number;
}

/** The frame as the camera hands it over: exposed, grained, in whole levels. */
function developed(patch: Patch, size: FrameSize, light: Light, chance: Chance): Grey {
	const { width, height } = size;
	const levels = new Uint8ClampedArray(width * height);
	const last = grainLength - 1;
	for (let row = 0; row < height; row++) {
		const start = chance.whole(0, last);
		const inside = row - patch.top;
		const isBeside = inside < 0 || inside >= patch.height;
		for (let column = 0; column < width; column++) {
			const over = column - patch.left;
			const isTable = isBeside || over < 0 || over >= patch.width;
			const level = isTable ? table : (patch.levels[inside * patch.width + over] ?? 0);
			const shade = 1 + (column - width / 2) * light.across + (row - height / 2) * light.down;
			const noise = light.grain[(start + column) & last] ?? 0;
			levels[row * width + column] = level * light.exposure * shade + noise * light.sigma;
		}
	}
	return { width, height, levels };
}
