import { codeAlphabet, makePassbookCode } from '#domain/passbook';
import type { Chance } from '#start/demo/random';
import { endStroke, placeOf, strokesOf, type Stroke } from '../keys.ts';

/** Keys as a scanner, a drawer of scanners or a child at the keyboard sends them. */
export interface Burst {
	readonly kind: string;
	readonly strokes: readonly Stroke[];
	/** The codes of real paper in it; about nothing else may the kiosk ask. */
	readonly genuine: readonly string[];
	/** One of them has to be taken wherever codes are taken. */
	readonly isTaken: boolean;
	/** Sent key by key, when each is due. */
	readonly isPersons?: boolean;
	/** The page stands still for 350 ms at the key of that number. */
	readonly stallAt?: number;
}

type Make = (chance: Chance, paper: () => string) => Omit<Burst, 'kind'>;

/** Draws bursts. `paper` gives the code of a passbook or slip that was not shown of late. */
export function* drawBursts(chance: Chance, paper: () => string): Generator<Burst, never> {
	for (let count = 0; ; count++) {
		const kind = chance.pick(Object.keys(kinds) as (keyof typeof kinds)[]);
		yield { kind, ...kinds[kind](chance, paper) };
		if (count % unknownEvery === 0) yield unknown(chance);
	}
}

/** The server lets a kiosk wait that has shown it five unknown codes in a minute. */
const unknownEvery = 80;

function unknown(chance: Chance): Burst {
	const code = makePassbookCode(Array.from({ length: 12 }, () => chance.whole(0, 31)));
	const strokes = [...typed(chance, code), ...ending(chance)];
	return { kind: 'a card that nobody has', ...taken(code, strokes) };
}

/** The keys of a burst in a row, each with its time, to be told when something went wrong. */
export function describe({ kind, strokes, stallAt }: Burst): string {
	const keys = strokes.map(({ afterMs, modifiers, code, key, repeats }) =>
		[
			`+${afterMs}`,
			modifiers && `mod${modifiers}`,
			key === 'Process' ? code : key,
			repeats && `x${repeats}`,
		]
			.filter(Boolean)
			.join(' '),
	);
	return `${kind}${stallAt ? `, still at ${stallAt}` : ''} {${keys.join(', ')}}`;
}

const kinds = {
	'a code': (chance, paper) => {
		const code = paper();
		return taken(code, [...typed(chance, code), ...ending(chance)]);
	},
	'Caps Lock on': (chance, paper) => {
		const code = paper();
		return taken(code, [...typed(chance, code.toLowerCase()), ...ending(chance)]);
	},
	'Shift the other way round': (chance, paper) => {
		const code = paper();
		const strokes = typed(chance, code.toLowerCase()).flatMap((stroke) => [
			{ code: 'ShiftLeft', key: 'Shift', afterMs: stroke.afterMs, modifiers: 8 },
			{ ...stroke, afterMs: 1, modifiers: 8 },
		]);
		return taken(code, [...strokes, ...ending(chance)]);
	},
	'full width': (chance, paper) => {
		const code = paper();
		const strokes = typed(chance, code).map((stroke) => ({
			...stroke,
			key: wide(stroke.key),
			text: wide(stroke.key),
		}));
		return taken(code, [...strokes, ...ending(chance)]);
	},
	'an input method takes the letters': (chance, paper) => {
		const code = paper();
		const isComposing = chance.percent(50);
		const strokes = typed(chance, code).map(({ text: _, ...stroke }, at) => ({
			...stroke,
			key: 'Process',
			...(isComposing && { composing: code.slice(0, at + 1).toLowerCase() }),
		}));
		const [last] = strokes.splice(-1);
		const committed = { ...last, committing: wide(code) } as Stroke;
		return taken(code, [...strokes, committed, ...ending(chance)]);
	},
	'the page stands still for 350 ms': (chance, paper) => {
		const code = paper();
		const stallAt = chance.whole(1, code.length);
		return { ...taken(code, [...typed(chance, code), ...ending(chance)]), stallAt };
	},
	'a key that hangs': (chance, paper) => {
		const code = paper();
		const strokes = [...typed(chance, code)];
		const at = chance.whole(0, strokes.length - 1);
		strokes[at] = { ...strokes[at], repeats: chance.whole(1, 12) } as Stroke;
		return taken(code, [...strokes, ...ending(chance)]);
	},
	'a control sign before it': (chance, paper) => {
		const code = paper();
		return taken(code, [control(chance, 300), ...typed(chance, code, 3), ...ending(chance)]);
	},
	'a wrong character': (chance, paper) => {
		const code = paper();
		const at = chance.whole(0, code.length - 1);
		const other = chance.pick([...codeAlphabet].filter((each) => each !== code[at]));
		return refused([
			...typed(chance, code.slice(0, at) + other + code.slice(at + 1)),
			...ending(chance),
		]);
	},
	'two neighbours changed round': (chance, paper) => {
		const code = paper();
		const at = chance.whole(0, code.length - 2);
		const turned = `${code.slice(0, at)}${code[at + 1]}${code[at]}${code.slice(at + 2)}`;
		const strokes = [...typed(chance, turned), ...ending(chance)];
		return turned === code ? taken(code, strokes) : refused(strokes);
	},
	'a part of a code': (chance, paper) => {
		const code = paper();
		const [from, to] = [chance.whole(0, 2), chance.whole(5, 14)];
		return refused([...typed(chance, code.slice(from, to)), ...ending(chance)]);
	},
	'two cards without a pause': (chance, paper) => {
		const [first, second] = [paper(), paper()];
		// On a machine that is held up, the first may be read before the second comes.
		const genuine = [first, second];
		return {
			genuine,
			isTaken: false,
			strokes: [...typed(chance, first + second), ...ending(chance)],
		};
	},
	'two cards within 100 ms': (chance, paper) => {
		const genuine = [paper(), paper()];
		const strokes = genuine.flatMap((code) => [
			...typed(chance, code, chance.whole(20, 90)),
			endStroke('Enter', chance.whole(1, 20)),
		]);
		return { genuine, isTaken: true, strokes };
	},
	'two cards at once': (chance, paper) => {
		const [first, second] = [paper(), paper()];
		const mixed = [...first].flatMap((character, at) => [character, second[at] ?? '']);
		return refused([...typed(chance, mixed.join('')), ...ending(chance)]);
	},
	'a code of other people': (chance) => {
		const barcode = `690${chance.whole(1e9, 1e10 - 1)}`;
		const address = `HTTPS://EXAMPLE.ORG/${chance.whole(1, 1e9)}/?A=1&B=2`;
		const text = chance.pick([barcode, address, address.repeat(8)]);
		return refused([...typed(chance, text), ...ending(chance)]);
	},
	'noise of signs': (chance) => {
		const sign = () => String.fromCharCode(chance.whole(32, 126));
		const text = Array.from({ length: chance.whole(2, 40) }, sign).join('');
		return refused([...typed(chance, text), ...ending(chance)]);
	},
	'noise of control keys': (chance) =>
		refused(Array.from({ length: chance.whole(2, 12) }, (_, at) => control(chance, at && 40))),
	'noise of all keys': (chance) =>
		refused(
			Array.from({ length: chance.whole(2, 40) }, (_, at) => {
				if (chance.percent(40)) return control(chance, at && 40);
				const key = String.fromCharCode(chance.whole(32, 126));
				return { code: placeOf(key), key, text: key, afterMs: at && chance.whole(1, 40) };
			}),
		),
	'text out of nowhere': (chance, paper) => {
		const code = paper();
		const key = { code: '', key: 'Unidentified', afterMs: 0 };
		return refused([
			{ ...key, composing: code },
			{ ...key, afterMs: 5, committing: wide(code) },
		]);
	},
	'a person at a keyboard': (chance, paper) => {
		const keys = strokesOf(paper().slice(0, chance.whole(2, 5)), 0);
		const strokes = keys.map((key) => ({ ...key, afterMs: chance.whole(110, 190) }));
		return { ...refused(strokes), isPersons: true };
	},
} satisfies Readonly<Record<string, Make>>;

