/** Yes with a value, or no with a reason. What nobody can expect is thrown instead. */
export type Result<Value, Reason> =
	{ readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: Reason };

/** A yes that carries `value`. */
export function ok<Value>(value: Value): Result<Value, never> {
	return { ok: true, value };
}

/** A no that carries its reason: a code and the numbers that explain it. */
export function refuse<const Reason extends { readonly code: string }>(
	refusal: Reason,
): Result<never, Reason> {
	return { ok: false, refusal };
}
