/**
 * A table of cases for one function of the domain: plain JSON in, plain JSON out, so that the same
 * rows can be replayed in Node and in PocketBase's goja.
 */
export interface Table {
	/** The function's name in `calls`. */
	readonly call: string;
	readonly cases: readonly Case[];
}

export interface Case {
	/** A sentence the village clerk would understand. */
	readonly says: string;
	readonly given: readonly Json[];
	readonly expected: Outcome;
}

/** What came of it: a value (null for nothing), a refusal, or the message of a defect. */
export type Outcome =
	{ readonly value: Json } | { readonly refusal: Json } | { readonly throws: string };

export type Json =
	null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A row whose function gives `value`. */
export const gives = (says: string, given: readonly Json[], value: Json): Case => ({
	says,
	given,
	expected: { value },
});

/** A row whose function says no. */
export const refuses = (says: string, given: readonly Json[], refusal: Json): Case => ({
	says,
	given,
	expected: { refusal },
});

/** A row whose function throws, because only a defect can bring such values. */
export const throws = (says: string, given: readonly Json[], message: string): Case => ({
	says,
	given,
	expected: { throws: message },
});
