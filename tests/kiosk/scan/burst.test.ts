import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makePassbookCode, makePassbookNumber, makeReceiptCode, readScan } from '#domain/passbook';
import { createBurst, pauseMsMost, type WedgeKey } from '#kiosk/lib/scan/burst.ts';

interface Press {
	readonly key: WedgeKey;
	readonly time: number;
	/** Before this key the page's clock has already said that no more comes. */
	readonly isHeldUp?: boolean;
}

/** Types keys into a field beside a button, as the page would, and tells what became of both. */
function type(presses: readonly Press[], medianMsMost?: number) {
	const burst = createBurst(medianMsMost);
	const scans: string[] = [];
	let [field, before, buttonPresses, controls] = ['', '', 0, 0];
	const obey = (verdict: ReturnType<typeof burst.rest>) => {
		if (verdict.released !== undefined) field += verdict.released;
		if (verdict.isRecognised) field = before;
		if (verdict.isFirst) before = field;
		if (verdict.scan !== undefined) scans.push(verdict.scan);
	};
	let lastTime = Number.NEGATIVE_INFINITY;
	for (const { key, time, isHeldUp } of presses) {
		if (isHeldUp || time - lastTime > pauseMsMost + 20) obey(burst.rest());
		lastTime = time;
		const verdict = burst.feed(key, time);
		obey(verdict);
		if (verdict.isSwallowed) continue;
		if (key.kind === 'end') buttonPresses++;
		else if (key.kind === 'control') controls++;
		else field += key.text;
	}
	obey(burst.rest());
	return { scans, field, buttonPresses, controls };
}

const accepted = (scans: readonly string[]) =>
	scans.flatMap((text) => {
		const read = readScan(text);
		return read.ok ? [read.value.kind === 'number' ? read.value.number : read.value.code] : [];
	});

const end: WedgeKey = { kind: 'end' };
const control: WedgeKey = { kind: 'control' };
const none = { scans: [], field: '', buttonPresses: 0, controls: 0 };

function presses(text: string, pauses: readonly number[], from: number, ends: readonly number[]) {
	let time = from;
	const keys: Press[] = [...text].map((character, at) => {
		if (at > 0) time += pauses[at % pauses.length] ?? 0;
		return { key: { kind: 'character', text: character }, time };
	});
	for (const pause of ends) keys.push({ key: end, time: (time += pause) });
	return keys;
}

const places = fc.array(fc.nat(31), { minLength: 12, maxLength: 12 });
const code = fc.oneof(
	places.map((at): string => makePassbookCode(at)),
	places.map((at): string => makeReceiptCode(at)),
	fc.stringMatching(/^\d{7}$/).map((digits): string => makePassbookNumber(digits)),
);
/** Fast, with an odd pause as radio makes it. */
const pauses = fc
	.tuple(fc.array(fc.nat(45), { minLength: 5, maxLength: 14 }), fc.nat(13), fc.nat(95))
	.map(([gaps, at, slow]) => gaps.with(at % gaps.length, slow));
const ends = fc.constantFrom([], [5], [25], [120], [480], [5, 3], [450, 90]);
const wide = (text: string) =>
	text.replace(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0));
const lower = (text: string) => text.toLowerCase();

describe('a thousand scans', () => {
	test('each is taken once, leaves no key in the field and presses no button', () => {
		const writing = fc.constantFrom((text: string) => text, lower, wide);
		fc.assert(
			fc.property(code, pauses, ends, writing, (text, gaps, terminators, write) => {
				const outcome = type(presses(write(text), gaps, 1000, terminators));
				expect(accepted(outcome.scans)).toEqual([text]);
				expect(outcome).toMatchObject({ field: '', buttonPresses: 0 });
			}),
			{ numRuns: 1000 },
		);
	});

	test('keys that were held up on their way still belong to their burst', () => {
		fc.assert(
			fc.property(code, pauses, fc.constantFrom([], [5]), fc.nat(14), (text, gaps, by, at) => {
				const keys = presses(text, gaps, 1000, by).map((press, index) =>
					index === at ? { ...press, isHeldUp: true } : press,
				);
				const outcome = type(keys);
				expect(accepted(outcome.scans)).toEqual([text]);
				expect(outcome).toMatchObject({ field: '', buttonPresses: 0 });
			}),
			{ numRuns: 1000 },
		);
	});

	test('of damaged, glued and disturbed codes none is taken for another', () => {
		const harm = fc.oneof(
			fc.tuple(fc.constant('wrong'), fc.nat(14), fc.constantFrom(...'0123456789ABCDEFGHJKMN')),
			fc.tuple(fc.constant('lost'), fc.nat(14), fc.constant('')),
			fc.tuple(fc.constant('added'), fc.nat(14), fc.constantFrom(...'0123456789ABCDEFGHJKMN')),
			fc.tuple(fc.constant('swapped'), fc.nat(13), fc.constant('')),
		);
		fc.assert(
			fc.property(places, harm, pauses, ends, (at, [kind, index, character], gaps, terminators) => {
				const text = makePassbookCode(at);
				const [head, tail] = [text.slice(0, index), text.slice(index)];
				const harmed = {
					wrong: head + character + tail.slice(1),
					lost: head + tail.slice(1),
					added: head + character + tail,
					swapped: head + tail.charAt(1) + tail.charAt(0) + tail.slice(2),
				}[kind];
				const outcome = type(presses(harmed ?? '', gaps, 1000, terminators));
				expect(accepted(outcome.scans)).toEqual(harmed === text ? [text] : []);
				expect(outcome).toMatchObject({ field: '', buttonPresses: 0 });
			}),
			{ numRuns: 1000 },
		);
	});

	test('two cards in one burst are refused, two bursts are two cards', () => {
		fc.assert(
			fc.property(code, code, fc.nat(30), (first, second, gap) => {
				expect(accepted(type(presses(first + second, [gap], 0, [5])).scans)).toEqual([]);
				const apart = [...presses(first, [gap], 0, [5]), ...presses(second, [gap], 2000, [5])];
				const outcome = type(apart);
				expect(accepted(outcome.scans)).toEqual([first, second]);
				expect(outcome).toMatchObject({ field: '', buttonPresses: 0 });
			}),
			{ numRuns: 300 },
		);
	});

	test('a key that a person pressed shortly before does no harm', () => {
		fc.assert(
			fc.property(code, pauses, fc.integer({ min: 1, max: 3000 }), (text, gaps, before) => {
				const stray: Press = { key: { kind: 'character', text: '7' }, time: 5000 - before };
				const outcome = type([stray, ...presses(text, gaps, 5000, [10])]);
				// Within the burst it spoils the code; before it, it is a key like any other.
				const taken = accepted(outcome.scans);
				expect(taken).toEqual(before > pauseMsMost ? [text] : []);
				expect(outcome.field).toBe(before > pauseMsMost ? '7' : '');
				expect(outcome.buttonPresses).toBe(0);
			}),
			{ numRuns: 300 },
		);
	});
});

