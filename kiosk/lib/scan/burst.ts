/**
 * A key as a hand scanner types it: a character, the Enter or Tab that ends a code, or one that
 * writes nothing, as some send for signs that stand in foreign codes.
 */
export type WedgeKey =
	| {
			readonly kind: 'character';
			readonly text: string;
			/** What it writes into a field, where that is something else. */
			readonly written?: string;
	  }
	| { readonly kind: 'end' }
	| { readonly kind: 'control' };

/** What is to be done with one key, and with those before it. */
export interface Verdict {
	/** A new burst begins with this key; what else is said here is of the one before. */
	readonly isFirst: boolean;
	/** This key must do nothing on the page. */
	readonly isSwallowed: boolean;
	/** Now it is certain that a scanner types: what its first keys did is to be undone. */
	readonly isRecognised: boolean;
	/** A whole code was typed. */
	readonly scan?: string;
	/** Characters that had been swallowed, and were a person's after all. */
	readonly released?: string;
}

/** Tells the keys of scanners from those of people. Times are those of the events, in ms. */
export interface Burst {
	/** No key is waiting for what comes next. */
	readonly isEmpty: boolean;
	feed(key: WedgeKey, time: number): Verdict;
	/** The clock says that no further key came. One that was only held up still belongs to it. */
	rest(): Verdict;
	/** Whatever comes now belongs to another burst: nothing is left of this one. */
	forget(): void;
}

/** The middle of a scanner's pauses between two keys; a radio scanner may need 80. */
export const medianMsUsual = 50;
/** A longer pause ends a burst. */
export const pauseMsMost = 100;
/** Over radio the Enter may come as late as that behind its code. */
export const lateEndMs = 500;

/**
 * A burst of keys. A person rests 100 ms and more between two of them, a scanner 1 to 30. From the
 * moment it is fast nothing of a burst reaches the page, and from its sixth key it is certain to be
 * a scanner's. Whether the code is a good one its check characters decide, never the time.
 */
export function createBurst(medianMsMost = medianMsUsual): Burst {
	let text = '';
	let held = '';
	let pauses: number[] = [];
	let lastAt = Number.NEGATIVE_INFINITY;
	let endedAt = Number.NEGATIVE_INFINITY;
	let isCertain = false;
	let isResting = false;

	function rest(): Pick<Verdict, 'scan' | 'released'> {
		if (isResting || text === '') return {};
		const outcome = isCertain ? { scan: text } : held === '' ? {} : { released: held };
		if (isCertain) endedAt = lastAt;
		held = '';
		isResting = true;
		return outcome;
	}

	function finish(): Pick<Verdict, 'scan' | 'released'> {
		const outcome = rest();
		text = '';
		pauses = [];
		isCertain = false;
		isResting = false;
		return outcome;
	}

	function feedCharacter(character: string, written: string, time: number): Verdict {
		const pause = time - lastAt;
		const before = pause > pauseMsMost ? finish() : {};
		isResting = false;
		const isFirst = text === '';
		if (!isFirst && pauses.length < countedMost) pauses.push(pause);
		const isSwallowed = isCertain || (pauses.length > 0 && median(pauses) <= medianMsMost);
		// A slow key among fast ones goes its way, and so do those that had to wait before it.
		const outcome = isSwallowed || held === '' ? before : { released: held };
		held = isSwallowed && !isCertain ? held + written : '';
		if (text.length < keptMost) text += character;
		lastAt = time;
		const isRecognised = isSwallowed && !isCertain && text.length >= certainLength;
		isCertain ||= isRecognised;
		return { ...outcome, isFirst, isSwallowed, isRecognised };
	}

	function feedEnd(time: number): Verdict {
		const pause = time - lastAt;
		const isFast = pause <= medianMsMost;
		// Some scanners end a code twice, and radio may bring the end when the code was taken.
		if (isResting || text === '') {
			finish();
			return end({ ...nothing, isSwallowed: isFast || time - endedAt <= lateEndMs }, time);
		}
		// A few fast keys with a fast Enter behind them are a short code, and not a person.
		const isShort = held !== '' && isFast && text.length >= shortLength;
		const isRecognised = isShort && !isCertain;
		isCertain ||= isShort;
		const isSwallowed = isFast || (isCertain && pause <= lateEndMs);
		return end({ ...nothing, ...finish(), isSwallowed, isRecognised }, time);
	}

	function end(verdict: Verdict, time: number): Verdict {
		lastAt = time;
		if (verdict.isSwallowed) endedAt = time;
		return verdict;
	}

	function feedControl(time: number): Verdict {
		const isSwallowed = time - lastAt <= (isCertain ? pauseMsMost : medianMsMost);
		// A code goes on behind it: what belongs to it its check characters know.
		const outcome = isSwallowed ? {} : finish();
		lastAt = time;
		return { ...nothing, ...outcome, isSwallowed };
	}

	return {
		get isEmpty() {
			return isResting || text === '';
		},
		feed(key, time) {
			if (key.kind === 'end') return feedEnd(time);
			if (key.kind === 'control') return feedControl(time);
			return feedCharacter(key.text, key.written ?? key.text, time);
		},
		rest: () => ({ ...nothing, ...rest() }),
		forget: () => void finish(),
	};
}

/** So many keys so fast in a row no person types, and few codes of any kind are shorter. */
const certainLength = 6;
const shortLength = 3;
/** What is longer than any code of ours need not be kept to be refused. */
const keptMost = 128;
const countedMost = 64;
const nothing: Verdict = { isFirst: false, isSwallowed: false, isRecognised: false };

function median(values: readonly number[]): number {
	const sorted = values.toSorted((one, other) => one - other);
	return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
