import { writeFileSync } from 'node:fs';
import { create } from 'qrcode';

/** A grey picture as a camera delivers it, one byte per pixel. */
export interface Picture {
	readonly width: number;
	readonly height: number;
	readonly grey: Uint8ClampedArray<ArrayBuffer>;
}

/** How a passbook is held before the camera. */
export interface CardView {
	readonly text: string;
	readonly pxPerModule: number;
	readonly width?: number;
	readonly height?: number;
	/** Nobody holds a card straight, and ZXing fails on 4 % of perfectly straight ones. */
	readonly turnDeg?: number;
	/** Standard deviation of the lens' blur. */
	readonly blurPx?: number;
	/** Its middle, as a part of width and height. */
	readonly at?: readonly [number, number];
	readonly dark?: number;
	readonly light?: number;
}

const wall = 120;
const quietModules = 4;

/** A card with a code of 21 x 21 modules before a grey wall. */
export function cardPicture(view: CardView): Picture {
	const { text, pxPerModule, width = 640, height = 480, turnDeg = 3, blurPx = 0.6 } = view;
	const { at = [0.5, 0.5], dark = 20, light = 235 } = view;
	const picture = blankPicture(width, height);
	const modules = create(text, { errorCorrectionLevel: 'Q' }).modules;
	const turn = (turnDeg * Math.PI) / 180;
	const [cos, sin] = [Math.cos(turn) / pxPerModule, Math.sin(turn) / pxPerModule];
	const levelAt = (x: number, y: number) => {
		const [dx, dy] = [x - at[0] * width, y - at[1] * height];
		const column = Math.floor(dx * cos + dy * sin + modules.size / 2);
		const row = Math.floor(dy * cos - dx * sin + modules.size / 2);
		const outside = Math.max(-column, -row, column - modules.size + 1, row - modules.size + 1);
		if (outside > quietModules) return wall;
		if (outside > 0) return light;
		return modules.get(row, column) ? dark : light;
	};
	const reach = (modules.size / 2 + quietModules) * pxPerModule * Math.SQRT2;
	const [left, right] = range(at[0] * width, reach, width);
	const [top, bottom] = range(at[1] * height, reach, height);
	for (let y = top; y < bottom; y++) {
		for (let x = left; x < right; x++) {
			let sum = 0;
			for (const down of thirds) for (const over of thirds) sum += levelAt(x + over, y + down);
			picture.grey[y * width + x] = sum / 9;
		}
	}
	return blurPx > 0 ? blurred(picture, blurPx) : picture;
}

/** Nobody is there. */
export function blankPicture(width = 640, height = 480): Picture {
	return { width, height, grey: new Uint8ClampedArray(width * height).fill(wall) };
}

/** Writes pictures as a film that Chromium plays in a loop as its camera, 15 a second. */
export function writeFilm(path: string, pictures: readonly Picture[]): void {
	const [first] = pictures;
	if (!first) throw new Error('A film has at least one picture');
	const { width, height } = first;
	const colourless = Buffer.alloc((width * height) / 2, 128);
	const parts: Uint8Array[] = [
		Buffer.from(`YUV4MPEG2 W${width} H${height} F15:1 Ip A1:1 C420jpeg\n`),
	];
	for (const { grey } of pictures)
		parts.push(Buffer.from('FRAME\n'), Buffer.from(grey), colourless);
	writeFileSync(path, Buffer.concat(parts));
}

/** An empty scene, then a card that stays as long. */
export function blankThenCard(view: CardView, frames = 15): readonly Picture[] {
	const card = cardPicture(view);
	const blank = blankPicture(card.width, card.height);
	return [...Array<Picture>(frames).fill(blank), ...Array<Picture>(frames).fill(card)];
}

/** What Chromium is started with to see a film; without the last flag it would ask somebody. */
export function filmFlags(path: string): string[] {
	return [
		'--use-fake-device-for-media-stream',
		`--use-file-for-fake-video-capture=${path}`,
		'--use-fake-ui-for-media-stream',
	];
}

const thirds = [1 / 6, 1 / 2, 5 / 6];

/** The places of a row within reach of its middle. */
function range(middle: number, reach: number, size: number): readonly [number, number] {
	return [Math.max(0, Math.floor(middle - reach)), Math.min(size, Math.ceil(middle + reach))];
}

function blurred({ width, height, grey }: Picture, sigma: number): Picture {
	const reach = Math.ceil(sigma * 3);
	const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, at) =>
		Math.exp(-((at - reach) ** 2) / (2 * sigma ** 2)),
	);
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	const pass = (from: Picture['grey'], step: number) => {
		const to = from.slice();
		for (let at = reach * step; at < from.length - reach * step; at++) {
			let sum = 0;
			for (let near = -reach; near <= reach; near++) {
				sum += (weights[near + reach] ?? 0) * (from[at + near * step] ?? wall);
			}
			to[at] = sum / total;
		}
		return to;
	};
	return { width, height, grey: pass(pass(grey, 1), width) };
}