function taken(code: string, strokes: readonly Stroke[]) {
	return { genuine: [code], isTaken: true, strokes };
}

function refused(strokes: readonly Stroke[]) {
	return { genuine: [], isTaken: false, strokes };
}

/** Fast, and now and then with the one odd pause that radio makes. */
function typed(chance: Chance, text: string, firstMs = 0): readonly Stroke[] {
	const paceMs = chance.whole(1, 30);
	const odd = chance.percent(30) ? chance.whole(1, text.length) : 0;
	return strokesOf(text, paceMs).map((stroke, at) => {
		if (at === 0) return { ...stroke, afterMs: firstMs };
		return at === odd ? { ...stroke, afterMs: chance.whole(50, 95) } : stroke;
	});
}

function ending(chance: Chance): readonly Stroke[] {
	const afterMs = chance.whole(1, 30);
	return chance.pick([
		[endStroke('Enter', afterMs)],
		[endStroke('Enter', afterMs)],
		[endStroke('Enter', afterMs, 'NumpadEnter')],
		[endStroke('Tab', afterMs)],
		[],
		[endStroke('Enter', afterMs), endStroke('Enter', 3)],
		[endStroke('Tab', afterMs), endStroke('Enter', 3)],
		[endStroke('Enter', 300)],
	]);
}

/** A key that writes nothing, or one with Ctrl or Alt, as scanners send signs below the space. */
function control(chance: Chance, mostMs: number): Stroke {
	const afterMs = mostMs === 0 ? 0 : chance.whole(1, mostMs);
	const letter = String.fromCharCode(chance.whole(97, 122));
	return chance.pick<Stroke>([
		endStroke('Enter', afterMs),
		endStroke('Tab', afterMs),
		{ code: 'Space', key: ' ', text: ' ', afterMs },
		...['Escape', 'Backspace', 'Delete', 'Home', 'End', 'PageDown', 'ArrowLeft', 'ArrowDown'].map(
			plainKey,
		),
		...['F1', 'F3', 'F5', 'F7', 'F11', 'BrowserBack', 'BrowserRefresh', 'ContextMenu'].map(
			plainKey,
		),
		{ code: placeOf(letter), key: letter, afterMs, modifiers: 2 },
		{ code: placeOf(letter), key: letter, afterMs, modifiers: 1 },
		{ code: 'ArrowLeft', key: 'ArrowLeft', afterMs, modifiers: 1 },
		{ code: 'Equal', key: '+', afterMs, modifiers: 2 },
	]);

	function plainKey(key: string): Stroke {
		return { code: key, key, afterMs };
	}
}

function wide(text: string): string {
	return text.replace(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0));
}