describe('keys that write nothing', () => {
	test('do nothing within a code, and the code is read', () => {
		const places = fc.uniqueArray(fc.nat(14), { minLength: 1, maxLength: 5 });
		fc.assert(
			fc.property(code, fc.integer({ min: 1, max: 20 }), places, (text, gap, between) => {
				const keys = presses(text, [gap], 1000, [gap]).flatMap((press, at) =>
					at > 0 && between.includes(at)
						? [{ key: control, time: press.time - gap / 2 }, press]
						: [press],
				);
				const outcome = type(keys);
				expect(accepted(outcome.scans)).toEqual([text]);
				expect(outcome).toMatchObject({ field: '', buttonPresses: 0, controls: 0 });
			}),
		);
	});

	test('in a row of noise do nothing after the first', () => {
		const noise = fc.array(
			fc.tuple(fc.constantFrom(end, control), fc.integer({ min: 1, max: 50 })),
		);
		fc.assert(
			fc.property(noise, (keys) => {
				let time = 1000;
				const outcome = type(keys.map(([key, gap]) => ({ key, time: (time += gap) })));
				expect(outcome.buttonPresses + outcome.controls).toBeLessThanOrEqual(1);
			}),
		);
	});

	test('belong to the person who presses them after a letter', () => {
		const keys = [...presses('ab', [120], 0, []), { key: control, time: 220 }];
		expect(type(keys)).toEqual({ ...none, field: 'ab', controls: 1 });
	});
});

describe('a person at a keyboard', () => {
	const words = fc.stringMatching(/^[a-z0-9 ]{1,20}$/);

	test('loses no letter and no Enter', () => {
		const slow = fc.array(fc.integer({ min: 60, max: 400 }), { minLength: 3, maxLength: 9 });
		fc.assert(
			fc.property(words, slow, (text, gaps) => {
				const outcome = type(presses(text, gaps, 0, [90]));
				expect(outcome).toEqual({ ...none, field: text, buttonPresses: 1 });
			}),
		);
	});

	test('may strike two or three keys at once', () => {
		const rolling = fc.array(fc.constantFrom(8, 30, 140, 170, 220), { minLength: 3, maxLength: 9 });
		fc.assert(
			fc.property(words, rolling, (text, gaps) => {
				fc.pre(!gaps.every((gap) => gap < 100));
				const outcome = type(presses(text, [...gaps, 300, 300, 300], 0, [150]));
				const longest = Math.max(
					...(gaps.join().match(/\b(8|30)(,(8|30))*\b/g) ?? ['']).map(count),
				);
				fc.pre(longest < 4);
				expect(outcome).toEqual({ ...none, field: text, buttonPresses: 1 });
			}),
		);
	});

	const count = (gaps: string) => gaps.split(',').length;
});

describe('what a shop may meet', () => {
	const text = makePassbookCode([5, 4, 3, 2, 1, 0, 31, 30, 29, 28, 27, 26]);

	test('a slow radio scanner is heard when the kiosk is told so', () => {
		const slow = presses(text, [75], 0, [75]);
		expect(type(slow).scans).toEqual([]);
		expect(type(slow, 80)).toEqual({ ...none, scans: [text] });
	});

	test('an Enter that comes after the code was taken presses nothing', () => {
		expect(type(presses(text, [5], 0, [300])).buttonPresses).toBe(0);
	});

	test('an Enter long after it is a person', () => {
		expect(type(presses(text, [5], 0, [700])).buttonPresses).toBe(1);
	});

	test('the bar code of a product and a long foreign code are told', () => {
		expect(type(presses('6901234567892', [3], 0, [3])).scans).toEqual(['6901234567892']);
		const long = type(presses('HTTPS://EXAMPLE.ORG/'.repeat(20), [3], 0, [3]));
		expect(long.scans).toHaveLength(1);
		expect(accepted(long.scans)).toEqual([]);
		expect(long).toMatchObject({ field: '', buttonPresses: 0 });
	});

	test('a short foreign code is taken as well', () => {
		const outcome = type(presses('123', [5], 0, [5]));
		expect(outcome).toEqual({ ...none, scans: ['123'] });
	});
});
