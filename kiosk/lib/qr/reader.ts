import type BitMatrix from '@zxing/library/es2015/core/common/BitMatrix.js';
import GridSamplerInstance from '@zxing/library/es2015/core/common/GridSamplerInstance.js';
import DecodeHintType from '@zxing/library/es2015/core/DecodeHintType.js';
import Decoder from '@zxing/library/es2015/core/qrcode/decoder/Decoder.js';
import Detector from '@zxing/library/es2015/core/qrcode/detector/Detector.js';
import FinderPatternFinder from '@zxing/library/es2015/core/qrcode/detector/FinderPatternFinder.js';
import type FinderPatternInfo from '@zxing/library/es2015/core/qrcode/detector/FinderPatternInfo.js';
import { darkIn } from './dark.ts';
import { middleOf, sharpened, smoothed, type Grey } from './grey.ts';
import { symbolModules } from './symbol.ts';

/** The ways a frame can be looked at, each good at what the others miss (decision 0030). */
export const looks: readonly ((frame: Grey) => Grey)[] = [
	(frame) => sharpened(smoothed(frame)),
	(frame) => frame,
	// The dearest one: a whole frame would hold up a slow tablet for more than 50 ms.
	(frame) => sharpened(smoothed(smoothed(middleOf(frame)))),
];

/** Reads one frame in one way; throws, as ZXing does, when it finds nothing. */
export function readFrame(frame: Grey): string {
	const dark = darkIn(frame);
	const corners = new FinderPatternFinder(dark, nobody).find(hints);
	let missed: unknown;
	for (const grid of gridsOver(dark, corners)) {
		try {
			return new Decoder().decodeBitMatrix(grid(), hints).getText();
		} catch (error) {
			missed ??= error;
		}
	}
	throw missed;
}

const hints = new Map([[DecodeHintType.TRY_HARDER, true]]);
/** Who wants to hear of every mark that is found. */
const nobody = { foundPossibleResultPoint() {} };

/**
 * The modules of the code whose three marked corners were found, by several guesses where its
 * fourth one is: ZXing's own, which takes it for a parallelogram, and for codes as small as ours,
 * which have no fourth mark, the places where it lies when the card leans away from the camera.
 */
function* gridsOver(dark: BitMatrix, corners: FinderPatternInfo): Generator<() => BitMatrix> {
	yield () => new OpenDetector(dark).gridOf(corners);
	for (const [right, down] of leanings) yield () => gridOf(dark, corners, right, down);
}

class OpenDetector extends Detector {
	gridOf(corners: FinderPatternInfo): BitMatrix {
		return this.processFinderPatternInfo(corners).getBits();
	}
}

/** Where the fourth corner may lie, in modules from where ZXing takes it to be; nearer ones first. */
const leanings: readonly (readonly [number, number])[] = [0.5, 1].flatMap((step) =>
	[0, -step, step].flatMap((right) => [0, -step, step].map((down) => [right, down] as const)),
);

function gridOf(
	dark: BitMatrix,
	corners: FinderPatternInfo,
	right: number,
	down: number,
): BitMatrix {
	const [origin, across, along] = [
		corners.getTopLeft(),
		corners.getTopRight(),
		corners.getBottomLeft(),
	].map((mark) => ({ x: mark.getX(), y: mark.getY() })) as [Place, Place, Place];
	const [x, y] = (['x', 'y'] as const).map((axis) => {
		const [over, under] = [across[axis] - origin[axis], along[axis] - origin[axis]];
		return origin[axis] + over + under + (right * over + down * under) / (far - near);
	}) as [number, number];
	const places = [origin.x, origin.y, across.x, across.y, x, y, along.x, along.y] as const;
	const sampler = GridSamplerInstance.getInstance();
	return sampler.sampleGrid(dark, symbolModules, symbolModules, ...square, ...places);
}

/** Where the middles of the marks lie among the modules, first and last. */
const [near, far] = [3.5, symbolModules - 3.5];
const square = [near, near, far, near, far, far, near, far] as const;

interface Place {
	readonly x: number;
	readonly y: number;
}
